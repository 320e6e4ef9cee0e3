#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/campaign.hpp"
#include "hustings/scenario/event.hpp"

// What a plan is chosen for, as written: docs/campaign.md, "Allocation".
namespace hustings::scenario {

/// The expected number of seats of a slate.
struct SeatsObjective {
  std::string slate;
};

/// The chance of an event that has a name.
struct EventObjective {
  std::string name;
};

/// What is made as large as can be: the chance that a candidate wins, that a slate wins all or at
/// least so many, of an event; or expected seats.
using ObjectiveKind = std::variant<Wins, SeatsObjective, AtLeast, Sweep, EventObjective>;

/// One objective.
struct Objective {
  Source source;
  ObjectiveKind kind;
  double within = 0;  ///< how much of it those after it may cost
};

/// A floor under whom a plan reaches: of every value of a tag the share reached, over that of all.
struct CoverageFloor {
  Source source;
  std::string by;
  double least = 0;
};

/// What a search of plans is asked.
struct Allocate {
  Source source;
  std::string owner{kUs};
  Source owner_source;
  std::vector<Objective> objectives;  ///< the first counts first; none = the headline
  std::optional<CoverageFloor> coverage;
  std::map<Mode, double> weekly_most;  ///< attempts of a mode in one week, of all its programmes
  std::map<Mode, Source> weekly_sources;
};

}  // namespace hustings::scenario
