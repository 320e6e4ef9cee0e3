#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/scenario.hpp"

// What a recipe says: public sums, and what somebody judged, from which `hustings draft` makes a
// scenario (docs/recipe.md).
namespace hustings::recipe {

/// The laws that a draft follows (docs/recipe.md, "Laws").
enum class Laws {
  current,   ///< docs/method.md, "Drafting a scenario"
  june_2026  ///< those that the shipped scenarios were made with
};

/// A number that somebody judged, with the reason.
struct Judged {
  Source source;
  double value = 0;
  std::string because;
};

/// Columns of a table by name, as written.
using Columns = std::map<std::string, std::string>;

/// One place with its voters; `columns` are all of its row, and of the tables joined to it.
struct Place {
  Source source;
  std::string id;
  std::string name;    ///< empty = the id
  std::string region;  ///< empty = none
  double registered = 0;
  scenario::Tags tags;
  Columns columns;
};

/// What one row of a past contest gives, at the place that it names.
struct PastRow {
  Source source;
  std::string place;
  double ballots = 0;
  std::vector<double> votes;  ///< by candidate
};

/// A contest that was counted, one row a place.
struct PastContest {
  Source source;
  std::string id;
  std::string kind;
  std::string place_column;  ///< of the places: what rows name; empty = their id
  bool column_is_given =
      false;  ///< by the recipe; else it is what the table's own column is called
  Source place_source;
  std::string split_by;  ///< of the places: how a coarser row's ballots are divided; empty = evenly
  std::string lines;  ///< the crosswalk from its places to those of today; empty = they are these
  Source lines_source;
  std::vector<std::string> candidates;
  std::vector<PastRow> rows;
  bool readable = true;
};

/// A part of an old place that lies in a new one.
struct CrosswalkPart {
  Source source;
  std::string from;
  std::string to;
  double part = 0;
};

/// How results in old lines come into those of today: by parts, or by keeping a part of what set a
/// place of the same name apart from its region.
struct Crosswalk {
  Source source;
  std::string id;
  std::optional<double> same_name;
  std::vector<CrosswalkPart> parts;
  bool readable = true;
};

/// A faction made of candidates of one past contest; `rest` = all that no other names.
struct Bloc {
  Source source;
  std::string faction;
  std::vector<std::string> candidates;
  bool is_rest = false;
};

/// Factions as blocs of the candidates of one past contest.
struct BlocFactions {
  Source source;
  std::string from;
  std::vector<Bloc> blocs;
};

/// Factions as types found in several past contests.
struct LatentFactions {
  Source source;
  std::vector<std::string> contests;
  std::vector<Source> contest_sources;
  std::optional<int> number;  ///< nothing = found by prediction
};

/// Factions whose part of every place somebody has prepared.
struct PreparedFactions {
  Source source;
  std::vector<std::string> factions;
  std::vector<PastRow> rows;  ///< votes are parts, by faction
  bool readable = true;
};

using Factions = std::variant<BlocFactions, LatentFactions, PreparedFactions>;

/// How many vote: the mean share of the registered, or what that of past contests is multiplied by.
struct TurnoutLevel {
  Source source;
  std::optional<double> mean;
  std::optional<double> times;
  /// Past contests of whose ballots `times` takes the geometric mean; empty = the like contest.
  std::vector<std::string> of;
  std::vector<Source> of_sources;
  std::optional<double> sd;  ///< in log
  std::string because;
};

/// A part of the registered who never could vote before.
struct NewVoters {
  Source source;
  double share = 0;
  std::string faction;  ///< empty = those of their place
  std::string because;
};

/// Turnout of a place, or of a faction in it, that wins over the forecast.
struct TurnoutRow {
  Source source;
  std::string place;
  std::string faction;  ///< empty = all
  double mean = 0;
};

struct TurnoutRecipe {
  Source source;
  std::string kind;
  Source kind_source;
  std::string like;  ///< the past contest whose places it follows; empty = the newest of the kind
  Source like_source;
  std::optional<TurnoutLevel> level;
  std::optional<double> concentration;  ///< nothing = no split by propensity
  std::optional<NewVoters> new_voters;
  std::map<std::string, Judged> factions;  ///< what a faction's turnout is multiplied by
  std::vector<TurnoutRow> rows;
  std::string rows_because;
};

/// One question of a poll. `shares` by candidate of the contest, by its place in the list; NaN
/// where it names nobody.
struct Poll {
  Source source;
  std::string id;  ///< what tells it from others of the contest
  std::string pollster;
  int day = 0;   ///< of its end, days since 1970-01-01
  double n = 0;  ///< 0 = unknown
  bool sponsored = false;
  std::vector<double> shares;
  double undecided = 0;
};

/// What endorsements, records and factions alone would imply, with its error.
struct Lean {
  Source source;
  double sd = 0;  ///< two-way, in log-odds
  std::string because;
  /// Of two candidates: the log-odds of the first, in the whole contest.
  std::optional<std::pair<std::string, std::string>> two_way;
  double log_odds = 0;
  std::map<std::string, double> shares;  ///< of the whole contest, by candidate
  std::map<std::string, std::map<std::string, double>> factions;  ///< by faction and candidate
};

/// What has happened since the polls: a candidate left the race, or gained.
struct Change {
  Source source;
  std::string candidate;
  std::optional<double> keeps;       ///< part of the share that stays
  std::map<std::string, double> to;  ///< where the rest goes, by candidate
  double log_odds = 0;
  std::string because;
};

/// A past candidate whose places a candidate draws in, and how much.
struct Likeness {
  Source source;
  std::string contest;
  std::string candidate;
  double weight = 0;
};

struct Candidate {
  Source source;
  std::string id;
  std::string name;
  scenario::Tags tags;
  std::vector<Likeness> like;
  std::optional<Judged> shift;  ///< log-odds that polls are believed to be too low by
};

/// A share that somebody judged; it wins over what is fitted.
struct SupportRow {
  Source source;
  std::string candidate;
  std::string faction;  ///< empty = all
  std::string place;    ///< empty = all
  double share = 0;
  std::string because;
};

/// One contest to forecast.
struct Contest {
  Source source;
  std::string id;
  std::string name;
  /// Places that have one of the values in each column; empty = all.
  std::map<std::string, std::vector<std::string>> where;
  std::vector<Candidate> candidates;
  std::vector<Poll> polls;
  Source polls_source;
  std::optional<int> day;  ///< of the election
  std::optional<Lean> lean;
  std::vector<Change> since;
  std::optional<TurnoutLevel> turnout;
  std::vector<SupportRow> support;
  std::string rest;  ///< YAML of further keys of the contest (count, recount), one a line
  bool readable = true;
};

/// How wrong earlier drafts were, effect by effect (docs/recipe.md, "Errors").
struct ErrorRow {
  Source source;
  std::string effect;
  double n = 0;
  double sum_of_squares = 0;
  double contests = 0;     ///< of one day, that the errors are of
  std::optional<int> day;  ///< of those contests
  bool after_the_fact = false;
};

/// All that a recipe says.
struct Recipe {
  Source source;
  std::string title;
  std::optional<int> as_of;  ///< day of what is known, days since 1970-01-01
  Laws laws = Laws::current;
  std::vector<Place> places;
  bool has_regions = false;
  std::vector<PastContest> past;
  std::vector<Crosswalk> crosswalks;
  Factions factions;
  TurnoutRecipe turnout;
  std::vector<Contest> contests;
  std::vector<ErrorRow> errors;
  std::map<std::string, std::string> rest;  ///< YAML of further keys of the scenario
  /// Where the keys passed on stand, by their path in the scenario: `events.upset`.
  std::map<std::string, Source> rest_sources;
  std::vector<std::string> effects;  ///< ids of effects that `rest` has
  std::vector<std::string> sources;
  std::vector<scenario::SourceFile> files;  ///< the recipe first, then its tables
  /// Tables that `rest` and the contests' further keys name, and that the scenario needs as well.
  std::vector<scenario::SourceFile> rest_files;
  bool places_readable = true;
};

}  // namespace hustings::recipe
