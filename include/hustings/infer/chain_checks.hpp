#pragma once

#include <vector>

namespace hustings::infer {

/// Draws of one quantity, chain by chain, all of one length, 4 at least.
using Chains = std::vector<std::vector<double>>;

/// Returns rank-normalised split R-hat, the larger of that of values and of their distances from
/// the median; 1 where all values are alike. Source: Vehtari et al. 2021.
double rank_r_hat(const Chains& chains);

/// Returns the bulk effective sample size: of rank-normalised split chains, autocorrelations by
/// Geyer's initial monotone sequence. Source: Vehtari et al. 2021.
double bulk_ess(const Chains& chains);

/// Returns the shape of the generalised Pareto law of the largest importance weights, min(.2 n,
/// 3 sqrt(n)) of them; 0 where too few differ. Source: Vehtari et al. 2024, Zhang and Stephens
/// 2009.
double pareto_k(const std::vector<double>& log_weights);

}  // namespace hustings::infer
