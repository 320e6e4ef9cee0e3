#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/progress.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings {

/// Whether a file says that it is a part of a run; false where it is missing. Throws Failure as
/// read_results does.
bool is_part_file(const std::filesystem::path& path, const Trust& trust = {});

/// Reads a part: results whose `part` says of what. Throws Failure as read_results does, and where
/// it is no part, or its blocks do not fit its counts and draws.
Results read_part(const std::filesystem::path& path, const Trust& trust = {});

/// Reads of a part only of what it is one, in little memory. Throws Failure as read_part does.
RunPart read_part_head(const std::filesystem::path& path, const Trust& trust = {});

/// `elections 0 to 40,959 of 1,000,000`; of more than five ranges the first five.
std::string part_text(const RunPart& part);

/// Adds up parts of one run, in any order: exact sums of integers, each checked for overflow, and
/// the draws of every part at their places. Holds one set of results; a part is let go once added.
class PartSum {
 public:
  /// `blocks`: those that the sum will have in the end, sorted, disjoint, touching ones joined.
  explicit PartSum(std::vector<BlockRange> blocks) : blocks_(std::move(blocks)) {}

  /// Adds a part; `name` is what messages call it. Throws Failure (65) where it is of another run,
  /// which names the first difference, holds blocks that are none of the sum's or were added
  /// before, has other axes than the parts before, or a sum grows too large: names the dataset.
  void add(Results part, const std::string& name);

  /// The results of all blocks, each of which must have been added: a part of the run, or, where it
  /// has no others, the whole, equal to that of a run that was never cut.
  Results take() &&;

 private:
  void check(const RunPart& part, const std::string& name) const;
  void start(Results&& part);
  void add_draws(const Draws& draws, const RunPart& part);

  std::vector<BlockRange> blocks_;
  std::vector<BlockRange> added_;
  std::string first_;  ///< name of the first part
  Results sum_;
};

/// What `hustings merge` is asked for.
struct MergeAsked {
  std::vector<std::filesystem::path> files;  ///< parts, and folders whose *.h5 are parts
  std::filesystem::path output;              ///< left out of folders
  bool partial = false;                      ///< not all blocks of the run need be there
  Trust trust = {};
};

struct Merged {
  Results results;
  std::size_t n_parts = 0;
  std::vector<std::string> notes;  ///< of parts that are there twice
};

/// Adds up parts of one run from their files, any parts in any order, sums of parts too. Throws
/// Failure: 66 where a file is missing or a folder has no parts; 65 where a file is no part, or of
/// another run, where parts overlap (unless they are equal) or, but for `partial`, blocks are
/// missing: then with the --blocks that fill them. The observer is told of parts.
Merged merge_parts(const MergeAsked& asked, const Observer& observer = {});

}  // namespace hustings
