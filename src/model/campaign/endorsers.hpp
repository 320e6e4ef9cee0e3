#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hustings::campaign {

/// An endorser as one universe sees it.
struct EndorserDose {
  double followers = 0;  ///< share that follows, -1 to 1; negative: that turns away, dose -dose
  std::size_t candidate = 0;
  double dose = 0;  ///< log-odds, on the candidate's utility
};

/// Weights of the 2^n sets of endorsers, S as a bit each: prod over S of |F_e| prod over the others
/// of 1 - |F_e|. Followers are independent.
std::vector<double> follower_weights(std::span<const EndorserDose> endorsers);

/// Returns shares s' = sum over sets S of weight_S softmax(log s + sum over S of the doses).
///
/// At most scenario::kMostEndorsers. Exact where doses conflict: of a mean dose the sign may be
/// wrong. Source: docs/campaign.md, "Endorsers".
std::vector<double> endorsed_shares(std::span<const double> shares,
                                    std::span<const EndorserDose> endorsers);

}  // namespace hustings::campaign
