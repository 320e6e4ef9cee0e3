#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// Standard deviations in logit turnout.
struct TurnoutSizes {
  double region = 0;          ///< rho: a region, in every contest
  double region_contest = 0;  ///< gamma: a region in one contest
  double place = 0;           ///< delta: a place, in every contest
  double place_contest = 0;   ///< eps: a place in one contest

  friend bool operator==(const TurnoutSizes&, const TurnoutSizes&) = default;
};

/// Medians of the log-normal priors of the sizes, whose sd is .5 in log.
inline constexpr TurnoutSizes kTurnoutPrior{.35, .15, .35, .12};

/// What is known of past turnout. A place without history in a contest has 0 ballots there.
struct PastTurnout {
  Matrix registered;                ///< places x contests
  Matrix ballots;                   ///< places x contests, below registered; 0 = not known
  std::vector<std::size_t> region;  ///< per place, 0, 1, ..; empty = no regions
};

/// Effects of past turnout, each by restricted likelihood or best linear prediction (BLUP).
struct TurnoutFit {
  TurnoutSizes sizes;
  double log_likelihood = 0;    ///< restricted, without constants
  std::vector<double> contest;  ///< alpha, per contest
  std::vector<double> region;   ///< rho, per region
  Matrix region_contest;        ///< gamma, regions x contests
  std::vector<double> place;    ///< delta, per place
  Matrix place_contest;         ///< eps, places x contests
};

/// Fits y_ic = logit(ballots / N) = alpha_c + rho_r + gamma_rc + delta_i + eps_ic, with sampling
/// variance 1 / (b (1 - b / N)), under sizes that are given. Without regions rho and gamma are 0.
TurnoutFit fit_turnout(const PastTurnout& past, const TurnoutSizes& sizes);

/// The same with the sizes that are most probable under restricted likelihood and `prior`.
TurnoutFit fit_turnout(const PastTurnout& past);

/// Returns, per place, what the turnout of one contest alone says of the next like it: the best
/// linear prediction of rho + delta, log-odds about the contest's level. Sizes without
/// region_contest and place_contest say that the next one is as that was.
std::vector<double> turnout_like(const PastTurnout& past, const TurnoutSizes& sizes,
                                 std::size_t contest);

/// The level that the turnout of a contest is forecast with, and its sd in log-odds.
struct TurnoutLevel {
  double log_odds = 0;
  double sd = 0;
};

/// Returns the mean level of past contests: of those of the same kind where there are any (sd .20),
/// else of all (sd .30). same_kind: per contest of the fit.
TurnoutLevel turnout_level(const TurnoutFit& fit, const std::vector<bool>& same_kind);

/// Returns the log-odds to add to every place so that the mean turnout, weighted by registered, is
/// `mean`.
double turnout_shift(const std::vector<double>& log_odds, const std::vector<double>& registered,
                     double mean);

}  // namespace hustings::infer
