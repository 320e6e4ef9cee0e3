#include "count/placing.hpp"

#include <algorithm>
#include <numeric>

namespace hustings {

Placing::Placing(std::span<const float> votes, const Lots& lots)
    : votes_(votes), lots_(lots), order_(lots.names.size()) {}

/// Draws lots only where votes are equal; a candidate's is one word an election, so they are an
/// order.
const std::vector<std::size_t>& Placing::operator()(std::size_t lane, std::uint64_t election) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
    const float votes_a = votes_[a * kBatch + lane];
    const float votes_b = votes_[b * kBatch + lane];
    if (votes_a != votes_b) return votes_a > votes_b;
    return a != b && lots_.draw(a, election) > lots_.draw(b, election);
  });
  return order_;
}

}  // namespace hustings
