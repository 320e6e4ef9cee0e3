#include <algorithm>
#include <set>

#include "model/check/checking.hpp"
#include "model/check/load_reach.hpp"
#include "model/effect_reach.hpp"

namespace hustings {
namespace {

using scenario::Affects;
using scenario::Effect;
using scenario::Load;

/// Returns the place of a key of `where`; the load's where it has none of its own.
const Source& where_source(const Load& load, const std::string& key) {
  const auto found = load.where_sources.find(key);
  return found == load.where_sources.end() ? load.source : found->second;
}

std::string unknown_key_help(const std::string& key, const ScenarioIndex& index) {
  const std::vector<std::string> known = index.known_keys();
  const std::string near = did_you_mean(key, known);
  return near.empty() ? "known here: " + listed(known) : near;
}

/// Says why nothing has a key that is always known: no district a region, no candidate a slate.
std::string emptiness(const std::string& key, const ScenarioIndex& index) {
  if (key == "region" && index.values_of(key).empty()) return "no district has a region";
  if (key == "slate" && index.scenario().slates.empty()) return "the scenario has no slates";
  return "";
}

/// Checks that every key of `by` has levels. `contest` has none: one factor for all of a contest's
/// candidates moves no share.
bool check_by(const Effect& effect, const Checking& checking) {
  bool good = true;
  for (const std::string& key : effect.by) {
    const auto kind = checking.index.kind_of(key);
    const std::string empty = emptiness(key, checking.index);
    if (!kind && checking.index.may_exist(key)) {
      // Reported where the key could not be read.
    } else if (!kind || kind == KeyKind::contest) {
      checking.problems.error(effect.by_source, "no effect can be drawn by '" + key + "'",
                              kind == KeyKind::contest ? "by candidate, or by district"
                                                       : unknown_key_help(key, checking.index));
    } else if (!empty.empty()) {
      checking.problems.error(effect.by_source, empty + ", so nothing can be drawn by it");
    } else {
      continue;
    }
    good = false;
  }
  return good;
}

/// Turnout is of everybody in a universe, and so is the roll-off of a contest: what tells
/// candidates apart has no place in them.
bool check_turnout_keys(const Effect& effect, const Load& load, const Checking& checking) {
  const bool is_rolloff = load.affects == Affects::rolloff;
  const std::string what = is_rolloff ? "roll-off" : "turnout";
  const auto of_candidates = [&](const std::string& key) {
    return checking.index.is_of_candidates(key) ||
           (!is_rolloff && checking.index.kind_of(key) == KeyKind::contest);
  };
  for (const std::string& key : effect.by) {
    if (!of_candidates(key)) continue;
    checking.problems.error(effect.by_source, what + " has no '" + key + "' to be drawn by",
                            "only support differs by candidate");
    return false;
  }
  for (const auto& [key, values] : load.where) {
    if (!of_candidates(key)) continue;
    checking.problems.error(where_source(load, key), what + " has no '" + key + "' to be moved by",
                            "only support differs by candidate");
    return false;
  }
  return true;
}

/// Whether all universes and candidates could be read, so that reaching none of them means
/// something.
bool is_whole(const Checking& checking) {
  const ScenarioIndex& index = checking.index;
  return index.has_all().slates && index.has_all().districts && index.has_all().universes &&
         index.has_all().contests && index.placed().size() == checking.scenario.universes.size();
}

/// Checks that a load can matter. On turnout it must reach a universe, on roll-off one in which a
/// contest has some; on support it must move
/// candidates of one contest apart in a universe of it, since one number added to all utilities
/// changes no share.
void check_load(const Effect& effect, const Load& load, const Checking& checking) {
  const LoadReach reach(effect, load, checking);
  if (load.affects == Affects::turnout) {
    if (!check_turnout_keys(effect, load, checking)) return;
    if (is_whole(checking) && !reach.any_universe()) {
      checking.problems.error(load.source, "effect '" + effect.id + "' reaches no universe");
    }
    return;
  }
  if (load.affects == Affects::rolloff) {
    if (!check_turnout_keys(effect, load, checking)) return;
    if (is_whole(checking) && !reach.any_rolloff()) {
      checking.problems.error(load.source,
                              "effect '" + effect.id + "' reaches no contest with a roll-off",
                              "give a contest `rolloff`");
    }
    return;
  }
  if (!is_whole(checking) || reach.parts_any_contest()) return;
  const bool tells_apart = reach.has_candidate_keys();
  checking.problems.error(
      load.source,
      "effect '" + effect.id + "' cannot matter: it moves " +
          (reach.any_candidate() ? "all candidates of a contest alike" : "no candidate"),
      tells_apart ? "" : "add candidate, slate or a candidates' tag to `by` or `where`");
}

/// Checks that the rows of a table of loads name candidates and districts that there are.
bool check_rows(const Load& load, const Checking& checking) {
  const std::vector<std::string> candidates = checking.index.values_of("candidate");
  const std::vector<std::string> districts = checking.index.values_of("district");
  const std::set<std::string> known_candidates(candidates.begin(), candidates.end());
  const std::set<std::string> known_districts(districts.begin(), districts.end());
  bool good = true;
  const auto check = [&](const scenario::LoadRow& row, const std::string& what,
                         const std::string& name, const std::vector<std::string>& known) {
    good = false;
    if (checking.index.may_exist(what)) return;
    checking.problems.error(row.source, unknown_name(what, name, known));
  };
  for (const scenario::LoadRow& row : load.rows) {
    const std::string name = row.contest + "/" + row.candidate;
    if (!known_candidates.contains(name)) check(row, "candidate", name, candidates);
    if (!known_districts.contains(row.district)) check(row, "district", row.district, districts);
  }
  return good;
}

/// Whether a load moves candidates everywhere alike, which the next polls measure anew. One of a
/// table of loads does not.
bool is_of_polls(const Effect& effect, const Load& load, const Checking& checking) {
  const auto is_of_places = [&](const std::string& key) {
    return checking.index.is_of_universes(key);
  };
  return load.affects == Affects::support && load.rows.empty() &&
         std::ranges::none_of(effect.by, is_of_places) &&
         std::ranges::none_of(load.where, is_of_places, &scenario::Where::value_type::first);
}

/// Checks that what is learnt of an effect can hold at another primary: errors of polls are of one,
/// and so is how heavy its tails were.
void check_carry(const Effect& effect, const Checking& checking) {
  if (effect.carry == 0 && effect.carried.empty()) return;
  const std::string carried = "effect '" + effect.id + "' cannot carry over: ";
  const bool is_polling = std::ranges::any_of(
      effect.loads, [&](const Load& load) { return is_of_polls(effect, load, checking); });
  if (is_polling) {
    checking.problems.error(effect.carry_source,
                            carried + "it moves candidates everywhere alike, as errors of polls do",
                            "the next polls are new; carry what differs between places");
  } else if (effect.tails) {
    checking.problems.error(effect.carry_source, carried + "it has tails",
                            "their scale is of one primary; leave out `tails` or `carry`");
  }
}

void check_effect(const Effect& effect, const Checking& checking) {
  const bool good_by = check_by(effect, checking);
  for (const Load& load : effect.loads) {
    const bool good_where =
        load.rows.empty() ? check_where({load.where, load.where_sources}, load.source, checking)
                          : check_rows(load, checking);
    if (good_by && good_where) check_load(effect, load, checking);
  }
  check_carry(effect, checking);
}

}  // namespace

/// Holds names and values against the whole scenario, not against one contest; passes over what may
/// have stood in a part that could not be read.
bool check_where(const scenario::WhereClause& where, const Source& source,
                 const Checking& checking) {
  bool good = true;
  for (const auto& [key, values] : where.keys) {
    const auto found = where.sources.find(key);
    const Source& at = found == where.sources.end() ? source : found->second;
    if (!checking.index.kind_of(key)) {
      good = false;
      if (checking.index.may_exist(key)) continue;
      checking.problems.error(at, "no universe, district or candidate has a '" + key + "'",
                              unknown_key_help(key, checking.index));
      continue;
    }
    const std::vector<std::string> known = checking.index.values_of(key);
    for (const std::string& value : values) {
      if (std::find(known.begin(), known.end(), value) != known.end()) continue;
      good = false;
      if (checking.index.may_exist(key)) continue;
      std::string suggestion = did_you_mean(value, known);
      if (suggestion.empty() && !known.empty()) suggestion = "known here: " + listed(known);
      checking.problems.error(at, "nothing has " + key + " '" + value + "'", suggestion);
    }
    if (values.empty()) good = false;
  }
  return good;
}

void check_effects(const Checking& checking) {
  const std::size_t n_errors = checking.problems.n_errors();
  refuse_repeated(
      checking.scenario.effects, "effect", [](const Effect& e) { return e.id; }, checking.problems);
  for (const Effect& effect : checking.scenario.effects) check_effect(effect, checking);
  if (checking.problems.n_errors() == n_errors) check_tails(checking);
}

}  // namespace hustings
