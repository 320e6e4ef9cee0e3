#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/tally/draws.hpp"

namespace hustings {

/// Part of a variance that something explains, with its Monte Carlo error. Estimates are unbiased,
/// so that what explains nothing may come out a little below 0.
struct VarianceShare {
  double share = 0;
  double standard_error = 0;
};

/// What one factor explains alone; a win that never or always happens has no variance to explain.
struct FactorSensitivity {
  std::string name;
  VarianceShare margin;
  std::optional<VarianceShare> win;
};

/// What an effect explains, with all its factors.
struct EffectSensitivity {
  std::string name;
  std::size_t n_factors = 0;
  VarianceShare shapley;             ///< of the margin
  VarianceShare margin;              ///< sum of its factors' first-order indices
  std::optional<VarianceShare> win;  ///< the same of the win
};

/// Which effects decide whether a candidate wins, from the stored elections.
struct Sensitivity {
  std::uint64_t elections = 0;
  std::size_t candidate = 0;
  double win = 0;  ///< part of the stored elections that the candidate wins
  double margin_mean = 0;
  double margin_sd = 0;
  bool of_first_choices = false;           ///< the margin is that of the first round
  VarianceShare explained;                 ///< of the margin, by all effects in a straight line
  std::vector<EffectSensitivity> effects;  ///< the largest Shapley share first
  std::vector<FactorSensitivity> factors;  ///< the largest part of the margin first
};

/// Signed margin of a candidate in every stored election: its share less that of the other it must
/// beat. Shares are of delegates where they are awarded, else of first choices.
std::vector<double> stored_margins(const Labels& labels, const Draws& draws, std::size_t candidate);

/// 1 where the candidate wins, in every stored election.
std::vector<double> stored_wins(const Labels& labels, const Draws& draws, std::size_t candidate);

/// Factors that a candidate's contest is held against, by their place: all but those of candidates
/// of other contests, which count only where they correlate with the margin beyond four standard
/// errors, as endorsements make them.
std::vector<std::size_t> factors_for(const Labels& labels, const Draws& draws,
                                     std::size_t candidate);

/// How many elections must be stored before shares of variance among so many factors mean
/// something: 20 for each bin, and 4 for each factor.
std::uint64_t draws_needed(std::size_t n_factors);

/// Says why the stored elections of a run of so many cannot tell what decides whether a candidate
/// wins; empty = they can.
std::string why_no_sensitivity(const Labels& labels, std::uint64_t elections, const Draws& draws,
                               std::size_t candidate);

/// Computes what decides whether a candidate wins. Factors are grouped by effect, the text before
/// ": " in their names; beyond kMostGroups effects those that explain least are one group, "other
/// effects". Needs draws_needed elections, a factor, and a candidate with somebody to beat. The
/// observer is told of factors, then of steps towards the Shapley shares.
///
/// Source: docs/method.md, "Sensitivity".
Sensitivity sensitivity(const Labels& labels, const Draws& draws, std::size_t candidate,
                        const Observer& observer = {});

}  // namespace hustings
