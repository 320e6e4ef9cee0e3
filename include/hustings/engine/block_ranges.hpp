#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/engine/simulate.hpp"

namespace hustings {

/// More blocks than any run has.
inline constexpr std::uint64_t kMostBlocks = std::uint64_t{1} << 48;

/// How many blocks a run of so many elections has; the last one may be shorter than kBlock.
std::uint64_t n_blocks(std::uint64_t elections);

/// The blocks of shard 1 .. n of a run of `all` blocks: floor((shard - 1) all / n) up to, not
/// including, floor(shard all / n). None is empty where n is at most `all`.
BlockRange blocks_of_shard(std::uint64_t shard, std::uint64_t n, std::uint64_t all);

/// Sorts ranges and joins those that touch or overlap.
std::vector<BlockRange> joined(std::vector<BlockRange> ranges);

/// What sorted, disjoint ranges leave of the blocks 0 .. all-1: sorted, disjoint, none empty.
std::vector<BlockRange> left_of(const std::vector<BlockRange>& ranges, std::uint64_t all);

/// The blocks that lie in both of two lists of sorted, disjoint ranges: the same.
std::vector<BlockRange> common(const std::vector<BlockRange>& a, const std::vector<BlockRange>& b);

/// How many of the elections 0 .. limit-1 lie in disjoint ranges of blocks.
std::uint64_t elections_in(const std::vector<BlockRange>& ranges, std::uint64_t limit);

/// Writes ranges as `--blocks` takes them, both ends included: `0-3,8,10-11`.
std::string blocks_text(const std::vector<BlockRange>& ranges);

/// Writes which elections they are, of a run of so many: `elections 0 to 40,959, 81,920 to 90,000`;
/// of more than five ranges the first five, and how many more.
std::string elections_text(const std::vector<BlockRange>& ranges, std::uint64_t elections);

/// Reads what blocks_text writes, in any order: sorted, touching ones joined. Empty where the text
/// says no blocks, or the same one twice.
std::vector<BlockRange> blocks_of(const std::string& text);

}  // namespace hustings
