#pragma once

#include "model/check/causes.hpp"
#include "model/index.hpp"

// The parts of check_scenario, one per part of a scenario.
namespace hustings {

/// What every part needs: the scenario, what it names, and where problems go.
struct Checking {
  const scenario::Scenario& scenario;
  const ScenarioIndex& index;
  Problems& problems;
};

void check_places(const Checking& checking);
void check_contests(const Checking& checking);
void check_support(const scenario::Contest& contest, const Checking& checking);
void check_rolloff(const scenario::Contest& contest, const Checking& checking);
void check_count(const scenario::Contest& contest, const Checking& checking);
void check_delegates(const scenario::Contest& contest, const scenario::Delegates& rule,
                     const Checking& checking);
void check_seat_tables(const Checking& checking);
void check_totals(const Checking& checking);
void check_effects(const Checking& checking);
void check_tails(const Checking& checking);
void check_endorsements(const Checking& checking);
void check_money(const Checking& checking);
/// Reports money that grows without end; at `source`, or null: at the money.
void check_money_growth(const Checking& checking, const Source* source);
void check_owners(const Checking& checking);
void check_messages(const Checking& checking);
void check_programmes(const Checking& checking);
void check_shocks(const Checking& checking);
/// Checks what a what-if may have made wrong of programmes and shocks that were right before: the
/// size of targets, accuracies, captains.
void check_changed_targets(const Checking& checking);
/// Checks what a channel, a mode or a programme loses; problems begin with `whose`. Returns the
/// places of the programmes that lose something.
std::vector<std::size_t> check_degrade(const scenario::Degrade& degrade, const std::string& whose,
                                       const Checking& checking);
/// Reports plans that cost more than comes in on average; at `source`, or null: at the resource.
void check_budgets(const Checking& checking, const Source* source);
void check_events(const Checking& checking);
/// Checks the names of one event.
void check_event(const scenario::EventDefinition& event, const Checking& checking);

/// Says that a contest has more candidates than it can.
std::string too_many_candidates(const scenario::Contest& contest);

/// Reports a `contest/candidate` that does not exist; false then. What could not be read may exist.
bool check_candidate_name(const std::string& name, const Source& source, const Checking& checking);

/// Checks the keys and values of a `where`; `source` is where faults of keys without a place are.
bool check_where(const scenario::WhereClause& where, const Source& source,
                 const Checking& checking);

/// Says where an earlier thing of the same name stands: `first on line 12`, with its file if
/// another.
std::string first_at(const Source& first, const Source& again);

/// Reports every item whose name an earlier item has; empty names are passed over.
template <class Items, class NameOf>
void refuse_repeated(const Items& items, const std::string& what, NameOf name_of,
                     Problems& problems) {
  std::map<std::string, const Source*> seen;
  for (const auto& item : items) {
    const std::string name = name_of(item);
    if (name.empty()) continue;
    const auto [earlier, is_new] = seen.emplace(name, &item.source);
    if (is_new) continue;
    problems.error(item.source, what + " '" + name + "' is given twice, " +
                                    first_at(*earlier->second, item.source));
  }
}

}  // namespace hustings
