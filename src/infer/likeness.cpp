#include "hustings/infer/likeness.hpp"

#include <algorithm>
#include <cmath>

#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr double kSmallShare = 1e-4;  // added to shares, so that no votes are no infinity

/// e^start, each row scaled so that its largest is 1; a candidate without votes has none.
Matrix start_weights(const Matrix& start, const std::vector<double>& target) {
  Matrix weights(start.rows(), start.columns());
  for (std::size_t i = 0; i < start.rows(); ++i) {
    const std::vector<double> row = start.row(i);
    const double largest = *std::max_element(row.begin(), row.end());
    for (std::size_t k = 0; k < row.size(); ++k) {
      weights(i, k) = target[k] > 0 ? exact::exp(row[k] - largest) : 0.0;
    }
  }
  return weights;
}

/// shares_ik = factor_k start_ik, every row adding to 1.
void take_shares(const Matrix& start, const std::vector<double>& factor, Matrix& shares) {
  for (std::size_t i = 0; i < start.rows(); ++i) {
    double total = 0;
    for (std::size_t k = 0; k < start.columns(); ++k) {
      shares(i, k) = factor[k] * start(i, k);
      total += shares(i, k);
    }
    for (std::size_t k = 0; k < start.columns(); ++k) shares(i, k) /= total;
  }
}

}  // namespace

Matrix likeness_scores(const Matrix& shares, const std::vector<double>& pooled,
                       const Matrix& weights) {
  HUSTINGS_REQUIRE(shares.columns() == pooled.size() && weights.columns() == pooled.size());
  Matrix scores(shares.rows(), weights.rows());
  for (std::size_t i = 0; i < shares.rows(); ++i) {
    for (std::size_t p = 0; p < pooled.size(); ++p) {
      const double ratio = exact::log((shares(i, p) + kSmallShare) / (pooled[p] + kSmallShare));
      for (std::size_t k = 0; k < weights.rows(); ++k) scores(i, k) += weights(k, p) * ratio;
    }
  }
  return scores;
}

Matrix rake(const Matrix& start, const std::vector<double>& weights,
            const std::vector<double>& target) {
  HUSTINGS_REQUIRE(start.rows() == weights.size() && start.columns() == target.size());
  constexpr int kMostRounds = 1000;
  constexpr double kClose = 1e-12;
  const std::vector<double> parts = normalised(weights);
  const Matrix start_of = start_weights(start, target);
  Matrix shares(start.rows(), start.columns());
  std::vector<double> factor = target;
  for (int round = 0; round < kMostRounds; ++round) {
    take_shares(start_of, factor, shares);
    const std::vector<double> mean = column_sums(shares, parts);
    double furthest = 0;
    for (std::size_t k = 0; k < target.size(); ++k) {
      furthest = std::max(furthest, std::fabs(mean[k] - target[k]));
      if (target[k] > 0) factor[k] *= target[k] / mean[k];
    }
    if (furthest < kClose) break;
  }
  return shares;
}

Matrix keep_part(const Matrix& shares, const std::vector<double>& weights,
                 const std::vector<std::size_t>& region, double kept) {
  HUSTINGS_REQUIRE(shares.rows() == weights.size() && shares.rows() == region.size());
  if (region.empty()) return shares;
  const std::size_t n_regions = *std::max_element(region.begin(), region.end()) + 1;
  Matrix sums(n_regions, shares.columns());
  std::vector<double> totals(n_regions, 0.0);
  for (std::size_t i = 0; i < shares.rows(); ++i) {
    totals[region[i]] += weights[i];
    for (std::size_t k = 0; k < shares.columns(); ++k) {
      sums(region[i], k) += weights[i] * shares(i, k);
    }
  }
  Matrix result(shares.rows(), shares.columns());
  for (std::size_t i = 0; i < shares.rows(); ++i) {
    for (std::size_t k = 0; k < shares.columns(); ++k) {
      const double mean = totals[region[i]] > 0 ? sums(region[i], k) / totals[region[i]] : 0.0;
      result(i, k) = mean + kept * (shares(i, k) - mean);
    }
  }
  return result;
}

Matrix crosswalk(const Matrix& counts, const std::vector<CrosswalkPart>& parts, std::size_t n_new) {
  Matrix moved(n_new, counts.columns());
  for (const CrosswalkPart& part : parts) {
    for (std::size_t k = 0; k < counts.columns(); ++k) {
      moved(part.to, k) += part.part * counts(part.from, k);
    }
  }
  return moved;
}

}  // namespace hustings::infer
