#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hustings::campaign {

/// Splits the ballots that a programme for supporters gains.
///
/// y_c = expit(logit x + logit s_c - logit p_c), the others as among themselves: y_k = (1 - y_c)
/// s_k / (1 - s_c). x `supporters`, share of the contacted who prefer the candidate; p_c `written`,
/// the candidate's written share, both inside (0, 1); s `shares`, add up to 1. Where s_c is 0 or 1,
/// y = s. Source: docs/campaign.md, "Supporters only".
std::vector<double> supporters_split(std::span<const double> shares, std::size_t candidate,
                                     double supporters, double written);

/// Returns the shares of all ballots: t_k = (tau s_k + sum_g gain_g y_gk) / tau', tau' = tau +
/// sum_g gain_g. splits: programmes x candidates.
std::vector<double> with_gained(double turnout, std::span<const double> shares,
                                std::span<const double> gains,
                                std::span<const std::vector<double>> splits);

}  // namespace hustings::campaign
