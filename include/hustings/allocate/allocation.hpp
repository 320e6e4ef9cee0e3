#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/allocate.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {

/// A programme whose amount is looked for.
struct PlannedProgramme {
  std::string id;
  std::string unit;       ///< attempts, captains or impressions
  std::size_t index = 0;  ///< in the scenario
  double least = 0;
  double most = 0;  ///< as written, or what there is for it alone
};

/// Amounts of the planned programmes, whole numbers, and what they come to on the training draws.
struct AllocatedPlan {
  std::vector<double> amounts;  ///< programme
  std::vector<double> values;   ///< objective; not smoothed
  std::vector<double> errors;   ///< standard errors of the values
};

/// What more of a resource is worth: plans looked for anew with a part more and less of it.
struct ResourceWorth {
  std::string owner;
  scenario::ResourceKind resource = scenario::ResourceKind::money;
  double has = 0;    ///< in all weeks, on the mean
  double used = 0;   ///< by the best plan
  double per = 1;    ///< units that `worth` is of: 1,000 dollars, 100 hours, 10 captains
  double worth = 0;  ///< of the first objective, smoothed; exactly 0 where nothing of it is missed
  double error = 0;  ///< paired standard error
};

/// The best plan with a part of every resource.
struct FrontierPoint {
  double budget = 1;  ///< parts of what there is
  AllocatedPlan plan;
};

/// A plan that the training draws do not tell from the best.
struct TiedPlan {
  std::string name;  ///< `as written`, `equal parts`; empty: another end of the search
  AllocatedPlan plan;
  double behind = 0;  ///< in the first objective
  double error = 0;   ///< paired standard error
};

/// What a search of plans came to.
struct Allocation {
  std::string owner;
  std::vector<scenario::Objective> objectives;  ///< as written, or the headline
  std::vector<std::string> objective_names;     ///< `at least 2 of mayor_slate`
  std::vector<PlannedProgramme> programmes;
  std::uint64_t training = 0;  ///< elections
  AllocatedPlan best;
  AllocatedPlan written;
  AllocatedPlan equal;
  AllocatedPlan none;
  bool is_written_possible = true;  ///< it keeps all limits and floors
  bool is_equal_possible = true;
  std::size_t n_sets = 1;
  bool is_proven = true;  ///< all sets of programmes were tried
  std::vector<TiedPlan> ties;
  std::vector<ResourceWorth> worth;
  std::vector<FrontierPoint> frontier;
};

/// How plans are looked for.
struct AllocationSearch {
  std::uint64_t training = 20'000;  ///< elections
  int threads = 0;                  ///< 0 = all the machine has
};

/// Looks for the plan of an owner that serves its objective best: docs/campaign.md, "Allocation".
///
/// Training draws are those of another seed than the scenario's, made of it, so that elections of
/// the scenario judge a plan that was not chosen on them. Margins of all candidates who count are
/// simulated at each programme's amounts alone, on common draws; between these amounts and of
/// several programmes together they are put together by cubic splines and sums, and simulated
/// again at the best plan and beside it, until nothing better is found. Every number that is told
/// is simulated. Without objectives the headline is asked for. Faults go to `problems`: an owner
/// without programmes, an event that no margin tells, a programme without limits, no plan that
/// keeps all floors. Nothing where the observer stopped it.
Allocation allocate_plan(const scenario::Scenario& scenario, const scenario::Allocate& asked,
                         const AllocationSearch& search, Problems& problems,
                         const Observer& observer = {});

/// What an objective comes to in a run; of a world held against its base also the difference.
struct ObjectiveValue {
  double value = 0;
  double error = 0;
  double moved = 0;        ///< less the base's
  double moved_error = 0;  ///< paired
};
ObjectiveValue value_in(const View& view, const scenario::Objective& objective);

}  // namespace hustings
