#pragma once

#include <filesystem>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/infer/counted_votes.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// Reads a table of counted results: columns contest (if several), district (empty = all),
/// candidate, votes or pct, and where wanted final, wins (true, false or empty) and day. Faults,
/// all of them, go to `problems` with file and line. Throws Failure where the file is missing.
/// Source: docs/scores.md, "The table of results".
infer::CountedVotes read_counted_votes(const std::filesystem::path& file, Problems& problems);

/// Finds the contests, districts and candidates of a model in a table of results, and checks what
/// only both together can tell: unknown names, candidates without a row, more votes than are
/// registered, districts that add up to more than all, percent above 100 or written as fractions,
/// winners whom seats or votes contradict. Other models' contests, of which `known` has the ids,
/// are passed over. In the order of the model.
std::vector<infer::CountedContest> counted_contests(const Model& model,
                                                    const infer::CountedVotes& votes,
                                                    const std::vector<std::string>& known,
                                                    Problems& problems);

}  // namespace hustings
