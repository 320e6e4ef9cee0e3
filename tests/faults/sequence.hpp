#pragma once

#include <cstdint>
#include <vector>

#include "faults/known_runs.hpp"
#include "faults/planted.hpp"
#include "faults/steps.hpp"

namespace hustings::faults {

/// Takes the steps of a sequence on a machine of its own, and after each holds the files against
/// what is promised; then, with no more faults, sees whether the run comes to its end.
///
/// After every step: each results file is whole and has the numbers of its blocks; what a command
/// published is there; what was kept for good is there, until results have it; exit codes fit what
/// happened; nothing that was kept is simulated again; no temporary file stays behind a command
/// that was not killed. At the end: within three resumes the file of the whole run, byte for byte.
///
/// The same seed and steps give the same verdict. `machine_seed` draws what the machine is like.
Verdict take_steps(std::uint64_t machine_seed, const std::vector<Step>& steps, KnownRuns& known,
                   Planted planted);

/// The fewest steps, of those that fail, that still do: the end is cut off, then each is left out
/// that is not needed.
std::vector<Step> shortest(std::uint64_t machine_seed, std::vector<Step> steps, KnownRuns& known,
                           Planted planted);

}  // namespace hustings::faults
