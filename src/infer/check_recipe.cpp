#include "hustings/infer/check_recipe.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>

#include "hustings/infer/latent_types.hpp"
#include "infer/draft_parts.hpp"
#include "infer/place_data.hpp"
#include "infer/recipe_names.hpp"
#include "infer/rounded.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

using recipe::Contest;
using recipe::PastContest;
using recipe::Recipe;

constexpr double kPartTolerance = 1e-3;
constexpr std::size_t kListed = 5;

std::string whole(double value) {
  return std::to_string(rounded(value));
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g%%", 100 * share);
  return text;
}

/// Reports faults of rows: the first few one by one, then how many there are.
class RowFaults {
 public:
  explicit RowFaults(Problems& problems, std::string suggestion = "")
      : problems_(problems), suggestion_(std::move(suggestion)) {}
  RowFaults(const RowFaults&) = delete;
  RowFaults& operator=(const RowFaults&) = delete;
  ~RowFaults() {
    if (n_ <= kListed) return;
    first_.place.line = first_.place.column = 1;
    problems_.error(first_,
                    std::to_string(n_) + " rows have this fault; the first " +
                        std::to_string(kListed) + " are listed",
                    suggestion_);
  }

  void error(const Source& at, std::string problem, std::string suggestion = "") {
    if (n_ == 0) first_ = at;
    if (++n_ <= kListed) problems_.error(at, std::move(problem), std::move(suggestion));
  }

 private:
  Problems& problems_;
  std::string suggestion_;  ///< said with their number
  Source first_;
  std::size_t n_ = 0;
};

/// Checks what the parts of a recipe must agree on (docs/recipe.md), each part with those it names:
///     parts of an old place in a crosswalk add to 1 +- .001;   votes <= ballots of a row
///     ballots < registered, on the lines of today;   latent types <= sum of (candidates - 1)
///     .001 <= turnout of the registered <= .95;   a poll or the lean tells every share
/// and every name is one of those it refers to. Error: a draft would be wrong. Warning: it follows,
/// but perhaps not what was meant (repeated numbers, places that no row tells of, errors that
/// change nothing). What could not be read was reported; checks pass over it.
class Checker {
 public:
  Checker(const Recipe& recipe, Problems& problems) : recipe_(recipe), problems_(problems) {}

  void check() {
    refuse_repeated(recipe_.past, "past contest");
    refuse_repeated(recipe_.contests, "contest");
    for (const recipe::Crosswalk& crosswalk : recipe_.crosswalks) check_parts(crosswalk);
    if (recipe_.places_readable) check_places();
    if (recipe_.places_readable) check_repeated();
    for (const PastContest& past : recipe_.past) {
      if (past.readable) check_past(past);
    }
    check_factions();
    check_turnout();
    for (const Contest& contest : recipe_.contests) check_contest(contest);
    check_effects();
  }

 private:
  template <class T>
  void refuse_repeated(const std::vector<T>& all, const std::string& what) {
    std::set<std::string> seen;
    for (const T& one : all) {
      if (one.id.empty() || seen.insert(one.id).second) continue;
      problems_.error(one.source, "there are two of " + what + " '" + one.id + "'");
    }
  }

  /// Refuses a name that is not among those known.
  bool check_name(const Source& at, const std::string& what, const std::string& name,
                  const std::vector<std::string>& known) {
    if (name.empty()) return false;
    if (std::find(known.begin(), known.end(), name) != known.end()) return true;
    problems_.error(at, unknown_name(what, name, known));
    return false;
  }

  void check_parts(const recipe::Crosswalk& crosswalk) {
    std::map<std::string, std::pair<double, Source>> sums;
    for (const recipe::CrosswalkPart& part : crosswalk.parts) {
      auto& [sum, source] = sums.try_emplace(part.from, 0.0, part.source).first->second;
      sum += part.part;
    }
    if (!crosswalk.readable) return;
    RowFaults faults(problems_);
    for (const auto& [from, sum] : sums) {
      if (std::abs(sum.first - 1) <= kPartTolerance) continue;
      char text[32];
      std::snprintf(text, sizeof text, "%.4g", sum.first);
      faults.error(sum.second,
                   "the parts of old place '" + from + "' add up to " + text + ", not to 1");
    }
  }

  void check_places() {
    RowFaults faults(problems_);
    for (const recipe::Place& place : recipe_.places) {
      if (place.registered > 0 && place.registered <= double(scenario::kTooFewVoters)) {
        faults.error(place.source,
                     "place '" + place.id + "' has only " + whole(place.registered) +
                         " registered voters, which could tell who voted how",
                     "join it to a neighbour");
      }
    }
  }

  /// Warns where many places have the number of another: it may be that of larger places.
  void check_repeated() {
    constexpr std::size_t kMany = 10;
    std::map<double, std::size_t> n;
    for (const recipe::Place& place : recipe_.places) ++n[place.registered];
    std::size_t repeated = 0;
    for (const auto& [registered, count] : n) {
      const auto whole = static_cast<std::int64_t>(registered);
      // Assumed rather than counted.
      const bool is_round = static_cast<double>(whole) == registered && whole % 10 == 0;
      repeated += count > 1 && !is_round ? count : 0;
    }
    if (repeated < kMany || 2 * repeated < recipe_.places.size()) return;
    problems_.warning(recipe_.places.front().source,
                      std::to_string(repeated) + " of " + std::to_string(recipe_.places.size()) +
                          " places have as many registered voters as another",
                      "if they share a number, join it from a table of its own and name split_by");
  }

  const recipe::Crosswalk* crosswalk_of(const PastContest& past) {
    std::vector<std::string> known;
    for (const recipe::Crosswalk& crosswalk : recipe_.crosswalks) {
      if (crosswalk.id == past.lines) return &crosswalk;
      known.push_back(crosswalk.id);
    }
    if (!past.lines.empty()) {
      problems_.error(past.lines_source, unknown_name("crosswalk", past.lines, known));
    }
    return nullptr;
  }

  /// Checks a contest's rows: what each says in itself, then that it names a place.
  void check_past(const PastContest& past) {
    check_columns(past);
    RowFaults faults(problems_);
    for (const recipe::PastRow& row : past.rows) {
      double votes = 0;
      for (const double v : row.votes) votes += v;
      if (votes <= row.ballots * (1 + 1e-12)) continue;
      faults.error(row.source, "votes above ballots in '" + row.place + "': " + whole(votes) +
                                   " votes on " + whole(row.ballots) + " ballots");
    }
    const recipe::Crosswalk* const crosswalk = crosswalk_of(past);
    const bool is_lost = !past.lines.empty() && (crosswalk == nullptr || !crosswalk->readable);
    if (!recipe_.places_readable || is_lost) return;
    if (crosswalk != nullptr && !crosswalk->same_name) {
      check_crosswalk(past, *crosswalk);
    } else {
      check_rows(past, crosswalk == nullptr);
    }
  }

  /// Checks the columns of places that a contest names.
  void check_columns(const PastContest& past) {
    if (!recipe_.places_readable) return;
    const std::vector<std::string> known = place_columns();
    if (past.column_is_given) {
      check_name(past.place_source, "column of places", past.place_column, known);
    }
    check_name(past.source, "column of places", past.split_by, known);
  }

  std::vector<std::string> place_columns() const {
    std::set<std::string> columns;
    for (const recipe::Place& place : recipe_.places) {
      for (const auto& [name, value] : place.columns) columns.insert(name);
    }
    return {columns.begin(), columns.end()};
  }

  void check_crosswalk(const PastContest& past, const recipe::Crosswalk& crosswalk) {
    RowFaults unknown(problems_), lost(problems_);
    const PlaceNames names(recipe_.places, past.place_column);
    std::vector<std::string> old;
    for (const recipe::CrosswalkPart& part : crosswalk.parts) {
      old.push_back(part.from);
      if (!names.of(part.to).empty()) continue;
      unknown.error(part.source, unknown_name("place", part.to, names.known(), kListed));
    }
    for (const recipe::PastRow& row : past.rows) {
      if (std::find(old.begin(), old.end(), row.place) != old.end()) continue;
      lost.error(row.source, "the crosswalk '" + crosswalk.id + "' has nothing of old place '" +
                                 row.place + "'");
    }
  }

  void check_rows(const PastContest& past, bool today) {
    const PlaceNames names(recipe_.places, past.place_column);
    std::vector<char> seen(recipe_.places.size(), 0);
    RowFaults unknown(problems_, "rows of other places are left out by `where`"), above(problems_);
    for (const recipe::PastRow& row : past.rows) {
      const std::vector<std::size_t>& places = names.of(row.place);
      if (places.empty()) {
        unknown.error(row.source, unknown_name("place", row.place, names.known(), kListed));
        continue;
      }
      double registered = 0;
      for (const std::size_t i : places) {
        registered += recipe_.places[i].registered;
        seen[i] = 1;
      }
      if (!today || row.ballots < registered) continue;
      above.error(row.source, "ballots above registered voters in '" + row.place +
                                  "': " + whole(row.ballots) + " ballots, " + whole(registered) +
                                  " registered");
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (!seen[i]) missing.push_back(recipe_.places[i].id);
    }
    if (missing.empty() || missing.size() == seen.size()) return;
    problems_.warning(past.source, "past contest '" + past.id + "' says nothing of " +
                                       std::to_string(missing.size()) + " places (" +
                                       listed(missing, kListed) + "): they follow their region");
  }

  void check_factions() {
    if (const auto* blocs = std::get_if<recipe::BlocFactions>(&recipe_.factions)) {
      check_blocs(*blocs);
    } else if (const auto* latent = std::get_if<recipe::LatentFactions>(&recipe_.factions)) {
      check_latent(*latent);
    } else if (recipe_.places_readable) {
      check_prepared(std::get<recipe::PreparedFactions>(recipe_.factions));
    }
  }

  void check_blocs(const recipe::BlocFactions& blocs) {
    if (!check_name(blocs.source, "past contest", blocs.from, past_ids(recipe_))) return;
    const PastContest& past = *find_past(recipe_, blocs.from);
    if (!past.readable) return;
    std::map<std::string, std::string> of;
    std::size_t n_rests = 0;
    for (const recipe::Bloc& bloc : blocs.blocs) {
      if (bloc.is_rest && ++n_rests > 1) problems_.error(bloc.source, "a second `rest`");
      for (const std::string& candidate : bloc.candidates) {
        check_name(bloc.source, "candidate of " + past.id, candidate, past.candidates);
        const auto [first, is_new] = of.emplace(candidate, bloc.faction);
        if (is_new) continue;
        problems_.error(bloc.source,
                        "'" + candidate + "' is of faction '" + first->second + "' already");
      }
    }
    if (n_rests > 0) return;
    for (const std::string& candidate : past.candidates) {
      if (of.contains(candidate)) continue;
      problems_.error(blocs.source, "candidate '" + candidate + "' is of no faction",
                      "name a faction for the rest: FACTION: rest");
    }
  }

  void check_latent(const recipe::LatentFactions& latent) {
    std::size_t most = 0;
    bool good = true;
    for (std::size_t i = 0; i < latent.contests.size(); ++i) {
      const bool known = check_name(latent.contest_sources[i], "past contest", latent.contests[i],
                                    past_ids(recipe_));
      good = good && known;
      if (known) most += find_past(recipe_, latent.contests[i])->candidates.size() - 1;
    }
    if (good && latent.number && static_cast<std::size_t>(*latent.number) > most) {
      problems_.error(
          latent.source,
          std::to_string(*latent.number) + " types cannot be told apart by these contests",
          "at most " + std::to_string(most) + ", the sum of their candidates less one");
    }
    if (good && !latent.number && latent.contests.size() < 2) {
      problems_.error(latent.source, "number: auto needs two contests",
                      "each is predicted by types of the others");
    }
  }

  void check_prepared(const recipe::PreparedFactions& prepared) {
    if (!prepared.readable) return;
    const PlaceNames names(recipe_.places, "");
    std::set<std::string> seen;
    RowFaults unknown(problems_, "leave rows of other places out");
    for (const recipe::PastRow& row : prepared.rows) {
      seen.insert(row.place);
      if (names.of(row.place).empty()) {
        unknown.error(row.source, unknown_name("place", row.place, names.known(), kListed));
      }
    }
    std::vector<std::string> missing;
    for (const recipe::Place& place : recipe_.places) {
      if (!seen.contains(place.id)) missing.push_back(place.id);
    }
    if (!missing.empty()) {
      problems_.error(prepared.source,
                      "the table of parts has no row of " + listed(missing, kListed));
    }
  }

  void check_turnout() {
    const recipe::TurnoutRecipe& turnout = recipe_.turnout;
    if (turnout.source.place.line == 0) return;  // there is none
    std::vector<std::string> kinds;
    for (const PastContest& past : recipe_.past) kinds.push_back(past.kind);
    const bool is_known = std::find(kinds.begin(), kinds.end(), turnout.kind) != kinds.end();
    const std::string near = is_known ? "" : did_you_mean(turnout.kind, kinds);
    if (!near.empty()) {
      problems_.error(turnout.kind_source, "no past contest is of kind '" + turnout.kind + "'",
                      near);
    }
    if (!turnout.like.empty()) {
      check_name(turnout.like_source, "past contest", turnout.like, past_ids(recipe_));
    }
    const bool has_mean = turnout.level && turnout.level->mean;
    if (recipe_.past.empty() && !has_mean) {
      problems_.error(turnout.source, "no past contest tells how many vote",
                      "say it: level: {mean: 0.2, because: ...}");
    }
    if (turnout.level) check_level(*turnout.level, nullptr);
    for (const auto& [faction, judged] : turnout.factions) {
      check_faction(judged.source, faction);
      const double level = turnout.level ? turnout_of(*turnout.level, nullptr) : 0;
      if (level > kMostTurnout || judged.value * level <= kMostTurnout) continue;
      problems_.error(judged.source, "this is a turnout of " + percent(judged.value * level) +
                                         " of the faction, above " + percent(kMostTurnout) +
                                         ", the most that is drafted");
    }
    check_turnout_rows(turnout.rows);
    const std::vector<std::string> factions = faction_ids(recipe_);
    const bool is_old =
        turnout.new_voters && !factions.empty() &&
        std::count(factions.begin(), factions.end(), turnout.new_voters->faction) > 1;
    if (is_old) {
      problems_.error(turnout.new_voters->source,
                      "there is a faction '" + turnout.new_voters->faction + "' already",
                      "new voters who are of the factions of their place need no name");
    }
  }

  void check_turnout_rows(const std::vector<recipe::TurnoutRow>& rows) {
    const PlaceNames names(recipe_.places, "");
    RowFaults unknown(problems_, "leave rows of other places out"), outside(problems_);
    for (const recipe::TurnoutRow& row : rows) {
      if (!row.faction.empty()) check_faction(row.source, row.faction);
      if (row.mean > kMostTurnout) {
        outside.error(row.source, "a turnout of " + percent(row.mean) + " is above " +
                                      percent(kMostTurnout) + ", the most that is drafted");
      }
      if (!recipe_.places_readable || !names.of(row.place).empty()) continue;
      unknown.error(row.source, unknown_name("place", row.place, names.known(), kListed));
    }
  }

  /// Refuses a level of more or fewer voters than are drafted.
  void check_bounds(const recipe::TurnoutLevel& level, const Contest* contest) {
    const double turnout = turnout_of(level, contest);
    if (turnout == 0 || (turnout >= kLeastTurnout && turnout <= kMostTurnout)) return;
    const bool above = turnout > kMostTurnout;
    problems_.error(level.source, "this level is a turnout of " + percent(turnout) +
                                      " of the registered, " + (above ? "above " : "below ") +
                                      percent(above ? kMostTurnout : kLeastTurnout) + ", the " +
                                      (above ? "most" : "least") + " that is drafted");
  }

  /// Returns the mean that a level says, or `times` the counted ballots of its past contests by the
  /// registered, where they were counted; 0 = unknown.
  double turnout_of(const recipe::TurnoutLevel& level, const Contest* contest) {
    if (level.mean) return *level.mean;
    if (!recipe_.places_readable || !level.times) return 0;
    const std::vector<std::string> of =
        level.of.empty() ? std::vector<std::string>{like_of(recipe_)} : level.of;
    double log_sum = 0;
    for (const std::string& id : of) {
      const PastContest* const past = find_past(recipe_, id);
      if (past == nullptr || !past->readable) return 0;
      const std::vector<double> ballots = past_data(recipe_, *past).ballots;
      double sum = 0;
      double registered = 0;
      for (std::size_t p = 0; p < ballots.size(); ++p) {
        const bool votes = contest == nullptr || votes_in(recipe_.places[p], *contest);
        if (!votes || !(ballots[p] > 0)) continue;
        sum += ballots[p];
        registered += recipe_.places[p].registered;
      }
      if (!(sum > 0 && registered > 0)) return 0;
      log_sum += exact::log(sum / registered);
    }
    return *level.times * exact::exp(log_sum / static_cast<double>(of.size()));
  }

  /// Checks that the past contests a level is made of have ballots in its places; no contest = all.
  void check_level(const recipe::TurnoutLevel& level, const Contest* contest) {
    check_bounds(level, contest);
    for (std::size_t i = 0; i < level.of.size(); ++i) {
      const std::string& id = level.of[i];
      if (!check_name(level.of_sources[i], "past contest", id, past_ids(recipe_))) continue;
      const PastContest& past = *find_past(recipe_, id);
      if (!recipe_.places_readable || !past.readable) continue;
      const std::vector<double> ballots = past_data(recipe_, past).ballots;
      double sum = 0;
      for (std::size_t p = 0; p < ballots.size(); ++p) {
        if (contest == nullptr || votes_in(recipe_.places[p], *contest)) sum += ballots[p];
      }
      if (sum > 0) continue;
      const std::string where =
          contest == nullptr ? "any place" : "the places of '" + contest->id + "'";
      problems_.error(level.of_sources[i], "past contest '" + id + "' has no ballots in " + where);
    }
  }

  void check_changes(const Contest& contest, const std::vector<std::string>& ids) {
    for (const recipe::Change& change : contest.since) {
      check_name(change.source, "candidate", change.candidate, ids);
      for (const auto& [candidate, part] : change.to) {
        check_name(change.source, "candidate", candidate, ids);
      }
    }
  }

  void check_faction(const Source& at, const std::string& faction) {
    const std::vector<std::string> known = faction_ids(recipe_);
    if (!known.empty()) check_name(at, "faction", faction, known);
  }

  std::vector<std::string> ids_of(const Contest& contest) {
    std::vector<std::string> ids;
    for (const recipe::Candidate& candidate : contest.candidates) ids.push_back(candidate.id);
    return ids;
  }

  void check_contest(const Contest& contest) {
    if (recipe_.places_readable) check_where(contest);
    const std::vector<std::string> ids = ids_of(contest);
    for (const recipe::Candidate& candidate : contest.candidates) check_like(candidate);
    for (const recipe::SupportRow& row : contest.support) {
      check_name(row.source, "candidate", row.candidate, ids);
      if (!row.faction.empty()) check_faction(row.source, row.faction);
      if (row.place.empty() || !recipe_.places_readable) continue;
      const PlaceNames places(recipe_.places, "");
      if (!places.of(row.place).empty()) continue;
      problems_.error(row.source, unknown_name("place", row.place, places.known(), kListed));
    }
    if (contest.lean) check_lean(contest, *contest.lean, ids);
    if (contest.turnout) check_level(*contest.turnout, &contest);
    check_changes(contest, ids);
    check_polls(contest);
  }

  void check_where(const Contest& contest) {
    const std::vector<std::string> columns = place_columns();
    for (const auto& [column, values] : contest.where) {
      check_name(contest.source, "column of places", column, columns);
    }
    const bool any =
        std::any_of(recipe_.places.begin(), recipe_.places.end(),
                    [&](const recipe::Place& place) { return votes_in(place, contest); });
    if (!any) problems_.error(contest.source, "no place votes in contest '" + contest.id + "'");
  }

  void check_like(const recipe::Candidate& candidate) {
    for (const recipe::Likeness& like : candidate.like) {
      if (!check_name(like.source, "past contest", like.contest, past_ids(recipe_))) continue;
      const PastContest& past = *find_past(recipe_, like.contest);
      if (!past.readable) continue;
      check_name(like.source, "candidate of " + past.id, like.candidate, past.candidates);
    }
  }

  void check_all_named(const Source& at, const std::map<std::string, double>& shares,
                       const std::vector<std::string>& ids) {
    for (const auto& [candidate, share] : shares) check_name(at, "candidate", candidate, ids);
    for (const std::string& id : ids) {
      if (!shares.contains(id)) problems_.error(at, "it has no share of candidate '" + id + "'");
    }
  }

  void check_lean(const Contest& contest, const recipe::Lean& lean,
                  const std::vector<std::string>& ids) {
    if (lean.two_way) {
      check_name(lean.source, "candidate", lean.two_way->first, ids);
      check_name(lean.source, "candidate", lean.two_way->second, ids);
      if (contest.polls.empty() && contest.readable && ids.size() > 2) {
        problems_.error(lean.source, "without polls two candidates do not tell the shares of all",
                        "give shares of all of them");
      }
    }
    if (!lean.shares.empty()) check_all_named(lean.source, lean.shares, ids);
    for (const auto& [faction, shares] : lean.factions) {
      check_faction(lean.source, faction);
      check_all_named(lean.source, shares, ids);
    }
    if (lean.factions.empty()) return;
    for (const std::string& faction : faction_ids(recipe_)) {
      if (!lean.factions.contains(faction)) {
        problems_.error(lean.source, "it has no shares of faction '" + faction + "'");
      }
    }
  }

  /// Checks that every candidate's share is told by a poll or the lean, and that polls can be
  /// pooled.
  void check_polls(const Contest& contest) {
    if (!contest.readable || contest.candidates.size() < 2) return;
    const bool has_all = contest.lean && !contest.lean->two_way;
    if (contest.polls.empty() && !contest.lean) {
      problems_.error(contest.source, "nothing tells the shares of contest '" + contest.id + "'",
                      "give polls or a lean");
      return;
    }
    bool can_pool = true;
    for (const recipe::Poll& poll : contest.polls) {
      const auto named = std::count_if(poll.shares.begin(), poll.shares.end(),
                                       [](double share) { return !std::isnan(share); });
      if (named >= 2) continue;
      can_pool = false;
      problems_.error(poll.source,
                      "this poll of " + poll.pollster + " names fewer than two of the candidates",
                      "say what it calls them: polled_as");
    }
    if (!has_all && !contest.polls.empty()) check_named(contest, can_pool);
  }

  /// Checks that a poll which counts names every candidate; without `can_pool` that any does.
  void check_named(const Contest& contest, bool can_pool) {
    const std::vector<Poll> polls = polls_of(contest);
    std::vector<std::size_t> left_out;
    if (can_pool) left_out = polls_without_leaders(polls);
    for (std::size_t k = 0; k < contest.candidates.size(); ++k) {
      bool named = false;
      bool counts = false;
      for (std::size_t i = 0; i < polls.size(); ++i) {
        const bool is_left_out = std::binary_search(left_out.begin(), left_out.end(), i);
        named = named || polls[i].shares[k];
        counts = counts || (polls[i].shares[k] && !is_left_out);
      }
      if (counts) continue;
      problems_.error(contest.candidates[k].source,
                      "no poll" + std::string(named ? " with the leaders of the newest" : "") +
                          " names candidate '" + contest.candidates[k].id + "'",
                      "say what polls call them (polled_as), or give a lean of all candidates");
    }
  }

  void check_effects() {
    std::vector<std::string> known = sized_effects();
    if (recipe_.laws == recipe::Laws::june_2026) known.emplace_back("polling");
    std::set<std::string> told;
    for (const recipe::ErrorRow& row : recipe_.errors) {
      const auto& own = recipe_.effects;
      const bool is_own = std::find(own.begin(), own.end(), row.effect) != own.end();
      const bool is_sized = std::find(known.begin(), known.end(), row.effect) != known.end();
      if (!is_own && (is_sized || row.effect != "polling")) {
        check_name(row.source, "effect", row.effect, known);
      } else if (told.insert(row.effect).second) {
        problems_.warning(row.source, "errors of '" + row.effect + "' change nothing here",
                          is_own ? "the recipe says its size" : "its size follows polls and lean");
      }
    }
  }

  const Recipe& recipe_;
  Problems& problems_;
};

}  // namespace

void check_recipe(const Recipe& recipe, Problems& problems) {
  Checker(recipe, problems).check();
}

}  // namespace hustings::infer
