#include "count/one_pool.hpp"

#include <algorithm>
#include <numeric>

namespace hustings {
namespace {

/// A whole quotient with its remainder.
struct Quotient {
  double whole = 0;
  double rest = 0;
};

/// a = whole x b + rest, 0 <= rest < b.
Quotient divide(double a, double b) {
  Quotient quotient{static_cast<double>(static_cast<std::int64_t>(a / b)), 0};
  quotient.rest = a - quotient.whole * b;
  if (quotient.rest < 0) quotient = {quotient.whole - 1, quotient.rest + b};
  return quotient;
}

/// Votes as hundred-thousandths of their sum, rounded half up: percent with three decimals.
std::vector<double> rounded(std::vector<double> votes) {
  const double sum = std::accumulate(votes.begin(), votes.end(), 0.0);
  for (double& v : votes) v = sum > 0 ? divide(v * 2e5 + sum, 2 * sum).whole : 0;
  return votes;
}

/// Returns the votes of those who share the pool, 0 of the others: v_k >= threshold x V, in
/// millionths, or where nobody has so many the given part of the most. An infinite part lets nobody
/// share.
std::vector<double> qualified(std::span<const double> votes, const DelegatesPlan& plan) {
  std::vector<double> kept(votes.begin(), votes.end());
  std::vector<double> values = plan.rounds_percentages ? rounded(kept) : kept;
  const double sum = plan.rounds_percentages ? 1e5 : std::accumulate(kept.begin(), kept.end(), 0.0);
  for (double& value : values) value *= 1e6;
  const double threshold = plan.threshold_millionths * sum;
  const double most = *std::max_element(values.begin(), values.end());
  const double limit = most >= threshold ? threshold : most * plan.enough_of_leader;
  for (std::size_t k = 0; k < kept.size(); ++k) {
    if (!(values[k] >= limit)) kept[k] = 0;
  }
  return kept;
}

}  // namespace

std::vector<std::uint32_t> award_one_pool(std::span<const double> votes, std::uint32_t seats,
                                          const DelegatesPlan& plan) {
  const std::vector<double> kept = qualified(votes, plan);
  const std::vector<double> parts = plan.rounds_percentages ? rounded(kept) : kept;
  const double sum =
      plan.rounds_percentages ? 1e5 : std::accumulate(parts.begin(), parts.end(), 0.0);
  std::vector<std::uint32_t> won(votes.size(), 0);
  std::vector<double> rest(votes.size(), 0);
  std::vector<std::uint32_t> order;
  std::uint32_t left = seats;
  for (const std::uint32_t k : plan.by_id) {
    if (kept[k] <= 0) continue;
    const Quotient quotient = divide(seats * parts[k], sum);
    won[k] = static_cast<std::uint32_t>(quotient.whole);
    rest[k] = quotient.rest;
    left -= won[k];
    order.push_back(k);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rest[a] != rest[b] ? rest[a] > rest[b] : votes[a] > votes[b];
  });
  for (std::size_t i = 0; i < order.size() && i < left; ++i) ++won[order[i]];
  return won;
}

}  // namespace hustings
