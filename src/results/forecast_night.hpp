#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/infer/counted_votes.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/results/score.hpp"
#include "results/score_target.hpp"
#include "results/told_forecast.hpp"

namespace hustings {

/// The files that forecast the same contests, and what was counted of these.
struct ForecastNight {
  std::vector<std::size_t> files;  ///< among the runs
  std::vector<ScoreTarget> targets;
  std::vector<ToldForecast> members;  ///< what the files tell; before them their pool
  NightScore score;
};

/// Ids of a model's contests.
std::vector<std::string> contests_of(const Model& model);

/// Puts runs that share a counted contest into one night, in the order of the runs.
std::vector<ForecastNight> nights_of(const std::vector<OpenedScenario>& runs,
                                     const infer::CountedVotes& votes);

/// Fills in what was counted of the contests of a night, as the first of its runs has them; what is
/// not scored at all goes to `notes`, faults to `problems`. `known`: ids of the contests of all
/// runs. Throws Failure (65) where nothing of it is in the table.
void add_counted(const OpenedScenario& run, const infer::CountedVotes& votes,
                 const std::vector<std::string>& known, ForecastNight& night,
                 std::vector<std::string>& notes, Problems& problems);

/// Throws Failure (65) where a run to compare with has none of what is scored.
void check_against(const OpenedScenario& other, const std::vector<ForecastNight>& nights,
                   const infer::CountedVotes& votes);

}  // namespace hustings
