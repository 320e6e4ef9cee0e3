#pragma once

#include <cstddef>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// What the CRPS of a linear pool of forecasts is computed from, of one contest: of forecast j
/// E|X_j - y|, of two E|X_j - X_k|, X_j and X_k independent. Sums over several numbers will do.
struct PoolTerms {
  std::size_t day = 0;
  std::vector<double> to_counted;
  Matrix between;  ///< symmetric; its diagonal is of two draws of one forecast
};

/// Adds what one number of a contest says: `draws` are those of each forecast, sorted.
void add_number(const std::vector<std::vector<double>>& draws, double counted, PoolTerms& terms);

/// CRPS of the pool: w'a - w'Bw / 2.
double pooled_crps(const PoolTerms& terms, const std::vector<double>& weights);

/// Weights of forecasts before anything is known count as so many contests.
inline constexpr double kPoolTrust = 10;

/// Weights of a linear pool for the contests of one day, from those of all others: the weights with
/// the smallest CRPS there (n contests), shrunk to equal ones, (kPoolTrust / m + n w) /
/// (kPoolTrust + n). They add to 1; equal where there is no other day. Source: docs/method.md,
/// "Scores".
std::vector<double> pool_weights(const std::vector<PoolTerms>& contests, std::size_t day);

/// One draw of a pool: that of which forecast, and which of its draws.
struct PooledDraw {
  std::size_t forecast = 0;
  std::size_t draw = 0;
};

/// Takes n draws of forecasts in turn, so that after any of them each has had its weight's part to
/// within one draw: of the forecast that is farthest behind its part, the earlier of equals.
std::vector<PooledDraw> pooled_draws(const std::vector<double>& weights, std::size_t n);

}  // namespace hustings::infer
