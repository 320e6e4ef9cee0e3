#pragma once

#include <cstdint>
#include <vector>

#include "hustings/engine/block_ranges.hpp"
#include "hustings/engine/simulate.hpp"

namespace hustings {

/// The blocks of a plan, numbered from 0 in the order of their elections: `at(i)` is the block of
/// the run that is simulated as the i-th. All are whole (kBlock elections) but the run's last.
class Blocks {
 public:
  explicit Blocks(const RunPlan& plan);

  std::uint64_t n() const { return n_before_.back(); }
  std::uint64_t at(std::uint64_t place) const;
  /// The blocks at ranges of places, in their order.
  std::vector<BlockRange> at(const std::vector<BlockRange>& places) const;
  /// How many elections they hold of those before `limit`.
  std::uint64_t elections_below(std::uint64_t limit) const { return elections_in(ranges_, limit); }

 private:
  std::vector<BlockRange> ranges_;
  std::vector<std::uint64_t> n_before_;  ///< range: blocks in those before it; then all
};

}  // namespace hustings
