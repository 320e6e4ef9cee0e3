#include "hustings/infer/flows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hustings::infer {
namespace {

/// Shares of a group's columns, in every row.
Flows alike(const std::vector<double>& columns, std::size_t n_rows) {
  const double total = std::accumulate(columns.begin(), columns.end(), 0.0);
  Flows flows(n_rows, columns.size());
  for (std::size_t r = 0; r < n_rows && total > 0; ++r) flows.set_row(r, normalised(columns));
  return flows;
}

/// One step: what each row is expected to have sent to each column, over some places.
Flows expected_counts(const FlowSums& sums, const std::vector<std::size_t>& places,
                      const Flows& flows) {
  Flows counts(flows.rows(), flows.columns());
  for (const std::size_t i : places) {
    const std::span<const double> rows = sums.rows[i];
    for (std::size_t j = 0; j < flows.columns(); ++j) {
      if (!(sums.columns(i, j) > 0)) continue;
      double expected = 0;
      for (std::size_t r = 0; r < rows.size(); ++r) expected += rows[r] * flows(r, j);
      if (!(expected > 0)) continue;
      const double ratio = sums.columns(i, j) / expected;
      for (std::size_t r = 0; r < rows.size(); ++r) counts(r, j) += rows[r] * flows(r, j) * ratio;
    }
  }
  return counts;
}

Flows flows_of_group(const FlowSums& sums, const std::vector<std::size_t>& places, int steps) {
  std::vector<double> columns(sums.columns.columns(), 0.0);
  for (const std::size_t i : places) {
    for (std::size_t j = 0; j < columns.size(); ++j) columns[j] += sums.columns(i, j);
  }
  Flows flows = alike(columns, sums.rows.columns());
  for (int step = 0; step < steps; ++step) {
    const Flows counts = expected_counts(sums, places, flows);
    for (std::size_t r = 0; r < flows.rows(); ++r) {
      const std::vector<double> row = counts.row(r);
      if (std::accumulate(row.begin(), row.end(), 0.0) > 0) flows.set_row(r, normalised(row));
    }
  }
  return flows;
}

std::vector<std::vector<std::size_t>> places_of_groups(const std::vector<std::size_t>& group) {
  std::vector<std::vector<std::size_t>> places(
      group.empty() ? 0 : *std::max_element(group.begin(), group.end()) + 1);
  for (std::size_t i = 0; i < group.size(); ++i) places[group[i]].push_back(i);
  return places;
}

}  // namespace

Flows flows_by_group(const FlowSums& sums, int steps) {
  HUSTINGS_REQUIRE(sums.rows.rows() == sums.columns.rows() &&
                   sums.rows.rows() == sums.group.size());
  Flows mean(sums.rows.columns(), sums.columns.columns());
  std::vector<double> ballots(mean.rows(), 0.0);
  for (const std::vector<std::size_t>& places : places_of_groups(sums.group)) {
    const Flows flows = flows_of_group(sums, places, steps);
    for (std::size_t r = 0; r < mean.rows(); ++r) {
      double of_row = 0;
      for (const std::size_t i : places) of_row += sums.rows(i, r);
      ballots[r] += of_row;
      for (std::size_t j = 0; j < mean.columns(); ++j) mean(r, j) += of_row * flows(r, j);
    }
  }
  const Flows otherwise = alike(column_sums(sums.columns), mean.rows());
  for (std::size_t r = 0; r < mean.rows(); ++r) {
    for (std::size_t j = 0; j < mean.columns(); ++j) {
      mean(r, j) = ballots[r] > 0 ? mean(r, j) / ballots[r] : otherwise(r, j);
    }
  }
  return mean;
}

double flow_distance(const Flows& a, const Flows& b, const std::vector<double>& weights) {
  const std::vector<double> parts = normalised(weights);
  double distance = 0;
  for (std::size_t r = 0; r < a.rows(); ++r) {
    for (std::size_t j = 0; j < a.columns(); ++j) {
      distance += .5 * parts[r] * std::fabs(a(r, j) - b(r, j));
    }
  }
  return distance;
}

}  // namespace hustings::infer
