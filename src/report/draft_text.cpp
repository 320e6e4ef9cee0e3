#include "report/draft_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/thousands.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/language/write_draft.hpp"
#include "report/page.hpp"

namespace hustings {
namespace {

using infer::Draft;
using infer::DraftContest;

constexpr std::size_t kMostDraftRows = 40;
constexpr std::size_t kMostPlaces = 6;

std::string rounded(double number) {
  return with_thousands(static_cast<std::uint64_t>(std::llround(number)));
}

/// Voters of a group of places by outlook, and how many are expected.
struct Voters {
  std::map<std::string, double> registered;
  double all = 0;
  double ballots = 0;

  void add(const infer::DraftUniverse& universe) {
    const auto n = static_cast<double>(universe.registered);
    registered[universe.propensity] += n;
    all += n;
    ballots += n * universe.turnout;
  }
};

/// Outlooks that universes have, in the order people think of them.
std::vector<std::string> outlooks_of(const Draft& draft) {
  std::vector<std::string> found;
  for (const char* const outlook : {"regular", "occasional", "before", "new"}) {
    const bool any =
        std::any_of(draft.universes.begin(), draft.universes.end(),
                    [&](const auto& universe) { return universe.propensity == outlook; });
    if (any) found.emplace_back(outlook);
  }
  return found;
}

std::vector<TextGrid::Cell> cells_of(const Voters& voters,
                                     const std::vector<std::string>& outlooks) {
  std::vector<TextGrid::Cell> cells{{rounded(voters.all)}};
  for (const std::string& outlook : outlooks) {
    const auto n = voters.registered.find(outlook);
    cells.push_back({n == voters.registered.end() ? "" : rounded(n->second)});
  }
  cells.push_back({rounded(voters.ballots)});
  cells.push_back({percent(voters.all > 0 ? voters.ballots / voters.all : 0)});
  return cells;
}

/// The table of voters: by district, or by region where there are many districts.
void add_voters(const Draft& draft, Page& page) {
  const auto n_places =
      static_cast<std::size_t>(std::count(draft.votes.begin(), draft.votes.end(), 1));
  const bool by_region = n_places > kMostDraftRows;
  std::map<std::string, Voters> groups;
  Voters all;
  for (const infer::DraftUniverse& universe : draft.universes) {
    const recipe::Place& place = draft.places[universe.place];
    groups[by_region ? place.region : place.id].add(universe);
    all.add(universe);
  }
  const std::vector<std::string> outlooks = outlooks_of(draft);
  TextGrid grid(by_region ? "region" : "district");
  grid.add_column("registered");
  for (const std::string& outlook : outlooks) grid.add_column(outlook, 2);
  grid.add_column("ballots", 1);
  grid.add_column("turnout");
  for (const auto& [name, voters] : groups) grid.add_row(name, cells_of(voters, outlooks));
  if (groups.size() > 1) {
    grid.add_line();
    grid.add_row("all", cells_of(all, outlooks));
  }
  page.section("Registered voters");
  page.add(grid);
}

std::string polls_of(const DraftContest& contest) {
  const std::size_t n = contest.recipe->polls.size();
  if (n == 0) return "no polls";
  std::string text = counted(n - contest.dropped.size(), "poll");
  if (!contest.dropped.empty()) {
    text += fmt::format(" ({} without the leaders left out)", contest.dropped.size());
  }
  return text + fmt::format(", weight {:.2f}", contest.poll_weight);
}

void add_contest(const DraftContest& contest, Page& page) {
  const recipe::Contest& of = *contest.recipe;
  if (of.candidates.size() < 2) return;
  page.section(of.id, (of.name.empty() ? "" : "  " + of.name) + "  " + polls_of(contest) +
                          fmt::format(", two-way sd {:.2f}", std::sqrt(contest.variance)));
  TextGrid grid("candidate");
  grid.add_column("share");
  grid.add_column("polls", 1);
  grid.add_column("lean", 1);
  grid.add_column("sd");
  for (std::size_t k = 0; k < of.candidates.size(); ++k) {
    const recipe::Candidate& candidate = of.candidates[k];
    grid.add_row(candidate.name.empty() ? candidate.id : candidate.name,
                 {{percent(contest.target[k])},
                  {contest.polls ? percent(contest.polls->shares[k]) : ""},
                  {contest.lean.empty() ? "" : percent(contest.lean[k])},
                  {fmt::format("{:.2f}", contest.sds[k])}});
  }
  page.add(grid);
  if (of.since.empty()) return;
  std::vector<std::string> moved;
  for (const recipe::Change& change : of.since) moved.push_back(change.candidate);
  page.line("moved since the polls: " + listed(moved, moved.size()));
}

/// What the sums do not tell.
void add_unidentified(const Draft& draft, Page& page) {
  if (draft.types) {
    page.section("Types of voters");
    const std::vector<double> purest = draft.types->purest();
    for (std::size_t f = 0; f < purest.size(); ++f) {
      const bool is_known = purest[f] >= infer::kPureEnough;
      page.line(fmt::format("{}: at most {:.0f}% of a place{}", draft.factions[f], 100 * purest[f],
                            is_known ? "" : ": not identified by any place"));
    }
  }
  for (const auto& [contest, apart] : draft.dependent) {
    page.remark(
        fmt::format("support of factions in {} depends on where people live ({:.2f} apart): "
                    "their shares in a place are rough",
                    contest, apart));
  }
}

/// What the draft knew, or may have known, of results.
void add_after_the_fact(const Draft& draft, const recipe::Recipe& recipe, Page& page) {
  for (const DraftContest& contest : draft.contests) {
    for (const std::string& reason : after_the_fact(contest, recipe)) {
      page.remark("after the fact: " + reason);
    }
  }
  std::vector<std::string> marked;
  for (const infer::DraftEffect& made : draft.effects) {
    if (made.n_after_the_fact > 0) marked.push_back(made.effect.id);
  }
  if (marked.empty()) return;
  page.remark("sizes learnt after the fact, in part or whole: " + listed(marked, marked.size()));
}

/// Which places are unlike those that the data tell of.
void add_shift(const Draft& draft, Page& page) {
  std::vector<std::string> unlike;
  std::map<std::string, std::size_t> leading;
  for (std::size_t i = 0; i < draft.shift.places.size(); ++i) {
    if (!draft.votes[i] || !draft.shift.places[i].unlike) continue;
    unlike.push_back(draft.places[i].id);
    ++leading[draft.shift.features[draft.shift.places[i].leading[0]]];
  }
  if (!unlike.empty()) {
    const auto most =
        std::max_element(leading.begin(), leading.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    page.remark("unlike the data: " + listed(unlike, kMostPlaces) + ", mostly by " + most->first);
  }
  for (const DraftContest& contest : draft.contests) {
    if (contest.unlike_ballots < infer::kUnlikeContest) continue;
    page.note(fmt::format("{}: {:.0f}% of the ballots are in such places; its errors may be larger",
                          contest.recipe->id, 100 * contest.unlike_ballots));
  }
  if (draft.shift.turnout) {
    page.remark(
        fmt::format("error of turnout by place, in log-odds: {:.2f} where fitted, {:.2f} in "
                    "a region left out",
                    draft.shift.turnout->training, draft.shift.turnout->left_out));
  }
}

}  // namespace

std::string draft_text(const Draft& draft, const recipe::Recipe& recipe, const TableStyle& style) {
  Page page(style);
  page.title(recipe.title.empty() ? recipe.files.front().name : recipe.title);
  const infer::DraftTurnout& turnout = draft.turnout;
  if (!turnout.like.empty()) page.note("turnout of places as of " + turnout.like);
  add_voters(draft, page);
  for (const DraftContest& contest : draft.contests) add_contest(contest, page);
  add_unidentified(draft, page);
  add_shift(draft, page);
  add_after_the_fact(draft, recipe, page);
  return std::move(page).text();
}

}  // namespace hustings
