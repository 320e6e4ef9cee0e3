#pragma once

#include <cstddef>
#include <vector>

#include "hustings/model/model.hpp"

namespace hustings {

/// A decision between two candidates as a sum over first choices: the margin is the sum of weight x
/// votes of each part of the contest, over the votes cast.
struct CentreDecision {
  std::vector<double> weights;  ///< part x candidate
};

/// The decisions that a contest comes to where everything is at its centre, in the order of its
/// rule: the seat line; every elimination and the last round; or who enters the second round, the
/// threshold, the second round. None where delegates are counted or nobody can lose.
///
/// votes: part x candidate. Of those who lose their first choice, who ranks one name alone is
/// taken as exhausted and everybody else as not: near enough for how wide a margin spreads.
std::vector<CentreDecision> centre_decisions(const CountPlan& plan,
                                             const std::vector<double>& votes,
                                             std::size_t n_candidates);

}  // namespace hustings
