#pragma once

#include <limits>
#include <span>
#include <vector>

#include "model/solve/endorsement_graph.hpp"

namespace hustings::campaign {

/// How one owner's money makes more.
struct Fundraising {
  double keep = 0.5;    ///< share of a week's extra money that comes again in the next
  double pass = 0;      ///< share of the mean of those endorsed that comes in, too
  double reinvest = 0;  ///< eta, share of what comes in that goes into raising money
  double yield = 0;     ///< what comes in per unit put in, a week later
  double weekly = 0;    ///< f0, what comes in as planned
  double pool = std::numeric_limits<double>::infinity();  ///< most that can be raised above plan
};

/// Money by owner and week.
using WeeklyMoney = std::vector<std::vector<double>>;

/// Returns the spectral radius of Phi + eta yield I, Phi = keep I + pass W, W the graph with rows
/// that add to 1 (an owner without neighbours: to 0). From 1 on, money grows without end.
double money_growth(std::span<const Fundraising> owners, const Adjacency& graph);

/// Returns what is raised above plan: y = (Phi y' + eta yield (f0 + y') + u)(1 - C / pool)+, y'
/// that of the week before, u this week's pushes (events, appeals), C raised before.
///
/// Nothing came in before the first week. What a week would raise beyond the pool stays there.
/// pushes: owners x weeks.
WeeklyMoney raised_above_plan(std::span<const Fundraising> owners, const Adjacency& graph,
                              const WeeklyMoney& pushes);

/// Returns what can be spent of each week: (1 - eta)(f0 + y). raised: of one owner, by week.
std::vector<double> left_to_spend(const Fundraising& owner, std::span<const double> raised);

}  // namespace hustings::campaign
