#include "hustings/infer/pool.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hustings::infer {
namespace {

/// E|X - X'| of two forecasts, or of one with itself, by sorted draws.
double mean_gap(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<std::pair<double, double>>
      points;  // where, and what it adds to P(X <= x) - P(X' <= x)
  for (const double x : a) points.emplace_back(x, 0);
  for (const double x : b) points.emplace_back(x, 1);
  std::sort(points.begin(), points.end());
  double below_a = 0;
  double below_b = 0;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    (points[i].second == 0 ? below_a : below_b) += 1;
    const double part_a = below_a / static_cast<double>(a.size());
    const double part_b = below_b / static_cast<double>(b.size());
    const double wide = points[i + 1].first - points[i].first;
    sum += (part_a * (1 - part_b) + part_b * (1 - part_a)) * wide;
  }
  return sum;
}

/// Moves weight between two forecasts to where the pool's CRPS is smallest; returns how much.
double shift(const PoolTerms& terms, std::size_t j, std::size_t k, std::vector<double>& weights) {
  double slope = terms.to_counted[j] - terms.to_counted[k];
  for (std::size_t l = 0; l < weights.size(); ++l) {
    slope -= weights[l] * (terms.between(j, l) - terms.between(k, l));
  }
  const double curve = 2 * terms.between(j, k) - terms.between(j, j) - terms.between(k, k);
  double step = curve > 0 ? -slope / curve : slope < 0 ? weights[k] : slope > 0 ? -weights[j] : 0;
  step = std::clamp(step, -weights[j], weights[k]);
  weights[j] += step;
  weights[k] -= step;
  return std::abs(step);
}

/// The weights with the smallest CRPS: it is convex, so that moving weight between two at a time
/// comes to it.
std::vector<double> best_weights(const PoolTerms& terms) {
  const std::size_t m = terms.to_counted.size();
  std::vector<double> weights(m, 1 / static_cast<double>(m));
  for (int sweep = 0; sweep < 1000; ++sweep) {
    double moved = 0;
    for (std::size_t j = 0; j < m; ++j) {
      for (std::size_t k = j + 1; k < m; ++k) moved = std::max(moved, shift(terms, j, k, weights));
    }
    if (moved < 1e-12) break;
  }
  return weights;
}

}  // namespace

void add_number(const std::vector<std::vector<double>>& draws, double counted, PoolTerms& terms) {
  const std::size_t m = draws.size();
  terms.to_counted.resize(m);
  if (terms.between.rows() == 0) terms.between = Matrix(m, m);
  for (std::size_t j = 0; j < m; ++j) {
    double sum = 0;
    for (const double x : draws[j]) sum += std::abs(x - counted);
    terms.to_counted[j] += sum / static_cast<double>(draws[j].size());
    for (std::size_t k = j; k < m; ++k) {
      const double gap = mean_gap(draws[j], draws[k]);
      terms.between(j, k) += gap;
      if (k != j) terms.between(k, j) += gap;
    }
  }
}

double pooled_crps(const PoolTerms& terms, const std::vector<double>& weights) {
  double score = 0;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    score += weights[j] * terms.to_counted[j];
    for (std::size_t k = 0; k < weights.size(); ++k) {
      score -= weights[j] * weights[k] * terms.between(j, k) / 2;
    }
  }
  return score;
}

std::vector<double> pool_weights(const std::vector<PoolTerms>& contests, std::size_t day) {
  const std::size_t m = contests.front().to_counted.size();
  PoolTerms sum{0, std::vector<double>(m), Matrix(m, m)};
  double n = 0;
  for (const PoolTerms& contest : contests) {
    if (contest.day == day) continue;
    n += 1;
    for (std::size_t j = 0; j < m; ++j) {
      sum.to_counted[j] += contest.to_counted[j];
      for (std::size_t k = 0; k < m; ++k) sum.between(j, k) += contest.between(j, k);
    }
  }
  std::vector<double> weights = best_weights(sum);
  for (double& weight : weights) {
    weight = (kPoolTrust / static_cast<double>(m) + n * weight) / (kPoolTrust + n);
  }
  return weights;
}

std::vector<PooledDraw> pooled_draws(const std::vector<double>& weights, std::size_t n) {
  std::vector<PooledDraw> draws;
  std::vector<std::size_t> taken(weights.size());
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t next = 0;
    double farthest = -1;
    for (std::size_t j = 0; j < weights.size(); ++j) {
      const double behind = weights[j] * static_cast<double>(i + 1) - static_cast<double>(taken[j]);
      if (behind > farthest) {
        farthest = behind;
        next = j;
      }
    }
    draws.push_back({next, taken[next]++});
  }
  return draws;
}

}  // namespace hustings::infer
