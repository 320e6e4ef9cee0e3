#include <algorithm>
#include <numeric>

#include "hustings/infer/flows.hpp"

namespace hustings::infer {
namespace {

constexpr std::size_t kFewestPlaces = 20;
constexpr std::size_t kMostPlaces = 100;

/// The two with most votes; of equals the earlier.
std::pair<std::size_t, std::size_t> leaders_of(const std::vector<double>& votes) {
  std::vector<std::size_t> order(votes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return votes[a] > votes[b]; });
  return {order[0], order[std::min<std::size_t>(1, order.size() - 1)]};
}

/// The leaders' columns, and the others added up.
Matrix leaders_and_others(const Matrix& table, std::size_t first, std::size_t second) {
  Matrix three(table.rows(), 3);
  for (std::size_t i = 0; i < table.rows(); ++i) {
    for (std::size_t k = 0; k < table.columns(); ++k) {
      three(i, k == first ? 0 : k == second ? 1 : 2) += table(i, k);
    }
  }
  return three;
}

double distance_to_slope(const FlowSums& sums, const Flows& votes) {
  const auto [first, second] = leaders_of(column_sums(sums.columns));
  const FlowSums collapsed{sums.rows, leaders_and_others(sums.columns, first, second), sums.group};
  std::vector<double> x;
  for (std::size_t i = 0; i < sums.rows.rows(); ++i) {
    const double ahead = collapsed.columns(i, 0);
    x.push_back(ahead / (ahead + collapsed.columns(i, 1) + 1.0) - .5);
  }
  return flow_distance(leaders_and_others(votes, first, second), flows_by_slope(collapsed, x),
                       column_sums(sums.rows));
}

}  // namespace

std::vector<std::size_t> flow_groups(std::size_t n, const std::vector<std::size_t>& region) {
  HUSTINGS_REQUIRE(region.empty() || region.size() == n);
  const std::size_t n_regions =
      region.empty() ? 1 : *std::max_element(region.begin(), region.end()) + 1;
  std::vector<std::vector<std::size_t>> places(n_regions);
  for (std::size_t i = 0; i < n; ++i) places[region.empty() ? 0 : region[i]].push_back(i);
  std::vector<std::vector<std::size_t>> groups;
  for (const std::vector<std::size_t>& of : places) {
    if (of.empty()) continue;
    if (!groups.empty() && groups.back().size() < kFewestPlaces) {
      groups.back().insert(groups.back().end(), of.begin(), of.end());
    } else {
      groups.push_back(of);
    }
  }
  if (groups.size() > 1 && groups.back().size() < kFewestPlaces) {
    std::vector<std::size_t>& before = groups[groups.size() - 2];
    before.insert(before.end(), groups.back().begin(), groups.back().end());
    groups.pop_back();
  }
  std::vector<std::size_t> group(n);
  std::size_t next = 0;
  for (const std::vector<std::size_t>& of : groups) {
    const std::size_t n_parts = (of.size() + kMostPlaces - 1) / kMostPlaces;
    for (std::size_t a = 0; a < of.size(); ++a) group[of[a]] = next + a * n_parts / of.size();
    next += n_parts;
  }
  return group;
}

FactionVotes faction_votes(const Matrix& parts, const Matrix& contest,
                           const std::vector<std::size_t>& region) {
  HUSTINGS_REQUIRE(parts.rows() == contest.rows());
  FlowSums sums{parts, contest, flow_groups(parts.rows(), region)};
  for (std::size_t i = 0; i < parts.rows(); ++i) {
    const std::vector<double> votes = contest.row(i);
    const double ballots = std::accumulate(votes.begin(), votes.end(), 0.0);
    for (std::size_t f = 0; f < parts.columns(); ++f) sums.rows(i, f) *= ballots;
  }
  FactionVotes result{flows_by_group(sums)};
  result.apart = distance_to_slope(sums, result.votes);
  result.depends_on_place = result.apart > kFlowsApart;
  return result;
}

}  // namespace hustings::infer
