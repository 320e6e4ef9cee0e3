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

/// Moves a turnout: tau' = tau + R (shifted(tau, B) - tau). A mixture: only the reached move. Doses
/// in log-odds.
double lifted_turnout(double turnout, const Combined& combined, std::span<const double> doses);

}  // namespace hustings::campaign
