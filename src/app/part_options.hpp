#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/shared_options.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "hustings/model/model.hpp"
#include "hustings/results/parts.hpp"

namespace hustings {

/// Which part of a run a command simulates; by default the whole.
struct PartOptions {
  std::string shard;   ///< `3/8`
  std::string blocks;  ///< `0-9,12`

  bool any() const { return !shard.empty() || !blocks.empty(); }
  /// Where the results go: to the file named, else to one named after scenario and part.
  std::filesystem::path file_of(OutputOptions output, const std::filesystem::path& scenario) const;
  /// Their blocks, of a run of so many elections; none = all. Throws Failure (65) where the run has
  /// not as many blocks, or stops at a precision, which is judged in the order of elections.
  std::vector<BlockRange> blocks_of(const Model& model, std::uint64_t elections) const;
};
Options part_options(PartOptions& values);

/// Says which part of a run was written, and what makes the whole of it.
void tell_part(const RunPart& part, const std::string& file);

}  // namespace hustings
