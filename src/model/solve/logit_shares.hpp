#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/noise.hpp"
#include "model/solve/turnout_centre.hpp"

namespace hustings {

/// Variance that shared effects give to one predictor.
SharedVariance shared_variance(const Effects& effects, const EffectTerms& terms);

/// Everything that the centre and noise of a turnout depend on: equal ones are solved once.
///
///     kind 0  {mean, sd}         a = mean [share]       b = sd [share]
///     kind 1  {mean}             a = mean [share]       b = own sd, the default [log-odds]
///     kind 2  {interval, level}  a, b = low, high [share]   c = level
///     kind 3  {log_odds}         a = centre [log-odds]
struct LogitQuestion {
  int kind = 0;
  double a = 0;
  double b = 0;
  double c = 0;
  SharedVariance shared = {};
  friend auto operator<=>(const LogitQuestion&, const LogitQuestion&) = default;
};

/// Whose share a question is of.
struct LogitAsker {
  const EffectTerms& terms;
  const Source& source;
  std::string universe;
};

/// Solves centre and own noise of logit-normal shares, turnouts or roll-offs, as the table of
/// docs/method.md, "Turnout mean and sd", says. Questions without an answer are collected by cause.
class LogitShares {
 public:
  /// `what` is asked for, as problems call it.
  LogitShares(const ScenarioIndex& index, const Effects& effects, std::string what)
      : index_(index), effects_(effects), what_(std::move(what)) {}

  /// Nothing where no noise gives what is written: shared effects may alone exceed it.
  std::optional<TurnoutCentre> solve(const LogitQuestion& question, const LogitAsker& asker);

  /// Reports one error per cause, with the number of rows and the first five.
  void report(Problems& problems) const;

 private:
  /// What a question comes to: a centre, or why there is none.
  struct Answer {
    TurnoutCentre centre;
    bool solved = true;
    double smallest_sd = 0;  ///< with no noise of the universe's own, where not solved
  };
  /// Universes that fail for the same cause, told once.
  struct Cause {
    Source source;
    std::vector<std::string> universes;
  };
  Answer answer(const LogitQuestion& question) const;
  /// Moves a centre by what was carried; its noise stays, the mean follows.
  TurnoutCentre with_carried(const TurnoutCentre& solved, const LogitQuestion& question,
                             const EffectTerms& terms) const;
  std::string cause_text(const EffectTerms& terms, const LogitQuestion& question,
                         const Answer& answer) const;
  std::string named_variances(const EffectTerms& terms) const;

  const ScenarioIndex& index_;
  const Effects& effects_;
  std::string what_;
  TurnoutSolver solver_;
  std::map<LogitQuestion, Answer> answers_;
  std::map<std::string, Cause> causes_;
};

}  // namespace hustings
