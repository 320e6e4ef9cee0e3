// Polls as a baseline: the table, and the scenario that is made of what they say.

#include "results/polls_alone.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

constexpr int kDay = 20'627;  // 2026-06-23

const std::string kScenario = R"(factions: [left, right]
districts: [{id: A, region: coast}, {id: B, region: inland}]
universes:
  - {district: A, universe: u, faction: left, registered: 1000, turnout: {mean: 0.3}}
  - {district: B, universe: u, faction: right, registered: 2000, turnout: {mean: 0.3}}
contests:
  - {id: C, districts: all, candidates: [a, b, c, d],
     support: {left: {a: 0.5, b: 0.3, c: 0.1, d: rest}, right: {a: 0.2, b: 0.5, c: 0.2, d: rest}}}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.24}
  - {id: turnout, affects: turnout, sd: 0.2}
)";

struct Read {
  ContestPolls polls;
  std::vector<std::string> problems;
};

Read read(const std::string& rows) {
  const test::TemporaryFolder folder;
  test::put_file(folder / "p.csv", "pollster,end,n,sponsor,candidate,pct\n" + rows);
  Problems problems;
  Read found;
  found.polls = read_polls(folder / "p.csv", kDay, test::model_of(kScenario), problems);
  for (const Problem& problem : problems.sorted()) {
    found.problems.push_back(std::to_string(problem.place.line) + ": " + problem.problem +
                             (problem.suggestion.empty() ? "" : " (" + problem.suggestion + ")"));
  }
  return found;
}

/// The polls of the law's reference: docs/method.md, "Drafting".
const std::string kReference =
    "P,2026-06-21,800,,a,32\nP,2026-06-21,800,,b,35\nP,2026-06-21,800,,c,10\nP,2026-06-21,800,,d,"
    "4\n"
    "P,2026-06-21,800,,undecided,19\n"
    "Q,2026-06-11,1350,,a,27\nQ,2026-06-11,1350,,b,38\nQ,2026-06-11,1350,,c,7\nQ,2026-06-11,1350,,"
    "d,3\n"
    "R,2026-06-18,600,PAC,a,35\nR,2026-06-18,600,PAC,b,31\nR,2026-06-18,600,PAC,c,9\n";

TEST_CASE("Polls are read with their days, samples and sponsors", "[score]") {
  const Read found = read(kReference);
  REQUIRE(found.problems.empty());
  const std::vector<infer::Poll>& polls = found.polls.at("C");
  REQUIRE(polls.size() == 3);
  CHECK(polls[0].days == 2);
  CHECK(polls[1].sample == 1350);
  CHECK(polls[2].sponsored);
  CHECK(polls[2].shares == std::vector<std::optional<double>>{.35, .31, .09, std::nullopt});
}

TEST_CASE("Polls alone: mean shares and errors are the law's, everywhere the same", "[score]") {
  const scenario::Scenario base = test::scenario_of(kScenario);
  const Model model = test::model_of(base);
  const Model alone = test::model_of(polls_alone(base, model, read(kReference).polls));
  const RunResult run = test::run(alone, 100'000);
  // q of the reference, .4083637513 .4535730858 .0980387909 .0400243720, is the mean share; four
  // standard errors of sd up to .1 in 100,000 elections.
  const std::array<double, 4> q{.4083637513, .4535730858, .0980387909, .0400243720};
  for (std::size_t k = 0; k < q.size(); ++k) {
    CAPTURE(k);
    const double mean = static_cast<double>(run.tally[kShare].sums[k].sum) / 100'000 / (1 << 20);
    CHECK(mean == Approx(q[k]).margin(4 * .1 / std::sqrt(100'000.) + .001).epsilon(0));
  }
  CHECK(alone.effects.size() == 2);  // that of the polls, and turnout
}

TEST_CASE("Polls: every fault is told at once, with its line", "[score]") {
  using Texts = std::vector<std::string>;
  CHECK(read("P,2026-06-24,800,,a,32\nP,2026-06-20,800,,a,32\nP,2026-06-20,800,,e,35\n"
             "P,June,800,,a,32\nQ,2026-06-20,,,a,60\nQ,2026-06-20,,,b,50\nQ,2026-06-20,,,a,1\n")
            .problems ==
        Texts{"2: the poll ended after the day of the election (--day says which day that is)",
              "3: the poll 'P, 2026-06-20' names fewer than two candidates (leave it out)",
              "4: there is no candidate 'e' (did you mean 'a'?) (leave out who is no candidate)",
              "5: 'June' is no day (days are written as 2026-06-23, year-month-day)",
              "6: the poll 'Q, 2026-06-20' has more than 100 percent (of several questions keep "
              "one)",
              "8: 'a' is in this poll already (a column 'poll' tells polls of one pollster and day "
              "apart)"});
}

TEST_CASE("Polls: of nobody there is no poll, in whichever row that stands", "[score]") {
  const std::vector<std::string> problems = read(
                                                "P,2026-06-20,800,,a,32\nP,2026-06-20,0,,b,35\n"
                                                "Q,2026-06-20,0,,a,32\nQ,2026-06-20,,,b,35\n")
                                                .problems;
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].starts_with("3: n must be a number from 1"));
  CHECK(problems[1].starts_with("4: n must be"));
}

TEST_CASE("Polls: percent written as fractions are refused", "[score]") {
  CHECK(read("P,2026-06-20,800,,a,0.43\nP,2026-06-20,800,,b,0.39\n").problems ==
        std::vector<std::string>{"2: the poll 'P, 2026-06-20' has 0.82 percent in all (43 percent "
                                 "are written as 43, not as 0.43)"});
}

TEST_CASE("Polls: days that may be of two months are refused", "[score]") {
  CHECK(read("P,1/6/2026,800,,a,43\n").problems ==
        std::vector<std::string>{
            "2: '1/6/2026' is no day (days are written as 2026-06-23, year-month-day)"});
}

}  // namespace
}  // namespace hustings
