#include "count/seats.hpp"

#include "count/placing.hpp"
#include "count/plurality.hpp"

namespace hustings {

/// Counts a lot as deciding where the last in and the first out have equal votes: ties above or
/// below the line change nothing but places.
void count_seats(std::span<const float> votes, std::size_t seats, const Lots& lots,
                 std::uint64_t index, std::size_t n_valid, Outcome& outcome) {
  count_plurality(votes, lots, index, n_valid, outcome);
  outcome.seats = seats;
  outcome.by_lot = {};
  Placing place(votes, lots);
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto& order = place(e, index * kBatch + e);
    for (std::size_t i = 0; i < order.size(); ++i) outcome.wins[order[i]].set(e, i < seats);
    const std::size_t last_in = order[seats - 1];
    const std::size_t first_out = order[seats];
    outcome.margin[e] = outcome.share(last_in)[e] - outcome.share(first_out)[e];
    const bool tied = votes[last_in * kBatch + e] == votes[first_out * kBatch + e];
    outcome.by_lot.set(e, tied && e < n_valid);
  }
}

}  // namespace hustings
