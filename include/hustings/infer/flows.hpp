#pragma once

#include <cstddef>
#include <vector>

#include "hustings/infer/matrix.hpp"

namespace hustings::infer {

/// Sums of two questions asked of the same ballots: rows of one (first choices), columns of the
/// other (where they went).
struct FlowSums {
  Matrix rows;                     ///< places x rows
  Matrix columns;                  ///< places x columns; both add to the same number in a place
  std::vector<std::size_t> group;  ///< per place, 0, 1, ..; places of a group have flows alike
};

/// Parts of each row that go to each column, rows x columns, all ballots taken together.
using Flows = Matrix;

/// Estimates flows by EM within groups of places: z_irj ~ V_ir B_rj, in proportion to what column j
/// of the place has; B of a group from its z. Averaged over groups by ballots of the row.
///
/// Without a prior, from B = the group's columns. Best with 20 to 100 places a group. A row without
/// ballots has the columns' shares.
Flows flows_by_group(const FlowSums& sums, int steps = 500);

/// Estimates flows that change with where people live: row r of place i goes to column j in
/// proportion to exp(a_rj + b_j x_i). x: per place.
Flows flows_by_slope(const FlowSums& sums, const std::vector<double>& x, int steps = 500);

/// Returns the total variation between two flows, rows weighted: sum_r w_r / 2 sum_j |a - b|.
double flow_distance(const Flows& a, const Flows& b, const std::vector<double>& weights);

/// Flows further apart than this by group and by slope depend on where people live.
inline constexpr double kFlowsApart = .10;

}  // namespace hustings::infer
