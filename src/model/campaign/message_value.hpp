#pragma once

#include <span>

#include "model/campaign/message_posterior.hpp"

namespace hustings::campaign {

/// Returns E max of independent Beta laws: the rate of the best variant, were rates known.
double mean_of_best(std::span<const BetaLaw> laws);

/// Returns what a test of `more` people a variant adds to the rate of the variant chosen:
/// E max of posterior means - the largest present mean, at a known law of rates.
///
/// Means to come are independent beta-binomial; exact from the product of their distribution
/// functions. Whole `more`, at least 0.
double value_of_testing(std::span<const VariantCount> counts, const RateLaw& law, int more);

/// Returns what knowing every rate adds to the rate of the variant chosen, at a known law of rates.
double value_of_knowing(std::span<const VariantCount> counts, const RateLaw& law);

/// Returns E max of n independent standard normals: what the luckiest of n equal variants shows.
double mean_of_largest_normal(int n);

/// Returns the relative lead that the luckiest of n equal variants shows by chance alone:
/// mean_of_largest_normal(n) sqrt((1 - rate) / (rate shown)).
double lead_by_chance(int n, double rate, double shown);

}  // namespace hustings::campaign
