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
  double relative_change = 1e-10;  ///< of the objective
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

/// Fits how the types vote in one more contest, their parts in places being given:
/// types x candidates.
Matrix fit_votes(const Matrix& parts, const Matrix& contest, const EmSteps& steps = {});

/// How well a number of types predicts: log predictive probability per ballot, and the standard
/// error of its difference from the best.
struct TypesScore {
  std::size_t types = 0;
  double log_score = 0;
  double below_best = 0;
  double below_best_se = 0;
};

/// What number of types was chosen, and from what.
struct ChosenTypes {
  std::size_t types = 0;
  std::vector<TypesScore> scores;
};

/// Chooses a number of types: each contest in turn is predicted by types of the others, its B
/// fitted on every second place and scored on the rest; the smallest number within two standard
/// errors of the best. Needs two contests. numbers: those tried, ascending.
ChosenTypes choose_types(const std::vector<Matrix>& contests,
                         const std::vector<std::size_t>& numbers, const EmSteps& steps = {});

}  // namespace hustings::infer
