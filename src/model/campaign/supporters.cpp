#include "model/campaign/supporters.hpp"

#include "random/math.hpp"

namespace hustings::campaign {

std::vector<double> supporters_split(std::span<const double> shares, std::size_t candidate,
                                     double supporters, double written) {
  std::vector<double> split(shares.begin(), shares.end());
  const double own = shares[candidate];
  if (own <= 0 || own >= 1) return split;
  const double gained =
      exact::expit(exact::logit(supporters) + exact::logit(own) - exact::logit(written));
  for (double& share : split) share *= (1 - gained) / (1 - own);
  split[candidate] = gained;
  return split;
}

std::vector<double> with_gained(double turnout, std::span<const double> shares,
                                std::span<const double> gains,
                                std::span<const std::vector<double>> splits) {
  std::vector<double> votes;
  for (const double share : shares) votes.push_back(turnout * share);
  double total = turnout;
  for (std::size_t g = 0; g < gains.size(); ++g) {
    total += gains[g];
    for (std::size_t k = 0; k < votes.size(); ++k) votes[k] += gains[g] * splits[g][k];
  }
  for (double& vote : votes) vote /= total;
  return votes;
}

}  // namespace hustings::campaign
