#pragma once

#include <cstddef>
#include <vector>

#include "hustings/model/model.hpp"

namespace hustings {

/// How a number of one election answers to its predictors: slopes in log-odds of turnout by
/// universe of the model, in log-support of one contest's candidates, and in log-odds of its
/// roll-off.
struct Slopes {
  std::vector<double> turnout;  ///< universe of the model
  ContestId contest;            ///< of `support` and `rolloff`; unset = none
  std::vector<double> support;  ///< place of the universe in the contest's plan x candidates
  std::vector<double> rolloff;  ///< place of the universe; none where nobody leaves it blank
};

/// The night with every draw at its centre, and how far a number that depends on it spreads.
class CentreSpread {
 public:
  explicit CentreSpread(const Model& model);

  /// First choices of a contest [votes]: place of the universe in its plan x candidates.
  const std::vector<double>& votes(ContestId contest) const { return votes_[contest.index()]; }
  double turnout(UniverseId universe) const { return turnout_[universe.index()]; }
  /// Share of those who come that leave a contest blank; `place` of the universe in its plan.
  double rolloff(ContestId contest, std::size_t place) const;

  /// Standard deviation of a number by the delta method: slopes through every shared effect and
  /// own noise. t scales count as 1, their mean square.
  double sd(const Slopes& slopes) const;

 private:
  const Model& model_;
  std::vector<double> turnout_;
  std::vector<std::vector<double>> votes_;
};

}  // namespace hustings
