#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// A set of variants named v1, v2, ..., from (shown, responded).
scenario::MessageSet message_set(const std::string& id, scenario::Measure measures,
                                 const std::vector<std::pair<double, double>>& counts);

/// What a test of messages says, by plain sums over a grid of (logit mu, log k).
struct PlainMessage {
  std::size_t chosen = 0;
  double rate = 0;  ///< posterior mean of the chosen variant
  double sd = 0;
  double mean = 0;  ///< of all variants' posterior means
};
PlainMessage plain_message(const scenario::MessageSet& messages);

/// Shares of a lift by candidate, as `contest/candidate`: A_jk / A_kk of the one who runs it, A = I
/// + rho W + (rho W)^2 + ..., added up until nothing moves.
std::map<std::string, double> plain_spread(const scenario::Scenario& scenario,
                                           const std::string& candidate, double rho);

}  // namespace hustings::test
