#pragma once

#include <cstdint>
#include <vector>

namespace hustings {

/// How the sums over subsets of the eliminated grow when one more is eliminated.
///
/// Lists the subsets of 1..n_elements elements of sizes up to `max_size`, those with the newest
/// element e after all without it, smaller ones first. Those below `max_size` are read again by
/// larger ones and numbered; subset 0 is the empty one.
struct SubsetTable {
  /// The subsets of one size with one newest element.
  struct Block {
    std::uint32_t size = 0;
    std::uint32_t n = 0;
    std::uint32_t first = 0;        ///< number of its first subset, if below max_size
    std::uint32_t first_entry = 0;  ///< into `parents` and `elements`: `size` entries a subset
  };

  std::uint32_t n_elements = 0;
  std::uint32_t max_size = 0;
  std::uint32_t n_kept = 1;  ///< numbered subsets
  std::vector<Block> blocks;
  std::vector<std::uint32_t> first_block;  ///< per element, and the end
  /// Per subset and member: the subset without that member, and the member; the newest first.
  std::vector<std::uint32_t> parents;
  std::vector<std::uint32_t> elements;

  SubsetTable() = default;
  SubsetTable(std::uint32_t elements_in_all, std::uint32_t largest);

  /// Number of subsets of n elements of sizes 0..max_size.
  static std::uint64_t size(std::uint32_t n_elements, std::uint32_t max_size);
};

}  // namespace hustings
