#pragma once

#include <cstddef>
#include <vector>

#include "hustings/model/model.hpp"

namespace hustings {

/// How a number of one election answers to its predictors: slopes in log-odds of turnout by
/// universe of the model, and in log-support of one contest's candidates.
struct Slopes {
  std::vector<double> turnout;  ///< universe of the model
  ContestId contest;            ///< of `support`; unset = none
  std::vector<double> support;  ///< place of the universe in the contest's plan x candidates
};

/// The night with every draw at its centre, and how far a number that depends on it spreads.
class CentreSpread {
 public:
  explicit CentreSpread(const Model& model);

  /// First choices of a contest [votes]: place of the universe in its plan x candidates.
  const std::vector<double>& votes(ContestId contest) const { return votes_[contest.index()]; }
  double turnout(UniverseId universe) const { return turnout_[universe.index()]; }

  /// Standard deviation of a number by the delta method: slopes through every shared effect and
  /// own noise. t scales count as 1, their mean square.
  double sd(const Slopes& slopes) const;

 private:
  const Model& model_;
  std::vector<double> turnout_;
  std::vector<std::vector<double>> votes_;
};

}  // namespace hustings
