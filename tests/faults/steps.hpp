#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hustings::faults {

/// What a step of a sequence does; how is drawn from its own seed.
enum class Act { run, other_run, merge, damage, fill, free, power };

struct Step {
  int number = 0;  ///< in the whole sequence, from 1 on
  Act act = Act::run;
  std::uint64_t seed = 0;
};

/// The steps of a seed: 5 to 60.
std::vector<Step> steps_of(std::uint64_t seed);

/// What a sequence came to.
struct Verdict {
  std::string fault;              ///< what was wrong; empty = nothing
  std::size_t n_done = 0;         ///< steps that were taken, the one with the fault included
  std::vector<std::string> told;  ///< what happened, a line a step
};

}  // namespace hustings::faults
