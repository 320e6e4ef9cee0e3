#pragma once

#include <map>
#include <vector>

#include "hustings/model/campaign.hpp"
#include "model/campaign/reach.hpp"
#include "model/campaign/timing.hpp"
#include "model/index.hpp"

namespace hustings::campaign {

/// What programmes are solved from beside the scenario: written means, never draws.
struct WrittenMeans {
  const std::vector<std::vector<UniverseId>>* universes_of_contest = nullptr;
  const std::vector<double>* turnout = nullptr;  ///< per universe, share
};

/// Solves every programme of a scenario that check_scenario has passed: doses of its lifts, whom it
/// reaches, and what its contacts are worth by then. One that is off, has no attempts or is for
/// somebody withdrawn reaches nobody. Lifts that no dose gives go to `problems`.
std::vector<ModelProgramme> solve_programmes(const ScenarioIndex& index, const WrittenMeans& means,
                                             Problems& problems);

/// Warns of programmes that reach fewer than one person, or so early that nearly nothing is left.
void warn_of_little(const scenario::Scenario& scenario, const std::vector<ModelProgramme>& solved,
                    Problems& problems);

/// Ballots by day, election day with them.
std::vector<DayShare> ballot_days(const scenario::Calendar& calendar);

/// Contacts by day: as written, `rest` filled in, else days 1 to 7 evenly; none of an endorser
/// without a day, who comes before everybody votes.
std::vector<DayShare> contact_days(const scenario::Programme& programme);

/// Sizes of a programme's target, district by district, and the universes in it.
struct Target {
  std::vector<bool> holds;  ///< per position in contest_universes
  double registered = 0;
};
Target target_of(const ScenarioIndex& index, const scenario::Programme& programme,
                 const std::vector<UniverseId>& universes);

/// Sizes of the target in each district of a contest; `universes`: those of the contest.
std::map<DistrictId, TargetSize> target_sizes(const ScenarioIndex& index, const Target& target,
                                              const std::vector<UniverseId>& universes);

}  // namespace hustings::campaign
