#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hustings::campaign {

/// Returns the order in which programmes count: by mean dose [log-odds], largest first, ties as
/// they stand.
std::vector<std::size_t> dose_order(std::span<const double> mean_doses);

/// How several programmes reach one universe together.
struct Combined {
  double reached = 0;           ///< R, share reached by any
  std::vector<double> summand;  ///< per programme, share of R that its dose counts for
};

/// Combines the shares that programmes reach of one universe, given in the order they count.
///
/// Contacts fall independently; the j-th contact of one person counts repeat^(j-1): R = 1 - prod (1
/// - r_g), summand_g = r_g prod over h before g of (1 - (1 - repeat) r_h). R B = sum summand_g
/// beta_g, B the mean dose of the reached. Source: docs/campaign.md, "Several programmes".
Combined combine(std::span<const double> reached, double repeat);

/// A turnout that programmes have moved.
struct Lifted {
  double turnout = 0;        ///< tau', share
  std::vector<double> gain;  ///< per programme, share of registered voters; they add up to tau' -
                             ///< tau
};

/// Moves a turnout: tau' = tau + R (shifted(tau, B) - tau). A mixture: only the reached move.
///
/// gain_g = beta_g summand_g (shifted(tau, B) - tau) / B; where B is next to 0, tau (1 - tau) takes
/// the place of the quotient. Doses in log-odds.
Lifted lift_turnout(double turnout, const Combined& combined, std::span<const double> doses);

/// Returns shares s' = s + Q (softmax(log s + G) - s): of the share `reached` each candidate's
/// utility moves by `doses` [log-odds]. Shares of 0 stay.
std::vector<double> persuade(std::span<const double> shares, double reached,
                             std::span<const double> doses);

}  // namespace hustings::campaign
