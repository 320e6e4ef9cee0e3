// What recipes say of levels: of turnout by several past contests, of leans in tables, and of what
// has happened since the polls.

#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/infer/draft.hpp"
#include "hustings/language/read_recipe.hpp"
#include "hustings/language/write_draft.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

/// A made-up primary of two places and two past contests.
struct SmallRecipe {
  test::TemporaryFolder folder;
  std::string laws = "2026-06";
  std::string level = "{times: 0.5, of: [first, second], because: x}";
  std::string lean = "{shares: {a: 0.5, b: 0.3, c: 0.2}, sd: 0.4, because: x}";
  std::string since = "[]";
  std::string candidates = "{a: {}, b: {}, c: {}}";
  std::string polls;

  recipe::Recipe read() const {
    std::filesystem::create_directories(folder / "data");
    test::put_file(folder / "data/places.csv", "number,registered\n7,1000\n12,2000\n");
    test::put_file(folder / "data/first.csv", "number,l,r\n7,100,100\n12,150,50\n");
    test::put_file(folder / "data/second.csv", "number,l,r\n7,400,100\n12,200,200\n");
    test::put_file(folder / "data/lean.csv",
                   "contest,faction,candidate,share\nE,left,a,1\nC,left,a,0.6\nC,left,b,0.3\n"
                   "C,left,c,0.1\nC,right,a,0.2\nC,right,b,0.3\nC,right,c,0.5\n");
    test::put_file(
        folder / "r.yaml",
        "hustings_draft: 1\nlaws: " + laws +
            "\nplaces: {table: data/places.csv, id: 'N-{number:02}', registered: registered}\n"
            "past:\n"
            "  - {id: first, kind: k, table: data/first.csv, place: number, candidates: [l, r]}\n"
            "  - {id: second, kind: k, table: data/second.csv, place: 'N-{number:02}',\n"
            "     candidates: [l, r]}\n"
            "factions: {from: first, blocs: {left: [l], right: [r]}}\n"
            "turnout: {kind: k, like: first, level: " +
            level +
            "}\n"
            "contests:\n  - id: C\n    candidates: " +
            candidates + "\n    lean: " + lean + "\n    since: " + since + "\n" + polls);
    Problems problems;
    const recipe::Recipe recipe = read_recipe(folder / "r.yaml", problems);
    infer::check_recipe(recipe, problems);
    for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
    REQUIRE_FALSE(problems.has_errors());
    return recipe;
  }
};

}  // namespace

TEST_CASE("A level multiplies the geometric mean of past ballots", "[recipe][draft]") {
  SmallRecipe small;
  small.laws = GENERATE("2026-06", "current");
  const recipe::Recipe recipe = small.read();
  const infer::Draft draft = infer::draft(recipe);
  // .5 x root of 400 x 900 ballots
  CHECK(draft.contests.front().ballots == Approx(300).margin(.5));
  if (small.laws == "current") return;
  CHECK(draft.turnout.places[0] == Approx(.15));  // half of each, as in the first contest
  CHECK(draft.turnout.places[1] == Approx(.075));
}

TEST_CASE("A width fills a number up with zeros", "[recipe][draft]") {
  const SmallRecipe small;
  const recipe::Recipe recipe = small.read();
  CHECK(recipe.places[0].id == "N-07");
  CHECK(recipe.places[1].id == "N-12");
}

TEST_CASE("Voters of who left go on, and gains come after that", "[recipe][draft]") {
  SmallRecipe small;
  small.since =
      "[{candidate: c, keeps: 0.25, to: {a: 0.8, b: 0.2}, because: x},"
      " {candidate: a, log_odds: 0.6931471805599453, because: x}]";
  small.laws = GENERATE("2026-06", "current");
  const recipe::Recipe recipe = small.read();
  const infer::Draft draft = infer::draft(recipe);
  const std::vector<double>& target = draft.contests.front().target;
  CHECK(target[0] == Approx(1.24 / 1.62));
  CHECK(target[1] == Approx(.33 / 1.62));
  CHECK(target[2] == Approx(.05 / 1.62));
  CHECK(draft_json(draft, recipe).find("contests.C.c.since") != std::string::npos);
}

TEST_CASE("What polls add for small candidates counts by the square of their weight",
          "[recipe][draft]") {
  SmallRecipe small;
  small.laws = "current";
  test::put_file(small.folder / "polls.csv",
                 "pollster,end,n,candidate,pct\np,2026-06-20,800,a,60\np,2026-06-20,800,b,36\n"
                 "p,2026-06-20,800,c,4\n");
  small.polls = "    polls: {table: polls.csv, day: 2026-06-23}\n";
  const recipe::Recipe recipe = small.read();
  const infer::Draft draft = infer::draft(recipe);
  const infer::DraftContest& contest = draft.contests.front();
  const double w = contest.poll_weight;
  const double polls = contest.polls->variance;
  CHECK(w == Approx(.16 / (.16 + polls)));
  CHECK(contest.sds[0] == Approx(std::sqrt(w * polls / 2)));
  const double small_share = .9 * std::log(.10 / contest.polls->shares[2]);
  CHECK(contest.sds[2] == Approx(std::sqrt(w * polls / 2 + w * w * small_share)));
}

TEST_CASE("Factions of a place are as far apart as their judged lean, not more",
          "[recipe][draft]") {
  SmallRecipe small;
  small.laws = "current";
  small.candidates = "{a: {like: {first: {l: 1}}}, b: {like: {first: {r: 1}}}}";
  small.lean = "{factions: {left: {a: 0.8, b: 0.2}, right: {a: 0.4, b: 0.6}}, sd: 0.4, because: x}";
  const recipe::Recipe recipe = small.read();
  const infer::Draft draft = infer::draft(recipe);
  const auto& support = draft.contests.front().support;
  REQUIRE(support.size() == 4);  // two places, each left and right
  const auto log_odds = [&](std::size_t i) {
    return std::log(support[i].shares[0] / support[i].shares[1]);
  };
  const double judged = std::log(.8 / .2) - std::log(.4 / .6);
  CHECK(log_odds(0) - log_odds(1) == Approx(judged));
  CHECK(log_odds(2) - log_odds(3) == Approx(judged));
  CHECK(log_odds(2) > log_odds(0) + .1);  // the second place chose l three to one
}

TEST_CASE("A lean in a table is the lean written out", "[recipe][draft]") {
  SmallRecipe table;
  table.lean = "{table: data/lean.csv, sd: 0.4, because: x}";
  SmallRecipe inside;
  inside.lean =
      "{factions: {left: {a: 0.6, b: 0.3, c: 0.1}, right: {a: 0.2, b: 0.3, c: 0.5}},"
      " sd: 0.4, because: x}";
  const recipe::Recipe one = table.read();
  const recipe::Recipe other = inside.read();
  CHECK(draft_files(infer::draft(one), one, "n") == draft_files(infer::draft(other), other, "n"));
}
