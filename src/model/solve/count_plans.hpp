#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/model/count_plan.hpp"
#include "model/index.hpp"
#include "model/solve/layout.hpp"

namespace hustings {

/// The parts of a contest whose first choices its counting rule wants one by one.
struct ContestParts {
  std::vector<std::string> names;      ///< levels of what divides it, sorted; empty = undivided
  std::vector<std::uint32_t> part_of;  ///< per universe of the contest; empty = undivided
};

/// Divides a contest as its counting rule asks for, and sorts its universes by part within each
/// district.
ContestParts divide_contest(const ScenarioIndex& index, ContestId contest,
                            std::vector<UniverseId>& universes);

/// What a counting rule is compiled from.
struct CountInput {
  const ScenarioIndex* index = nullptr;
  ContestId contest;
  const std::vector<UniverseId>* universes = nullptr;
  const ContestParts* parts = nullptr;
  const std::vector<Predictor>* support = nullptr;       ///< (universe in contest) x candidates
  const std::vector<std::uint32_t>* standing = nullptr;  ///< slots of those who can be voted for
  std::uint64_t seed = 1;
};

/// Compiles the counting rule of a contest whose names have been checked.
CountPlan compile_count(const CountInput& input);

/// Names of the draws that counting a contest makes, to be checked for equal addresses.
std::vector<std::uint64_t> count_names(const ScenarioIndex& index, ContestId contest);

}  // namespace hustings
