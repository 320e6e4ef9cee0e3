#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/engine/before_simulating.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings {

/// What a results file, or a posterior, is asked.
struct VerifyQuestion {
  std::filesystem::path file;
  Trust trust = {};
  std::uint64_t replayed = 0;  ///< elections to simulate again, from the first
  BeforeSimulating before = {};
};

/// What a file that holds together has.
struct Verified {
  std::uint64_t elections = 0;  ///< of a posterior: those that it moved
  std::size_t n_datasets = 0;
  std::uint64_t n_replayed = 0;
  std::string digest;
};

/// Holds a file against itself: its trailer; every dataset computed anew from the counts in it, bit
/// by bit; sums that counts must have; the labels of the scenario in it; elections simulated again
/// against the draws that it keeps and, where they are all, against its counts. The scenario of a
/// posterior is not read. Throws Failure: 66 if it is missing, 65 with the first fault.
///
/// Source: docs/reliability.md.
Verified verify_file(const VerifyQuestion& question, const Observer& observer = {});

}  // namespace hustings
