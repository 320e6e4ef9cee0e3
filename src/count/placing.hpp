#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "count/lots.hpp"

namespace hustings {

/// Places the candidates of one election by votes, most first; equal ones by lot.
class Placing {
 public:
  /// votes: row per candidate.
  Placing(std::span<const float> votes, const Lots& lots);

  /// Slots in the order of their places.
  const std::vector<std::size_t>& operator()(std::size_t lane, std::uint64_t election);

 private:
  std::span<const float> votes_;
  const Lots& lots_;
  std::vector<std::size_t> order_;
};

}  // namespace hustings
