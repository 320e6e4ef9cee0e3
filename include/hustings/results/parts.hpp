#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hustings/results/results_file.hpp"

namespace hustings {

/// Whether a file says that it is a part of a run.
bool is_part_file(const std::filesystem::path& path);

/// Reads a part: results whose `part` says of what. Throws Failure as read_results does, and where
/// it is no part, or its blocks, tally and draws do not fit each other.
Results read_part(const std::filesystem::path& path, Changed changed = Changed::refuse);

/// Reads of a part only what it is a part of, in little memory. Throws Failure as read_part does.
RunPart read_part_head(const std::filesystem::path& path, Changed changed = Changed::refuse);

/// Adds up parts of one run, in any order: exact sums of integers, each checked for overflow, and
/// the draws of every part at their places. Holds one set of results; a part is let go once added.
class PartSum {
 public:
  /// `blocks`: those that the sum will have in the end, sorted and disjoint.
  explicit PartSum(std::vector<BlockRange> blocks);

  /// Adds a part; `name` is what messages call it. Throws Failure (65) where it is of another run,
  /// which names the first difference, holds blocks that are none of the sum's or were added
  /// before, has other axes than the parts before, or a sum grows too large: names the dataset.
  void add(Results part, const std::string& name);

  /// The results of all that was added: a part of the run, or, where no block of it is left, the
  /// whole: equal to those of a run that was never cut. At least one part must have been added.
  Results take() &&;

 private:
  void start(Results part);
  void add_draws(const Results& part);

  std::vector<BlockRange> blocks_;
  std::vector<BlockRange> added_;
  std::string first_;  ///< name of the first part
  Results sum_;
};

}  // namespace hustings
