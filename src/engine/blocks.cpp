#include "engine/blocks.hpp"

#include <algorithm>

#include "hustings/core/contract.hpp"

namespace hustings {

/// Numbers the blocks of sorted, disjoint ranges one after the other; without ranges those of the
/// whole run, ceil(elections / 4,096) of them. Fails (contract) where ranges overlap or reach
/// beyond.
Blocks::Blocks(const RunPlan& plan) : ranges_(plan.blocks), n_before_{0} {
  const std::uint64_t all = n_blocks(plan.elections);
  if (ranges_.empty()) ranges_.push_back({0, all});
  [[maybe_unused]] std::uint64_t last = 0;  // what contracts compare
  for (const BlockRange& range : ranges_) {
    HUSTINGS_REQUIRE(last <= range.first && range.first <= range.end && range.end <= all);
    last = range.end;
    n_before_.push_back(n_before_.back() + range.end - range.first);
  }
}

/// Finds by bisection, in O(log ranges), the range in which the place lies.
std::uint64_t Blocks::at(std::uint64_t place) const {
  const auto after = std::upper_bound(n_before_.begin(), n_before_.end(), place);
  const auto range = static_cast<std::size_t>(after - n_before_.begin()) - 1;
  return ranges_[range].first + (place - n_before_[range]);
}

std::vector<BlockRange> Blocks::at(const std::vector<BlockRange>& places) const {
  std::vector<BlockRange> blocks;
  for (const BlockRange& wanted : places) {
    for (std::size_t i = 0; i < ranges_.size(); ++i) {
      const std::uint64_t first = std::max(wanted.first, n_before_[i]);
      const std::uint64_t end = std::min(wanted.end, n_before_[i + 1]);
      const std::uint64_t shift = ranges_[i].first - n_before_[i];
      if (first < end) blocks.push_back({first + shift, end + shift});
    }
  }
  return blocks;
}

}  // namespace hustings
