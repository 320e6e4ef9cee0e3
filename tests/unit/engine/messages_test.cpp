// Messages and lifts that spread, in whole elections: what they must not change, and what they add.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/busy_scenario.hpp"
#include "support/message_law.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = std::uint64_t{1} << 17;

/// 47 variants shown to 2,000 people each: the published case.
scenario::MessageSet many_variants(scenario::Measure measures) {
  std::vector<std::pair<double, double>> counts;
  for (const double responded : {55, 69, 42, 59, 73, 47, 61, 78, 51, 65, 92, 55, 68, 40, 58, 72,
                                 46, 61, 77, 50, 64, 86, 54, 67, 37, 57, 71, 45, 60, 75, 49, 63,
                                 83, 53, 66, 34, 56, 70, 43, 59, 74, 48, 62, 80, 52, 65, 28}) {
    counts.emplace_back(2000, responded);
  }
  return test::message_set("texts", measures, counts);
}

/// One universe whose turnout hardly varies, half of which gets a text.
scenario::Scenario texted(const std::string& message, scenario::Measure measures) {
  scenario::Scenario scenario = test::scenario_of(R"(
seed: 5
factions: [all]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: all, registered: 200000, turnout: {mean: 0.3, sd: 0.004}}]
contests: [{id: X, districts: [D], candidates: [ana, ben], support: {all: {ana: 0.5, ben: rest}}}]
effects: [{id: lean, affects: support, by: candidate, sd: 0.2}]
programmes:
  - {id: text, for: X/ana, mode: text, attempts: 100_000, days_before: 0, together: 0)" +
                                                  message + R"(,
     lift: {turnout: {points: 0.05, at: 0.3, sd: 0.02}, support: {points: 0.02, at: 0.5, sd: 0.01}}}
)");
  scenario.messages = {many_variants(measures)};
  return scenario;
}

double expit(double x) {
  return 1 / (1 + std::exp(-x));
}

/// Mean turnout when doses are times 1 + rate / mean - 1, the rate logit-normal: plain sums over
/// the turnout's, the lift's and the rate's normals.
double mean_turnout(const Model& model, double rate_centre, double rate_sd, double mean) {
  const ModelProgramme& text = model.programmes[0];
  double sum = 0;
  double weight = 0;
  constexpr double kStep = 0.25;
  for (double lift = -6; lift <= 6; lift += kStep) {
    for (double rate = -6; rate <= 6; rate += kStep) {
      const double dose =
          (text.turnout.mean + text.turnout.sd * lift) * expit(rate_centre + rate_sd * rate) / mean;
      const double odds = .3 / .7 * std::exp(dose);
      const double w = std::exp(-(lift * lift + rate * rate) / 2);
      sum += w * (.3 + text.reached[0].reached * (odds / (1 + odds) - .3));
      weight += w;
    }
  }
  return sum / weight;
}

/// The largest difference between shares of the same candidates in two runs, `places` saying where
/// each of the first run's stands in the second.
double largest_difference(const Draws& a, const Draws& b, const std::vector<std::size_t>& places) {
  double most = 0;
  for (std::size_t k = 0; k < places.size(); ++k) {
    const auto one = test::row(a[kShare].values, a, k);
    const auto other = test::row(b[kShare].values, b, places[k]);
    for (std::size_t i = 0; i < one.size(); ++i) {
      most = std::max(most, std::abs(double{one[i]} - double{other[i]}));
    }
  }
  return most;
}

/// Three candidates in some order, with a message and spread near and far.
Model in_order(const std::string& candidates, const std::string& edges,
               const std::string& effects) {
  scenario::Scenario scenario = test::scenario_of(std::string(R"(
seed: 9
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: u, faction: left, registered: 9000, turnout: {mean: 0.3, sd: 0.05}}
  - {district: A, universe: v, faction: right, registered: 8000, turnout: {mean: 0.4, sd: 0.05}}
  - {district: B, universe: u, faction: left, registered: 7000, turnout: {mean: 0.3, sd: 0.05}}
contests:
  - id: X
    districts: [A]
    candidates: )") + candidates + R"(
    support: {left: {ana: 0.5, ben: 0.3, cleo: 0.2}, right: {ana: 0.2, ben: 0.4, cleo: 0.4}}
  - {id: Y, districts: [B], candidates: [dan, eve], support: {left: {dan: 0.5, eve: rest}}}
effects: )" + effects + R"(
endorsements: {strength: 0, edges: )" + edges + R"(}
programmes:
  - {id: text, for: X/ana, mode: text, attempts: 9000, message: texts, spread: 0.5,
     lift: {support: {points: 0.1, at: 0.5, sd: 0.04}}}
  - {id: mail, for: Y/dan, mode: mail, attempts: 3000, spread: 0.3,
     lift: {support: {points: 0.1, at: 0.5, sd: 0.04}}}
)");
  scenario.messages = {many_variants(scenario::Measure::signups)};
  return test::model_of(scenario);
}

constexpr const char* kEdges = "[[X/ana, X/cleo], [X/ana, Y/dan], [X/ben, X/cleo]]";
constexpr const char* kTurned = "[[X/ben, X/cleo], [Y/dan, X/ana], [X/cleo, X/ana]]";

}  // namespace

TEST_CASE("Messages that no programme uses and edges without spread change no bit",
          "[engine][messages]") {
  scenario::Scenario idle = test::busy_scenario();
  idle.messages = {test::message_set("tested", scenario::Measure::replies, {{100, 5}, {90, 8}})};
  const RunResult none = test::run(test::model_of(test::busy_scenario()), 5000, 5000);
  const RunResult more = test::run(test::model_of(idle), 5000, 5000);
  CHECK(more.tally == none.tally);
  CHECK(test::same_draws(more.draws, none.draws));
}

TEST_CASE("The rate of the chosen message is drawn about its shrunk mean", "[engine][messages]") {
  const Model model = test::model_of(texted(", message: texts", scenario::Measure::turnout));
  // The published posterior of no. 11, over the mean of all variants once shrunk.
  const double usual = test::plain_message(many_variants(scenario::Measure::turnout)).mean;
  CHECK(usual == Approx(.03).epsilon(.001));
  const double honest = mean_turnout(model, -3.1477130812, .0982322057, usual);
  const auto miss = [&](const Model& run_of) {
    const test::ViewedRun run(run_of, kElections);
    const Distribution turnout = run->distribution(kUniverseTurnout, 0);
    return std::abs(turnout.mean - honest) / (turnout.sd / std::sqrt(double{kElections}));
  };
  CHECK(miss(model) < 4);
  // Who chose within each draw would have the mean of the best, .0413565236 + .0023628725.
  Model clairvoyant = model;
  REQUIRE(clairvoyant.night.shared.messages.size() == 1);
  clairvoyant.night.shared.messages[0].centre +=
      static_cast<float>(std::log(.0437193961 / .0413565236));
  CHECK(miss(clairvoyant) > 8);
}

TEST_CASE("A lead that does not carry over leaves the lift as it is", "[engine][messages]") {
  scenario::Scenario scenario = texted(", message: texts", scenario::Measure::turnout);
  scenario.messages[0].carry = scenario::Carry{0, 0};
  const Draws with = test::run(test::model_of(scenario), 5000, 5000).draws;
  const Draws without =
      test::run(test::model_of(texted("", scenario::Measure::turnout)), 5000, 5000).draws;
  CHECK(largest_difference(with, without, {0, 1}) < 1e-6);
  scenario.messages[0].carry = scenario::Carry{1, 0};
  const Draws moved = test::run(test::model_of(scenario), 5000, 5000).draws;
  CHECK(largest_difference(moved, without, {0, 1}) > 1e-4);
}

TEST_CASE("What-ifs change how far leads carry over, on the same draws", "[engine][messages]") {
  scenario::Scenario scenario = texted(", message: texts", scenario::Measure::replies);
  scenario.messages[0].validated = {{.3, .2, .25}};
  scenario.what_ifs = {{{}, "all of it", {{{}, {}, scenario::MessageChange{"texts", {}, 1}}}}};
  const Worlds worlds = test::worlds_of(scenario);
  const MessageDraw& base = worlds.base.night.shared.messages[0];
  const MessageDraw& world = worlds.what_ifs[0].model.night.shared.messages[0];
  CHECK(world.carry_mean == 1);
  CHECK(world.carry_sd == base.carry_sd);
  CHECK(world.centre == base.centre);
  CHECK(base.carry_sd < .25F);
  CHECK(base.carry_sd > .2F);
  const RunResult run = simulate(worlds.base, {&worlds.what_ifs[0].model}, {kElections, 0, 2, {}});
  // A better message gains ballots.
  const Labels labels = labels_of(worlds.base);
  const View base_view(labels, run.tally);
  const View world_view(labels, run.worlds[0].tally);
  CHECK(world_view.distribution(kUniverseTurnout, 0).mean >
        base_view.distribution(kUniverseTurnout, 0).mean);
}

TEST_CASE("Candidates in another order are the same candidates, with messages and spread",
          "[engine][messages]") {
  const Draws a = test::run(in_order("[ana, ben, cleo]", kEdges, "[]"), 5000, 5000).draws;
  const Draws b = test::run(in_order("[cleo, ana, ben]", kTurned, "[]"), 5000, 5000).draws;
  CHECK(largest_difference(a, b, {1, 2, 0, 3, 4}) < 2e-6);
}

TEST_CASE("Candidates with errors of their own have the same chances in another order",
          "[engine][messages]") {
  // Draws go by the place in the list, so elections are others.
  const std::string lean = "[{id: lean, affects: support, by: candidate, sd: 0.2}]";
  const test::ViewedRun a(in_order("[ana, ben, cleo]", kEdges, lean), kElections);
  const test::ViewedRun b(in_order("[cleo, ana, ben]", kTurned, lean), kElections);
  const std::size_t places[] = {1, 2, 0, 3, 4};
  for (std::size_t k = 0; k < 5; ++k) {
    CAPTURE(k);
    const double p = a->chance(kWin, k).probability;
    const double error = std::sqrt(2 * p * (1 - p) / kElections);
    CHECK(b->chance(kWin, places[k]).probability == Approx(p).epsilon(0).margin(5 * error));
    const Distribution share = a->distribution(kShare, k);
    CHECK(b->distribution(kShare, places[k]).mean ==
          Approx(share.mean).epsilon(0).margin(5 * share.sd * std::sqrt(2.0 / kElections)));
  }
}

TEST_CASE("A lift spreads by the published shares of the graph", "[engine][spread]") {
  const Model model = test::model_of(R"(
seed: 9
factions: [all]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: u, faction: all, registered: 10000, turnout: {mean: 0.3, sd: 0.05}}
  - {district: B, universe: u, faction: all, registered: 10000, turnout: {mean: 0.3, sd: 0.05}}
contests:
  - {id: X, districts: [A], candidates: [one, two, other], support: {all: {one: 0.4, two: 0.3, other: rest}}}
  - {id: Y, districts: [B], candidates: [three, four, none], support: {all: {three: 0.4, four: 0.3, none: rest}}}
effects: [{id: lean, affects: support, by: candidate, sd: 0.2}]
endorsements: {strength: 0, edges: [[X/one, X/two], [X/one, Y/three], [X/two, Y/three], [Y/three, Y/four]]}
programmes:
  - {id: text, for: X/one, mode: text, attempts: 2000, contact: {rate: 1, cap: 1}, days_before: 0,
     spread: 0.3, lift: {turnout: {points: 0, at: 0.5, sd: 0}, support: {points: 0.02, at: 0.5, sd: 0}}}
)");
  const double dose = std::log(.52 / .48);
  const ContestPlan& own = model.night.contests[0];
  REQUIRE(own.touched[0].support.n == 2);
  CHECK(own.touched[0].spread.n == 0);
  const Touch* touches = own.touches.data() + own.touched[0].support.first;
  CHECK(touches[0].dose == Approx(dose));
  CHECK_FALSE(touches[0].again);
  CHECK(touches[1].dose == Approx(.16806283 * dose));
  CHECK(touches[1].slot == 1);
  CHECK(touches[1].reached == Approx(.2));
  CHECK(touches[1].again);  // the same people
  const ContestPlan& other = model.night.contests[1];
  CHECK(other.touched[0].support.n == 0);
  REQUIRE(other.touched[0].spread.n == 2);
  touches = other.touches.data() + other.touched[0].spread.first;
  CHECK(touches[0].dose == Approx(.2 * .12041885 * dose));
  CHECK(touches[1].dose == Approx(.2 * .03612565 * dose));
}
