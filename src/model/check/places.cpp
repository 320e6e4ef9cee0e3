#include <algorithm>

#include "model/check/checking.hpp"

namespace hustings {
namespace {

using scenario::District;
using scenario::Universe;

/// Checks that the factions and districts which universes name exist.
void check_universe_names(const Checking& checking) {
  Causes causes;
  const ScenarioIndex& index = checking.index;
  const std::vector<std::string> factions = index.values_of("faction");
  const std::vector<std::string> districts = index.values_of("district");
  for (const Universe& universe : checking.scenario.universes) {
    const std::string& faction = universe.faction;
    if (!faction.empty() && index.has_all().factions && !index.faction(faction)) {
      causes.add("there is no faction '" + faction + "'", universe.source, "",
                 did_you_mean(faction, factions));
    }
    const std::string& district = universe.district;
    if (!district.empty() && index.has_all().districts && !index.district(district)) {
      causes.add("there is no district '" + district + "'", universe.source, "",
                 did_you_mean(district, districts));
    }
  }
  causes.report(checking.problems, "place");
}

std::string sized(const Universe& universe) {
  return universe_name(universe) + " (" + std::to_string(universe.registered) + ")";
}

/// Checks that universes hide persons: of 1 to 10 registered voters they are errors, of 11 to 29
/// warnings. 0 is allowed, a universe that nobody is in.
void check_sizes(const Checking& checking) {
  Causes too_few;
  Causes few;
  for (const Universe& universe : checking.scenario.universes) {
    if (universe.registered == 0 || universe.registered > scenario::kFewVoters) continue;
    if (universe.registered <= scenario::kTooFewVoters) {
      too_few.add("a universe of 1 to 10 registered voters could tell who voted how",
                  universe.source, sized(universe), "join small universes of one district");
    } else {
      few.add("a universe of fewer than 30 registered voters", universe.source, sized(universe),
              "join small universes of one district");
    }
  }
  too_few.report(checking.problems, "universe");
  few.report(checking.problems, "universe", Severity::warning);
}

/// A tag that two levels give would mean two things in `by` and `where`.
void check_tag_levels(const Checking& checking) {
  const ScenarioIndex& index = checking.index;
  Causes causes;
  for (const Universe& universe : checking.scenario.universes) {
    for (const auto& [tag, value] : universe.tags) {
      if (!index.district_tags().contains(tag)) continue;
      causes.add("tag '" + tag + "' is given by districts and by universes", universe.source, "",
                 "rename one of the two");
    }
  }
  for (const scenario::Contest& contest : checking.scenario.contests) {
    for (const scenario::Candidate& candidate : contest.candidates) {
      for (const auto& [tag, value] : candidate.tags) {
        const bool of_universes =
            index.district_tags().contains(tag) || index.universe_tags().contains(tag);
        if (!of_universes) continue;
        causes.add("tag '" + tag + "' is given by candidates and by districts or universes",
                   candidate.source, "", "rename one of the two");
      }
    }
  }
  causes.report(checking.problems, "place");
}

/// Warns of factions without universes, of districts without universes or contests: allowed, but
/// seldom meant.
void warn_unused(const Checking& checking) {
  const scenario::Scenario& scenario = checking.scenario;
  std::set<std::string> factions;
  std::set<std::string> districts;
  for (const Universe& universe : scenario.universes) {
    factions.insert(universe.faction);
    districts.insert(universe.district);
  }
  for (const scenario::Faction& faction : scenario.factions) {
    if (factions.count(faction.id) > 0) continue;
    checking.problems.warning(faction.source, "no universe is of faction '" + faction.id + "'");
  }
  Causes without_universes;
  Causes without_contest;
  for (const District& district : scenario.districts) {
    if (district.id.empty()) continue;
    const bool has_contest = std::any_of(
        scenario.contests.begin(), scenario.contests.end(),
        [&](const scenario::Contest& contest) { return votes_in(contest, district.id); });
    if (districts.count(district.id) == 0) {
      without_universes.add("a district has no universes", district.source, district.id);
    } else if (!has_contest) {
      without_contest.add("a district votes in no contest", district.source, district.id);
    }
  }
  without_universes.report(checking.problems, "district", Severity::warning);
  without_contest.report(checking.problems, "district", Severity::warning);
}

}  // namespace

std::string first_at(const Source& first, const Source& again) {
  const bool same_file = first.place.file == again.place.file;
  return "first on line " + std::to_string(first.place.line) +
         (same_file ? "" : " of " + first.place.file);
}

void check_places(const Checking& checking) {
  const scenario::Scenario& scenario = checking.scenario;
  Problems& problems = checking.problems;
  refuse_repeated(
      scenario.factions, "faction", [](const scenario::Faction& f) { return f.id; }, problems);
  refuse_repeated(
      scenario.districts, "district", [](const District& d) { return d.id; }, problems);
  refuse_repeated(
      scenario.universes, "universe",
      [](const Universe& u) {
        return u.district.empty() || u.universe.empty() ? "" : universe_name(u);
      },
      problems);
  check_universe_names(checking);
  check_sizes(checking);
  check_tag_levels(checking);
  // What errors left out would be reported as unused.
  if (!problems.has_errors()) warn_unused(checking);
}

}  // namespace hustings
