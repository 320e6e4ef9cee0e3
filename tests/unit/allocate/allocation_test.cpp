// Plans of small scenarios, looked for with the engine.

#include "hustings/allocate/allocation.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/engine/candidate_margins.hpp"
#include "hustings/engine/simulate.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Three contests in three districts, and doors in each, paid from one purse.
std::string three_contests(const std::string& more = "", const std::string& money = "9000") {
  return R"(
seed: 11
elections: 40000
factions: [all]
districts: [{id: A, region: north}, {id: B, region: north}, {id: C, region: south}]
universes:
  - {district: A, universe: a, faction: all, registered: 20000, turnout: {mean: 0.3, sd: 0.04}}
  - {district: B, universe: b, faction: all, registered: 20000, turnout: {mean: 0.3, sd: 0.04}}
  - {district: C, universe: c, faction: all, registered: 20000, turnout: {mean: 0.3, sd: 0.04}}
contests:
  - {id: X, districts: [A], candidates: [ana, ben], support: {all: {ana: 0.48, ben: rest}}}
  - {id: Y, districts: [B], candidates: [ana, ben], support: {all: {ana: 0.49, ben: rest}}}
  - {id: Z, districts: [C], candidates: [ana, ben], support: {all: {ana: 0.46, ben: rest}}}
slates: {ours: [X/ana, Y/ana, Z/ana]}
effects: [{id: polling, affects: support, by: candidate, sd: 0.15}]
resources:
  us: {money: )" +
         money + R"(, volunteer_hours: 1_000_000}
programmes:
  - {id: doors x, for: X/ana, mode: doors, attempts: 10000, supporters: 0.8, most: 60000}
  - {id: doors y, for: Y/ana, mode: doors, attempts: 10000, supporters: 0.8, most: 60000}
  - {id: doors z, for: Z/ana, mode: doors, attempts: 10000, supporters: 0.8, most: 60000}
)" + more;
}

scenario::Allocate asked_for(scenario::ObjectiveKind kind) {
  scenario::Allocate asked;
  asked.objectives.push_back({{}, std::move(kind), 0});
  return asked;
}

Allocation found_in(const std::string& text, const scenario::Allocate& asked,
                    std::uint64_t training = 2048) {
  Problems problems;
  const Allocation found = allocate_plan(test::scenario_of(text), asked, {training, 2}, problems);
  CHECK_FALSE(problems.has_errors());
  return found;
}

double value_of(const std::string& text, const Allocation& found,
                const std::vector<double>& amounts) {
  scenario::Scenario scenario = test::scenario_of(text);
  for (std::size_t g = 0; g < amounts.size(); ++g) {
    scenario.programmes[found.programmes[g].index].attempts = amounts[g];
  }
  const Model model = test::model_of(scenario);
  const Labels labels = labels_of(model);
  const RunResult run = simulate(model, {}, {.elections = 40000, .threads = 2});
  const View view(labels, run.tally);
  return value_in(view, found.objectives.front()).value;
}

}  // namespace

TEST_CASE("The best plan is at least as good as equal parts on draws of its own", "[allocate]") {
  const std::string text = three_contests();
  const Allocation found = found_in(text, asked_for(scenario::AtLeast{2, "ours"}));
  REQUIRE(found.best.amounts.size() == 3);
  CHECK(found.best.values[0] >= found.equal.values[0] - 0.01);  // chosen smoothed
  CHECK(found.best.values[0] > found.none.values[0]);
  double money = 0;
  for (const double amount : found.best.amounts) money += 0.3 * amount;
  CHECK(money <= 9000 + 1e-6);
  CHECK(money > 8990);  // binds
  // On the scenario's own draws, with 2 standard errors of a probability for the difference.
  const double best = value_of(text, found, found.best.amounts);
  CHECK(best >= value_of(text, found, found.equal.amounts) - 2 * std::sqrt(0.5 / 40000));
}

TEST_CASE("A plan for one candidate goes to that contest alone", "[allocate]") {
  const Allocation found = found_in(three_contests(), asked_for(scenario::Wins{{"Y", "ana"}}));
  REQUIRE(found.best.amounts.size() == 3);
  CHECK(found.best.amounts[1] > 29000);
  CHECK(found.objective_names.front() == "Y/ana wins");
}

TEST_CASE("A resource that is left over is worth exactly nothing", "[allocate]") {
  const Allocation found = found_in(three_contests(), asked_for(scenario::SeatsObjective{"ours"}));
  REQUIRE(found.worth.size() == 2);
  CHECK(found.worth[0].resource == scenario::ResourceKind::money);
  CHECK(found.worth[0].worth > 0);
  CHECK(found.worth[1].resource == scenario::ResourceKind::volunteer_hours);
  CHECK(found.worth[1].worth == 0);
  CHECK(found.worth[1].error == 0);
}

TEST_CASE("More budget never lowers the best", "[allocate]") {
  const Allocation found = found_in(three_contests(), asked_for(scenario::AtLeast{2, "ours"}));
  REQUIRE(found.frontier.size() == 11);
  CHECK(found.frontier.front().plan.amounts == std::vector<double>(3, 0.0));
  for (std::size_t i = 1; i < found.frontier.size(); ++i) {
    CAPTURE(i);
    CHECK(found.frontier[i].plan.values[0] >= found.frontier[i - 1].plan.values[0] - 0.005);
  }
  CHECK(found.frontier[5].budget == 1);
  CHECK(found.frontier[5].plan.amounts == found.best.amounts);
  CHECK(found.frontier.back().plan.values[0] > found.frontier.front().plan.values[0]);
}

TEST_CASE("Without an objective the headline is looked for", "[allocate]") {
  const Allocation found = found_in(three_contests(), {}, 2048);
  REQUIRE(found.objective_names.size() == 1);
  CHECK(found.objective_names.front() == "sweep of ours");
}

TEST_CASE("The same search finds the same on any number of threads", "[allocate]") {
  const scenario::Allocate asked = asked_for(scenario::AtLeast{2, "ours"});
  Problems problems;
  const auto scenario = test::scenario_of(three_contests());
  const Allocation one = allocate_plan(scenario, asked, {1024, 1}, problems);
  const Allocation two = allocate_plan(scenario, asked, {1024, 2}, problems);
  CHECK(one.best.amounts == two.best.amounts);
  CHECK(one.best.values == two.best.values);
}

TEST_CASE("A floor of coverage sends somebody to where nobody would go", "[allocate]") {
  scenario::Allocate asked = asked_for(scenario::AtLeast{2, "ours"});
  const Allocation free = found_in(three_contests(), asked, 2048);
  asked.coverage = scenario::CoverageFloor{{}, "region", 0.8};
  const Allocation floored = found_in(three_contests(), asked, 2048);
  REQUIRE(floored.best.amounts.size() == 3);
  CHECK(floored.best.amounts[2] > free.best.amounts[2]);
  CHECK(floored.best.values[0] <= free.best.values[0] + 0.02);
}

TEST_CASE("A rate limits what is done in a week", "[allocate]") {
  scenario::Allocate asked = asked_for(scenario::Wins{{"Y", "ana"}});
  asked.weekly_most[scenario::Mode::doors] = 12000;
  const Allocation found = found_in(three_contests(), asked, 2048);
  REQUIRE(found.best.amounts.size() == 3);
  double doors = 0;
  for (const double amount : found.best.amounts) doors += amount;
  CHECK(doors <= 12000 + 1e-6);
}

TEST_CASE("What cannot be planned is said", "[allocate]") {
  const auto errors = [](const std::string& text, const scenario::Allocate& asked) {
    Problems problems;
    allocate_plan(test::scenario_of(text), asked, {512, 2}, problems);
    std::vector<std::string> all;
    for (const Problem& problem : problems.sorted()) all.push_back(problem.problem);
    return all;
  };
  scenario::Allocate asked = asked_for(scenario::SeatsObjective{"ours"});
  asked.owner = "them";
  CHECK(errors(three_contests(), asked) ==
        std::vector<std::string>{"owner 'them' has no programme that can be planned"});
  asked = asked_for(scenario::EventObjective{"many"});
  CHECK(errors(three_contests("events: {many: turnout of contest X > 0.3}\n"), asked) ==
        std::vector<std::string>{"no plan can be looked for by event 'many'"});
}

TEST_CASE("A search that is stopped returns nothing", "[allocate]") {
  Problems problems;
  const Allocation found = allocate_plan(test::scenario_of(three_contests()),
                                         asked_for(scenario::SeatsObjective{"ours"}), {512, 2},
                                         problems, [](const Progress& at) { return at.done < 3; });
  CHECK(found.best.amounts.empty());
  CHECK_FALSE(problems.has_errors());
}

TEST_CASE("Margins of candidates are above 0 just where they win", "[allocate]") {
  const Model model = test::model_of(three_contests());
  const std::vector<CandidateId> candidates{CandidateId(0), CandidateId(2), CandidateId(5)};
  const std::size_t n = 3000;
  const std::vector<float> margins = candidate_margins(model, candidates, n, 2);
  const RunResult run = simulate(model, {}, {.elections = n, .n_draws = n, .threads = 2});
  REQUIRE(margins.size() == 3 * n);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const ContestId contest = model.candidates[candidates[i]].contest;
    const auto slot =
        static_cast<std::int16_t>(candidates[i].index() - model.contests[contest].first_candidate);
    std::size_t n_wrong = 0;
    for (std::size_t e = 0; e < n; ++e) {
      const bool wins = run.draws.winner[contest.index() * n + e] == slot;
      n_wrong += wins == (margins[i * n + e] > 0) ? 0 : 1;
    }
    CHECK(n_wrong == 0);
  }
  CHECK(candidate_margins(model, candidates, n, 1) == margins);
}
