#include "model/campaign/endorsers.hpp"

#include <algorithm>

#include "hustings/core/contract.hpp"
#include "hustings/scenario/campaign.hpp"
#include "model/campaign/combine.hpp"

namespace hustings::campaign {
namespace {

double followers_of(const EndorserDose& endorser) {
  return endorser.followers < 0 ? -endorser.followers : endorser.followers;
}

}  // namespace

std::vector<double> follower_weights(std::span<const EndorserDose> endorsers) {
  HUSTINGS_REQUIRE(endorsers.size() <= scenario::kMostEndorsers);
  std::vector<double> weights{1};
  for (const EndorserDose& endorser : endorsers) {
    const std::size_t n = weights.size();
    for (std::size_t set = 0; set < n; ++set) {
      weights.push_back(weights[set] * followers_of(endorser));
      weights[set] *= 1 - followers_of(endorser);
    }
  }
  return weights;
}

std::vector<double> endorsed_shares(std::span<const double> shares,
                                    std::span<const EndorserDose> endorsers) {
  const std::vector<double> weights = follower_weights(endorsers);
  std::vector<double> moved(shares.size(), 0.0);
  std::vector<double> doses(shares.size());
  for (std::size_t set = 0; set < weights.size(); ++set) {
    std::fill(doses.begin(), doses.end(), 0.0);
    for (std::size_t e = 0; e < endorsers.size(); ++e) {
      if ((set >> e & 1) == 0) continue;
      const double sign = endorsers[e].followers < 0 ? -1 : 1;
      doses[endorsers[e].candidate] += sign * endorsers[e].dose;
    }
    const std::vector<double> shifted = persuade(shares, 1, doses);
    for (std::size_t k = 0; k < moved.size(); ++k) moved[k] += weights[set] * shifted[k];
  }
  return moved;
}

}  // namespace hustings::campaign
