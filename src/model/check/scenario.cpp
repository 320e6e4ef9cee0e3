#include "model/check/scenario.hpp"

#include <string>

#include "core/thousands.hpp"
#include "hustings/scenario/limits.hpp"
#include "model/check/checking.hpp"
#include "model/check/sensitive.hpp"

namespace hustings {
namespace {

/// A night needs somebody to vote, somewhere, for something. What could not be read was told
/// before.
bool check_not_empty(const scenario::Scenario& scenario, Problems& problems) {
  if (problems.has_errors()) return true;
  const auto need = [&](const char* key, bool is_empty, const char* what) {
    if (!is_empty) return;
    problems.error({scenario.source.place, key}, std::string("there is no ") + what,
                   "at least one is needed");
  };
  need("factions", scenario.factions.empty(), "faction");
  need("districts", scenario.districts.empty(), "district");
  need("universes", scenario.universes.empty(), "universe");
  need("contests", scenario.contests.empty(), "contest");
  return !problems.has_errors();
}

/// Refuses lists that are too long, at the first item beyond; what is in them is looked at no more.
/// An item without a place stands for what could not be read.
bool check_lengths(const scenario::Scenario& scenario, Problems& problems) {
  const std::size_t n_errors = problems.n_errors();
  const auto check = [&](const auto& items, std::size_t most, const char* what,
                         const char* remedy) {
    if (items.size() <= most || items[most].source.place.line == 0) return;
    problems.error(
        items[most].source,
        with_thousands(items.size()) + " " + what + ", more than " + with_thousands(most), remedy);
  };
  check(scenario.factions, scenario::kMostFactions, "factions", "tell them apart by tags instead");
  check(scenario.districts, scenario::kMostDistricts, "districts", "join some into one");
  check(scenario.events, scenario::kMostEvents, "events",
        "ask for others of the results: hustings show --given");
  return problems.n_errors() == n_errors;
}

}  // namespace

void check_scenario(const scenario::Scenario& scenario, Problems& problems) {
  if (!check_lengths(scenario, problems) || !check_not_empty(scenario, problems)) return;
  const ScenarioIndex index(scenario);
  const Checking checking{scenario, index, problems};
  check_places(checking);
  check_contests(checking);
  check_seat_tables(checking);
  check_totals(checking);
  check_effects(checking);
  check_endorsements(checking);
  check_messages(checking);
  check_programmes(checking);
  check_shocks(checking);
  check_private_targets(checking);
  check_events(checking);
  refuse_repeated(
      scenario.what_ifs, "what-if", [](const scenario::WhatIf& what_if) { return what_if.name; },
      problems);
}

}  // namespace hustings
