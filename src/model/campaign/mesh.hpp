#pragma once

#include <limits>
#include <span>
#include <vector>

#include "model/campaign/mixing.hpp"

namespace hustings::campaign {

/// What captains and those they tell do.
struct MeshLaw {
  double tells = 20;        ///< D, people a captain tells
  double tells_on = 0.2;    ///< T, people whom somebody newly told tells
  double fade = 0.6;        ///< phi, what a friend of a friend is moved of what a friend is
  double homophily = 0.5;   ///< share of tells within the teller's own universe
  double cap = 0.6;         ///< largest share of a universe that can be told
  double seed_quality = 1;  ///< multiplies D
  double tell_shape = 0.2;  ///< k, of the negative binomial of one person's tells
};

/// Days that word takes from one person to the next; an assumption.
inline constexpr double kDaysPerGeneration = 2;

/// A limit of generations that is none.
inline constexpr int kNoLimit = std::numeric_limits<int>::max();

/// Returns how many generations there is time for: floor(first day of contact / days).
int generations_in_time(double first_day, double days_per_generation);

/// Splits captains over universes by registered voters.
std::vector<double> split_captains(double captains, std::span<const double> registered);

/// Captains and those whom word may reach.
struct Mesh {
  std::vector<MeshUniverse> universes;
  std::vector<std::vector<double>> areas;  ///< how areas mix: Mixing
  std::vector<double> captains;            ///< S, per universe
  MeshLaw law;
  int generations = kNoLimit;
};

/// Whom a mesh tells, by universe; shares of those who can be told, cap x registered.
struct MeshSpread {
  std::vector<double> told;   ///< X, captains included
  std::vector<double> newly;  ///< captains not counted
  std::vector<double> first;  ///< of them by captains themselves
  std::vector<double> doses;  ///< newly told, generation g counted fade^(g - 1)
  std::vector<double> reach;  ///< cap x doses: what a direct programme's reach is
  int generations = 0;
};

/// Spreads word from captains, generation by generation.
///
/// n = cap N; tells_1 = S D; lambda = (tells M) / n; new = (1 - X)(1 - e^(-lambda)); X += new;
/// tells = n T new; X starts at S / n. Ends after the mesh's generations, or when no universe has
/// more than 1e-13 new. Without a limit X solves 1 - X = (1 - S / n) e^(-sum of lambda).
MeshSpread spread_word(const Mesh& mesh);

/// Whether word takes off by itself: T >= 1. What it reaches is then set by saturation and time.
inline bool takes_off(const MeshLaw& law) {
  return law.tells_on >= 1;
}

}  // namespace hustings::campaign
