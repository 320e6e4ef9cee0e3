#pragma once

#include <cstddef>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

inline constexpr double kLikenessSlope = .8;     ///< beta
inline constexpr double kLikenessSlopeSd = .46;  ///< of beta; load of the effect `likeness`

/// Returns how much better each candidate's past ones did in a place than in all:
/// sum_p w_kp log((L_ip + 1e-4) / (L_p + 1e-4)), places x candidates. The slope is not in it.
///
/// shares: places (or blocs) x past candidates, L; pooled: L_p; weights: candidates x past
/// candidates, w, a row adding to 1, or all 0 for nobody like the candidate.
Matrix likeness_scores(const Matrix& shares, const std::vector<double>& pooled,
                       const Matrix& weights);

/// Returns shares s_ik = a_k e^start_ik / sum_j a_j e^start_ij whose weighted mean over the rows is
/// `target`, which adds to 1.
///
/// One factor a_k a candidate, by iterative raking to 1e-12 (at most 1000 rounds). `start` are log
/// weights, rows x candidates; a candidate whose target is 0 has share 0 everywhere. weights:
/// ballots per row, some above 0.
Matrix rake(const Matrix& start, const std::vector<double>& weights,
            const std::vector<double>& target);

/// Keeps the part `kept` of what sets a place apart from its region: share_i <- region's + kept
/// (share_i - region's), in every column. weights: ballots per place; region: per place.
///
/// For places whose lines have changed and that share no more than the name.
Matrix keep_part(const Matrix& shares, const std::vector<double>& weights,
                 const std::vector<std::size_t>& region, double kept);

/// One part of an old place that went to a new one.
struct CrosswalkPart {
  std::size_t from = 0;
  std::size_t to = 0;
  double part = 0;  ///< of the old place; parts of an old place add to 1
};

/// Moves counts of old places to new ones: new_j = sum of part x old_i. `n_new` rows.
Matrix crosswalk(const Matrix& counts, const std::vector<CrosswalkPart>& parts, std::size_t n_new);

}  // namespace hustings::infer
