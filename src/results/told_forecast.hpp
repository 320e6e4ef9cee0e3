#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/results/score.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/tally/tally.hpp"
#include "results/polls_alone.hpp"
#include "results/score_contest.hpp"

namespace hustings {

/// What a forecast says of the counted contests of a night.
struct ToldForecast {
  ForecastRole role = ForecastRole::scored;
  std::string name;
  std::vector<std::optional<ContestForecast>> contests;  ///< as the targets; none = not told
  std::map<std::string, double> events;                  ///< chances
  std::map<std::string, std::vector<double>> seats;      ///< of slates: chances of 0, 1, .. seats
};

/// A model and what its run came to.
struct RunOf {
  const Model& model;
  const Tally& tally;
  std::string file;        ///< what faults call it
  DrawSource source = {};  ///< of its elections, where they agree with counted returns
};

/// Tells what a run forecast: shares of its first `n` elections, simulated again, and chances of
/// all. Nothing where the observer stopped it. Throws Failure (65) where a contest has other
/// candidates or districts than the target.
std::optional<ToldForecast> told_by(const RunOf& run, const std::vector<ScoreTarget>& targets,
                                    std::uint64_t n, const Observer& observer);

/// What the polls alone say of the contests that have any. Nothing where the observer stopped it.
std::optional<ToldForecast> told_by_polls(const scenario::Scenario& scenario, const Model& model,
                                          const ContestPolls& polls,
                                          const std::vector<ScoreTarget>& targets,
                                          const Observer& observer);

/// The shares that a scenario writes, and those of the last contest, as single guesses.
ToldForecast told_by_written(const Model& model, const std::vector<ScoreTarget>& targets);
ToldForecast told_by_past(const std::vector<ScoreTarget>& past,
                          const std::vector<ScoreTarget>& targets);

/// Puts forecasts together, with one set of weights a contest; events by the first of these.
ToldForecast pool_of(const std::vector<ToldForecast>& members,
                     const std::vector<std::vector<double>>& weights);

}  // namespace hustings
