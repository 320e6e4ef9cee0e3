#pragma once

#include <vector>

#include "hustings/results/score.hpp"
#include "results/score_target.hpp"

namespace hustings {

/// What a forecast says of one contest, in the order of a target's parts and candidates.
struct ContestForecast {
  PartVotes votes;              ///< by part; one election of what is a single guess
  std::vector<double> chances;  ///< per candidate: of a win; empty = it gives none
  bool tells_turnout = true;
  bool tells_districts = true;
};

/// Draws of the shares of some parts together [candidate x election].
infer::JointDraws share_draws(const PartVotes& votes, const std::vector<std::size_t>& parts);

/// All parts of some votes.
std::vector<std::size_t> all_parts(const PartVotes& votes);

/// Scores a forecast of one contest by its count.
ContestScore score_contest(const ScoreTarget& target, const ContestForecast& forecast);

/// Pools forecasts: so many elections of each as their weights say, and the mean of their chances.
ContestForecast pooled(const std::vector<ContestForecast>& members,
                       const std::vector<double>& weights);

/// Log-ratios of shares by district of the two candidates who lead the forecasts `a` and `b`
/// together, each share + 1e-4: what two scenarios are told apart by. Of the counted shares, too.
struct LogRatios {
  infer::JointDraws a;
  infer::JointDraws b;
  std::vector<double> counted;
};
LogRatios log_ratios(const ScoreTarget& target, const ContestForecast& a, const ContestForecast& b);

}  // namespace hustings
