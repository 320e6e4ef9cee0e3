#pragma once

#include <cstdint>
#include <vector>

#include "hustings/random/address.hpp"
#include "hustings/random/odd_table.hpp"
#include "random/batch_counters.hpp"

namespace hustings {

/// The bare limit of workload W: per election 146 normals of the engine's generator and 1,080
/// values of an odd table, their words made ahead, nothing else. Returns a number that depends on
/// all of them.
double draw_limit(std::uint64_t elections, int threads);

/// One batch of a bare draw: n_draws per election, the first n_odd of them from an odd table, the
/// others normals.
class LimitBatch {
 public:
  LimitBatch(std::size_t n_draws, std::size_t n_odd);

  /// Draws the next batch; returns a number that depends on all of it.
  float operator()();

 private:
  DrawKey key_;
  Injections injections_;
  std::vector<DrawAddress> addresses_;
  OddTable table_;
  std::size_t n_odd_;
  std::uint64_t batch_ = 0;
};

}  // namespace hustings
