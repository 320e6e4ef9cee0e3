#include "hustings/infer/propensity.hpp"

#include "hustings/core/contract.hpp"
#include "hustings/infer/turnout.hpp"
#include "random/math.hpp"

namespace hustings::infer {

PropensitySplit split_propensity(double turnout, double concentration) {
  HUSTINGS_REQUIRE(0 < turnout && turnout < 1 && concentration > 0);
  const double prior = turnout * concentration;
  return {(prior + 1.0) / (concentration + 1.0), prior / (concentration + 1.0)};
}

std::vector<double> shifted_to_mean(const std::vector<double>& turnouts,
                                    const std::vector<double>& parts, double mean) {
  std::vector<double> log_odds;
  for (const double turnout : turnouts) log_odds.push_back(exact::logit(turnout));
  const double shift = turnout_shift(log_odds, parts, mean);
  for (double& one : log_odds) one = exact::expit(one + shift);
  return log_odds;
}

}  // namespace hustings::infer
