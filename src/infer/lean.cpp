#include "hustings/infer/lean.hpp"

#include "hustings/core/contract.hpp"
#include "hustings/infer/matrix.hpp"
#include "random/math.hpp"

namespace hustings::infer {

CombinedLevel combine_levels(const Level& polls, const Level& lean) {
  HUSTINGS_REQUIRE(polls.shares.size() == lean.shares.size());
  HUSTINGS_REQUIRE(polls.variance + lean.variance > 0);
  CombinedLevel combined;
  combined.weight = lean.variance / (lean.variance + polls.variance);
  combined.level.variance = combined.weight * polls.variance;
  for (std::size_t k = 0; k < lean.shares.size(); ++k) {
    combined.level.shares.push_back(
        exact::exp(combined.weight * exact::log(polls.shares[k]) +
                   (1.0 - combined.weight) * exact::log(lean.shares[k])));
  }
  combined.level.shares = normalised(std::move(combined.level.shares));
  return combined;
}

std::vector<double> with_two_way(std::vector<double> shares, std::size_t first, std::size_t second,
                                 double log_odds) {
  const double both = shares[first] + shares[second];
  shares[first] = both * exact::expit(log_odds);
  shares[second] = both * exact::expit(-log_odds);
  return shares;
}

}  // namespace hustings::infer
