#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/infer/polls.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Polls of contests, shares in the order of each contest's candidates.
using ContestPolls = std::map<std::string, std::vector<infer::Poll>>;

/// Reads a table of polls: columns contest (if the model has several), pollster, end, n (empty =
/// unknown), sponsor (empty = none), candidate, pct; `poll`, where one pollster has several that
/// ended on a day. Of candidates who are none of a contest's only `undecided` may have rows. `day`
/// is that of the election, in days since 1970-01-01. Faults go to `problems`.
ContestPolls read_polls(const std::filesystem::path& file, int day, const Model& model,
                        Problems& problems);

/// What the polls alone say, as a scenario: support is their pooled mean everywhere, its only error
/// that of the polls (t with infer::kPollDf, one scale a contest); voters, turnout and counting
/// stay. Contests without polls stay as they are, without errors. Candidates whom no poll names
/// keep their written share.
scenario::Scenario polls_alone(scenario::Scenario scenario, const Model& model,
                               const ContestPolls& polls);

}  // namespace hustings
