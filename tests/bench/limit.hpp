#pragma once

#include <cstdint>
#include <vector>

#include "hustings/random/address.hpp"
#include "random/batch_counters.hpp"

namespace hustings {

/// The bare limit of workload W: per election 1,586 normals of the engine's generator and 1,440
/// exponentials, nothing else. Returns a number that depends on all of them.
double draw_limit(std::uint64_t elections, int threads);

/// One batch of a bare draw: n_draws normals per election, the first n_exps of them exponentiated.
class LimitBatch {
 public:
  LimitBatch(std::size_t n_draws, std::size_t n_exps);

  /// Draws the next batch; returns a number that depends on all of it.
  float operator()();

 private:
  DrawKey key_;
  Injections injections_;
  std::vector<DrawAddress> addresses_;
  std::size_t n_exps_;
  std::uint64_t batch_ = 0;
};

}  // namespace hustings
