#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "language/side_files.hpp"
#include "language/tag_slips.hpp"
#include "language/value.hpp"

// The parts of read_scenario: each fills its lists of the scenario from one top-level key.
namespace hustings {

/// What every part needs: the scenario to fill, the files beside it, and the tags seen so far.
struct Reading {
  scenario::Scenario& scenario;
  SideFiles& files;
  Problems& problems;
  TagSlips tags = {};
};

/// Reads one of the keys at the top of a scenario.
void read_scenario_key(const Value& value, Reading& reading);

void read_districts(const Value& districts, Reading& reading);
void read_universes(const Value& universes, Reading& reading);
void read_contests(const Value& contests, Reading& reading);
/// Reads how a contest is counted, with the tables it names.
scenario::CountRule read_count(const Value& count, Reading& reading);
scenario::Delegates read_delegates(const Value& delegates, Reading& reading);
void read_totals(const Value& totals, Reading& reading);

void read_slates(const Value& slates, Reading& reading);
void read_effects(const Value& effects, Reading& reading);
void read_endorsements(const Value& endorsements, Reading& reading);
/// Reads a list of edges; those that do not join two candidates are reported and left out.
std::vector<scenario::Endorsement> read_edges(const Value& edges);
void read_calendar(const Value& calendar, Reading& reading);
void read_channels(const Value& channels, Reading& reading);
void read_resources(const Value& resources, Reading& reading);
void read_messages(const Value& messages, Reading& reading);
void read_programmes(const Value& programmes, Reading& reading);
void read_shocks(const Value& shocks, Reading& reading);
void read_what_ifs(const Value& what_ifs, Reading& reading);
/// Reads one change; with `over` the amount of that name is left open. Nothing after an error.
std::optional<scenario::Change> read_change(const Value& value, const std::string& over,
                                            Reading& reading);
void read_vary(const Value& vary, Reading& reading);
/// Reads what is expected; events must have been read before.
void read_expect(const Value& expect, Reading& reading);
/// Reads a candidate: an id, or a map.
scenario::Candidate read_candidate(const Value& value, Reading& reading);
/// Reads contest/candidate; leaves both empty where it is none.
void read_candidate_name(const Value& value, std::string& contest, std::string& candidate);
/// Notes which keys with a default are written, each as `prefix` and its name.
void note_given(const Fields& fields, const std::string& prefix,
                const std::vector<std::string>& keys, std::set<std::string>& given);
/// Reads which things a load or a change is for, with the place of each key.
void read_where(const Value& value, scenario::Where& where, std::map<std::string, Source>& sources);
void read_events(const Value& events, Reading& reading);
/// Reads one event's text; nothing where there is none.
std::optional<scenario::EventDefinition> read_event(const Value& value, Reading& reading);

/// Gives each contest its rows of the tables named by `contest_tables` (contest index -> table).
struct SupportTableUse {
  std::size_t contest = 0;
  Value table;
};
void read_support_tables(const std::vector<SupportTableUse>& uses, Reading& reading);

/// Says why a tag may not have this name; empty = it may.
std::string tag_refusal(std::string_view name, TagOwner owner);

/// Reads the tags of a map: all keys that the table of keys leaves to the user.
scenario::Tags read_tags(const Fields& fields, TagOwner owner, Reading& reading);

}  // namespace hustings
