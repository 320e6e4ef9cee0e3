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

/// Of what it is asked what decides: whether a candidate wins, whether a slate sweeps, or whether
/// an event happens.
struct SensitivityQuestion {
  enum class Of { win, sweep, event };
  Of of = Of::win;
  std::size_t item = 0;                ///< candidate or slate
  std::string event;                   ///< its name, or a sentence
  std::vector<std::uint8_t> happened;  ///< of an event: whether, in every stored election
};

/// What one factor explains alone; a win that never or always happens has no variance to explain.
struct FactorSensitivity {
  std::string name;
  VarianceShare alone;
  std::optional<VarianceShare> win;
};

/// What an effect explains, with all its factors.
struct EffectSensitivity {
  std::string name;
  std::size_t n_factors = 0;
  VarianceShare shapley;             ///< of what is explained
  VarianceShare alone;               ///< sum of its factors' first-order indices
  std::optional<VarianceShare> win;  ///< of a candidate: the same of the win
};

/// Which effects decide, from the stored elections. What is explained is the margin of a candidate,
/// or, of a sweep or an event, whether it happens (1 or 0).
struct Sensitivity {
  std::uint64_t elections = 0;
  SensitivityQuestion question;
  double happens = 0;      ///< part of the stored elections in which it does
  double margin_mean = 0;  ///< of a candidate
  double margin_sd = 0;
  bool of_first_choices = false;           ///< the margin is that of the first round
  VarianceShare explained;                 ///< by all effects in a straight line
  std::vector<EffectSensitivity> effects;  ///< the largest Shapley share first
  std::vector<FactorSensitivity> factors;  ///< the largest part first
};

/// Signed margin of a candidate in every stored election: its share less that of the other it must
/// beat. Shares are of delegates where they are awarded, else of first choices.
std::vector<double> stored_margins(const Labels& labels, const Draws& draws, std::size_t candidate);

/// 1 where the candidate wins, in every stored election.
std::vector<double> stored_wins(const Labels& labels, const Draws& draws, std::size_t candidate);

/// Whether what is asked happens, 1 or 0, in every stored election.
std::vector<double> stored_outcomes(const Labels& labels, const Draws& draws,
                                    const SensitivityQuestion& question);

/// Factors that a question is held against, by their place: all but those of candidates of other
/// contests (of an event, of any), which count only where they correlate with what is explained
/// beyond four standard errors, as endorsements make them.
std::vector<std::size_t> factors_for(const Labels& labels, const Draws& draws,
                                     const SensitivityQuestion& question);

/// How many elections must be stored before shares of variance among so many factors mean
/// something: 20 for each bin, and 4 for each factor.
std::uint64_t draws_needed(std::size_t n_factors);

/// Says why the stored elections of a run of so many cannot answer; empty = they can.
std::string why_no_sensitivity(const Labels& labels, std::uint64_t elections, const Draws& draws,
                               const SensitivityQuestion& question);

/// Computes what decides. Factors are grouped by effect, the text before ": " in their names;
/// beyond kMostGroups effects those that explain least are one group, "other effects". Needs that
/// why_no_sensitivity says nothing. The observer is told of factors, then of steps towards the
/// Shapley shares.
///
/// Source: docs/method.md, "Sensitivity".
Sensitivity sensitivity(const Labels& labels, const Draws& draws,
                        const SensitivityQuestion& question, const Observer& observer = {});

/// What an effect explains in a straight line.
struct EffectShare {
  std::string name;
  double share = 0;
};

/// What each effect explains of what `sensitivity` explains, the most first, in a fraction of its
/// time and without errors. Factors are drawn independently of each other, so what a line in all of
/// them explains is what lines in each do: of an effect the sum over its factors of
/// (r^2 (n - 1) - 1) / (n - 2), with r a factor's correlation, less what noise alone has. Draws
/// that counted votes have moved are not independent: ask `sensitivity` of those.
std::vector<EffectShare> linear_shares(const Labels& labels, const Draws& draws,
                                       const SensitivityQuestion& question);

}  // namespace hustings
