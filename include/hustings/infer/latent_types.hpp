#pragma once

#include <cstddef>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// Types of voters: what part each has in a place, and how each votes in a contest.
struct LatentTypes {
  Matrix parts;                    ///< pi, places x types
  std::vector<Matrix> votes;       ///< B, per contest types x candidates
  std::vector<std::size_t> seeds;  ///< places the types began at
  double objective = 0;            ///< log likelihood + .5 sum log pi + .5 sum S log B
  int steps = 0;

  /// Returns the largest part that each type has anywhere.
  std::vector<double> purest() const;
};

/// A type whose part is below this everywhere is not identified by any place.
inline constexpr double kPureEnough = .8;

/// When to stop.
struct EmSteps {
  int most = 500;
  double relative_change = 1e-10;  ///< of the objective since it was last looked at
  int look_every = 10;             ///< it costs as much as a step
};

/// Returns the most types that contests can tell apart: the sum of their candidates less one each.
std::size_t most_types(const std::vector<Matrix>& contests);

/// Fits types by EM, counts above 4,000 a place and contest scaled down:
///
///     M = pi B_c;   pi_if ~ .5 + sum_c pi_if sum_k B_fck V_ick / M_ick
///     B_fck ~ B_fck sum_i pi_if V_ick / M_ick + .5 S_ck,     S = pooled shares
///
/// both from old values, rows normalised. Seeds are farthest-first by sum over contests of
/// 1 - sum_k sqrt(share x share'), the first from S, ties to the earlier row; B = half seed, half
/// S; pi = 1 / types. No random restarts. contests: places x candidates each, V; a place without
/// votes in a contest has no say there. 1 <= types <= most_types. Source: docs/method.md,
/// "Drafting".
LatentTypes fit_types(const std::vector<Matrix>& contests, std::size_t types,
                      const EmSteps& steps = {});

/// Fits how the types vote in one more contest, their parts in places being given: types x
/// candidates. By the same steps from S for all; counts are not scaled down.
Matrix fit_votes(const Matrix& parts, const Matrix& contest, const EmSteps& steps = {});

/// Returns shares per place: parts x votes.
Matrix shares_of_types(const Matrix& parts, const Matrix& votes);

/// How well a number of types predicts: log predictive probability per ballot, mean over places and
/// contests, and how far that is below the best number's.
struct TypesScore {
  std::size_t types = 0;
  double log_score = 0;
  double below_best = 0;
  double below_best_se = 0;  ///< over places
};

/// What number of types was chosen, and from what.
struct ChosenTypes {
  std::size_t types = 0;
  std::vector<TypesScore> scores;
};

/// Chooses a number of types: each contest in turn is predicted by types of the others, its B
/// fitted on one half of the places (the first, then the last, as they stand) and scored on the
/// other; the smallest number within two standard errors of the best. Of more than 1,000 places
/// only every second, third, .. is looked at. Needs two contests and four places. numbers: those
/// tried, ascending, none above most_types of any contests but one.
ChosenTypes choose_types(const std::vector<Matrix>& contests,
                         const std::vector<std::size_t>& numbers, const EmSteps& steps = {});

}  // namespace hustings::infer
