#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "model/solve/endorsement_graph.hpp"

namespace hustings::campaign {

using scenario::Fundraising;

/// Money by owner and week.
using WeeklyMoney = std::vector<std::vector<double>>;

/// Returns the spectral radius of Phi + eta yield I, Phi = keep I + pass W, W the graph with rows
/// that add to 1 (an owner without neighbours: to 0). From 1 on, money grows without end.
double money_growth(std::span<const Fundraising> owners, const Adjacency& graph);

/// What comes in as planned.
struct PlannedMoney {
  std::vector<double> weekly;  ///< f0, per owner
  WeeklyMoney pushes;          ///< u (events, appeals), owners x weeks
};

/// Returns what is raised above plan: y = (Phi y' + eta yield (f0 + y') + u)(1 - C / pool)+, y'
/// that of the week before, u this week's pushes, C raised before.
///
/// Nothing came in before the first week. What a week would raise beyond the pool stays there.
WeeklyMoney raised_above_plan(std::span<const Fundraising> owners, const Adjacency& graph,
                              const PlannedMoney& planned);

/// Returns what can be spent of each week: (1 - eta)(f0 + y). raised: y of one owner, by week.
std::vector<double> left_to_spend(const Fundraising& owner, double weekly,
                                  std::span<const double> raised);

/// How the money of a scenario's owners makes more.
struct OwnersMoney {
  std::vector<std::string> owners;  ///< those who have a limit of money, in the order of the file
  std::vector<Source> sources;      ///< of their money
  std::vector<Fundraising> raising;
  Adjacency graph;  ///< owners whose candidates endorse each other
  PlannedMoney planned;
};

/// Takes it from a scenario; no owners where nobody's money makes more. weeks: of the campaign.
OwnersMoney owners_money(const scenario::Scenario& scenario, int weeks);

/// Returns what an owner can spend of each week's money; nothing where nobody's money makes more.
std::optional<std::vector<double>> money_to_spend(const scenario::Scenario& scenario,
                                                  const std::string& owner, int weeks);

}  // namespace hustings::campaign
