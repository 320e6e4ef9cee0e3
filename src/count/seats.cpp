#include "count/seats.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "count/plurality.hpp"

namespace hustings {
namespace {

/// Places the candidates of one election by votes, most first; equal ones by lot.
class Placing {
 public:
  Placing(std::span<const float> votes, const Lots& lots)
      : votes_(votes), lots_(lots), order_(lots.names.size()) {}

  const std::vector<std::size_t>& operator()(std::size_t lane, std::uint64_t election) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      const float votes_a = votes_[a * kBatch + lane];
      const float votes_b = votes_[b * kBatch + lane];
      if (votes_a != votes_b) return votes_a > votes_b;
      return a != b && lots_.draw(a, election) > lots_.draw(b, election);
    });
    return order_;
  }

 private:
  std::span<const float> votes_;
  const Lots& lots_;
  std::vector<std::size_t> order_;
};

}  // namespace

void count_seats(std::span<const float> votes, std::size_t seats, const Lots& lots,
                 std::uint64_t index, std::size_t n_valid, Outcome& outcome) {
  count_plurality(votes, lots, index, n_valid, outcome);
  outcome.seats = seats;
  outcome.n_lots = 0;
  Placing place(votes, lots);
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto& order = place(e, index * kBatch + e);
    for (std::size_t i = 0; i < order.size(); ++i) outcome.wins[order[i]].set(e, i < seats);
    const std::size_t last_in = order[seats - 1];
    const std::size_t first_out = order[seats];
    outcome.margin[e] = outcome.share(last_in)[e] - outcome.share(first_out)[e];
    const bool tied = votes[last_in * kBatch + e] == votes[first_out * kBatch + e];
    outcome.n_lots += tied && e < n_valid ? 1 : 0;
  }
}

}  // namespace hustings
