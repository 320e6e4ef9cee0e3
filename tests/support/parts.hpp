#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "hustings/engine/block_ranges.hpp"

namespace hustings::test {

/// Deals the blocks 0 .. all-1 out to so many parts at random: each has one at least.
inline std::vector<std::vector<BlockRange>> random_cut(std::uint64_t all, std::uint64_t n_parts,
                                                       std::mt19937& random) {
  std::vector<std::uint64_t> order(all);
  for (std::uint64_t block = 0; block < all; ++block) order[block] = block;
  std::ranges::shuffle(order, random);
  std::vector<std::vector<BlockRange>> parts(n_parts);
  for (std::uint64_t i = 0; i < all; ++i) {
    auto& part = parts[i < n_parts ? i : random() % n_parts];
    part.push_back({order[i], order[i] + 1});
  }
  for (auto& part : parts) part = joined(part);
  return parts;
}

}  // namespace hustings::test
