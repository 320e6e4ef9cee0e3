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

/// Groups places, as they stand, by 20 to 100: large regions are cut evenly, small ones joined with
/// the next. region: per place; empty = one region of `n` places.
std::vector<std::size_t> flow_groups(std::size_t n, const std::vector<std::size_t>& region);

/// How factions voted in a contest that they were not made from.
struct FactionVotes {
  Flows votes;                    ///< factions x candidates
  double apart = 0;               ///< from what a slope says, for the two leaders and the others
  bool depends_on_place = false;  ///< apart is above kFlowsApart
};

/// Estimates how factions voted from their parts in places (places x factions) and the votes there
/// (places x candidates), by EM within flow_groups; the check's slope is in the part that the
/// leader has of the two leaders' votes.
FactionVotes faction_votes(const Matrix& parts, const Matrix& contest,
                           const std::vector<std::size_t>& region);

}  // namespace hustings::infer
