#pragma once

#include <cstdint>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// Simulates elections 0 .. `elections` - 1 of a model and returns the margins of candidates
/// [candidate x election], election running fastest: of s seats the share less the s-th largest of
/// the others', of what decides. Above 0 exactly where the candidate wins, ties apart.
///
/// Counted are the contests of these candidates alone. The same bits as in any run of the model, on
/// any number of threads (0 = all the machine has) and instruction set. Nothing where the observer
/// stopped it.
std::vector<float> candidate_margins(const Model& model, const std::vector<CandidateId>& candidates,
                                     std::uint64_t elections, int threads = 0,
                                     const Observer& observer = {});

}  // namespace hustings
