#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/summary/labels.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// Changed minus base on the same draws, with the Monte Carlo error of the pairs.
struct Difference {
  double difference = 0;
  double paired_standard_error = 0;
};

/// Of a probability: gains minus losses; the variance of one election is g + l - (g - l)^2 with g,
/// l as parts of all. Source: docs/method.md, "What-ifs".
Difference difference_of(const PairedCount& count, std::uint64_t elections);

/// Of a mean, in `unit` per tallied unit: 2^-20 of shares, 1 of votes.
Difference difference_of(const DifferenceSums& sums, std::uint64_t elections, double unit);

/// The unit in which shares are tallied.
inline constexpr double kShareUnit = 1.0 / (1 << 20);

/// Two worlds side by side: labels and counts of both, and their pairs where they were simulated on
/// the same draws. Without pairs the two are taken as independent.
struct TwoWorlds {
  std::string title;
  const Labels& base_labels;
  const Tally& base;
  const Labels& labels;
  const Tally& tally;
  const PairedTally* paired = nullptr;
};

/// A probability or a mean in both worlds, and how it differs.
struct Compared {
  double before = 0;
  double after = 0;
  Difference moved;
  double gains = 0;   ///< of a probability, with pairs: part of the elections
  double losses = 0;  ///< the same
};

/// Finds counterparts by name and compares; nothing where the base has no such thing. A candidate
/// who is new in a contest of both is held against nobody: no wins, no votes.
class Comparison {
 public:
  explicit Comparison(const TwoWorlds& worlds);

  bool is_paired() const { return worlds_.paired != nullptr; }
  std::optional<Compared> win(std::size_t candidate) const;
  std::optional<Compared> share(std::size_t candidate) const;
  /// First choices [votes]; with pairs only.
  std::optional<Compared> votes(std::size_t candidate) const;
  /// Delegates won; with pairs only, where both rules award them.
  std::optional<Compared> delegates(std::size_t candidate) const;
  /// The same of a name of a total.
  std::optional<Compared> total_delegates(std::size_t name) const;
  std::optional<Compared> majority(std::size_t name) const;
  std::optional<Compared> lead(std::size_t name) const;
  std::optional<Compared> no_majority(std::size_t total) const;
  std::optional<Compared> margin(std::size_t contest) const;
  std::optional<Compared> turnout(std::size_t contest) const;
  std::optional<Compared> recount(std::size_t contest) const;
  std::optional<Compared> exhausted(std::size_t contest) const;
  std::optional<Compared> led_but_lost(std::size_t contest) const;
  std::optional<Compared> eliminated(std::size_t candidate, std::size_t round) const;
  /// `pair` counts RoundsTally::final_pairs.
  std::optional<Compared> final_pair(std::size_t pair) const;
  /// `seats` or more, from 1.
  std::optional<Compared> at_least(std::size_t slate, std::size_t seats) const;
  /// Mean seats of a slate.
  std::optional<Compared> seats(std::size_t slate) const;
  std::optional<Compared> event(std::size_t event) const;
  /// Nothing where nobody is registered in one of the two.
  std::optional<Compared> district_turnout(std::size_t district) const;
  std::optional<Compared> universe_turnout(std::size_t universe) const;

 private:
  using Links = std::vector<std::optional<std::size_t>>;

  bool both_in_rounds(std::size_t contest) const;
  Compared counts(std::uint64_t before, std::uint64_t after, const PairedCount* paired) const;
  Compared means(const MomentSums& before, const MomentSums& after,
                 const DifferenceSums* paired) const;

  TwoWorlds worlds_;
  Links contests_;
  Links candidates_;
  Links districts_;
  Links universes_;
  Links slates_;
  Links events_;
  Links totals_;
  Links total_names_;
  Links final_pairs_;
};

}  // namespace hustings
