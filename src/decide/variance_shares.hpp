#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hustings/decide/sensitivity.hpp"

namespace hustings {

/// Part of the squares that rounding leaves of no variance.
inline constexpr double kRoundingPart = 1e-20;

/// Bins of equal probability that a first-order index is computed from.
inline constexpr std::size_t kShareBins = 64;

/// Cuts elections by the value of a factor into kShareBins bins of (nearly) equal size; returns the
/// bin of every election. Equal values are kept in the order of elections.
std::vector<std::uint8_t> bins_of(std::span<const float> factor);

/// First-order Sobol index: the part of an outcome's variance that its mean by the value of one
/// factor explains, Var(E[Y | z]) / Var(Y), by one-way analysis of variance over the bins, the
/// noise of the bins' means taken off:
///
///     S = 1 - (within / (n - bins)) / (total / (n - 1))
///
/// 0 where the outcome does not vary. The error is that of the ratio, with the spread that bins of
/// pure noise have. Source: docs/method.md, "Sensitivity".
VarianceShare first_order(std::span<const std::uint8_t> bins, std::span<const double> outcome);

/// Most groups that a variance is shared out among: there are 2^groups sets of them.
inline constexpr std::size_t kMostGroups = 12;

/// Columns that count as one.
using ColumnGroup = std::vector<std::span<const float>>;

struct ShapleyShares {
  std::vector<VarianceShare> groups;
  VarianceShare explained;  ///< by all of them: the sum of `groups`
};

/// Shapley shares (LMG) of groups of columns in the explained variance of an outcome.
///
/// v(S) = R^2 of the least-squares line in all columns of the groups in S, adjusted for their
/// number; a group's share is what it adds to v, averaged over all orders in which the groups may
/// come. So what two correlated groups explain together is divided between them, and the shares
/// add up to v of all. Errors by the jackknife over 20 parts of the elections. At most kMostGroups
/// groups, more elections than columns. Source: docs/method.md, "Sensitivity" [lindeman1980].
ShapleyShares shapley_shares(const std::vector<ColumnGroup>& groups,
                             std::span<const double> outcome, const Observer& observer = {});

}  // namespace hustings
