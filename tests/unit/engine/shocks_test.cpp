// Shocks, election by election: when they happen, whom they move, and what they must not change.

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/engine/replay.hpp"
#include "support/busy_scenario.hpp"
#include "support/isa_paths.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = kBlock + 3 * kBatch + 41;

/// One place, nothing drawn: ana has .5 of the ballots, turnout is .4.
std::string still(const std::string& rest) {
  return R"(
seed: 3
factions: [one]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: one, registered: 10000, turnout: {log_odds: -0.4054651081}}]
contests:
  - {id: X, districts: all, candidates: [ana, ben, cleo],
     support: {one: {ana: 0.5, ben: 0.3, cleo: 0.2}}}
defaults: {turnout_cell_sd: 0}
channels: {social: {use: 0.5}}
)" + rest;
}

std::string shock(const std::string& more) {
  return "shocks:\n  - {id: hit, against: X/ana, exposure: {social: 0.8}, " + more + "}\n";
}

constexpr const char* kAnswer = ", response: {after_minutes: {median: 30, sd: 0}}";
constexpr const char* kLosesSupport = "effect: {support: {points: -0.1, at: 0.5, sd: 0}}";

Draws one_election(const std::string& text) {
  return test::run(test::model_of(text), 1, 1).draws;
}

/// The share of log-odds `dose` from p.
double shift(double p, double dose) {
  return p * std::exp(dose) / (1 + p * (std::exp(dose) - 1));
}

double share_of(const std::string& text, std::size_t candidate) {
  const Draws draws = one_election(text);
  return test::at(draws[kShare].values, draws, candidate, 0);
}

/// Shares where the share believe[k] of people believes that k is out, independently, and votes for
/// the others; they stay where there are none.
std::vector<double> believing(const std::vector<double>& shares,
                              const std::vector<double>& believe) {
  std::vector<double> after(shares.size(), 0.0);
  for (std::size_t set = 0; set < std::size_t{1} << shares.size(); ++set) {
    double people = 1;
    double others = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      const bool is_out = (set >> k & 1) != 0;
      people *= is_out ? believe[k] : 1 - believe[k];
      others += is_out ? 0 : shares[k];
    }
    for (std::size_t k = 0; k < shares.size(); ++k) {
      if (others == 0) {
        after[k] += people * shares[k];
      } else if ((set >> k & 1) == 0) {
        after[k] += people * shares[k] / others;
      }
    }
  }
  return after;
}

/// Elections in which each shock happened.
std::vector<std::vector<std::uint8_t>> happened(const Draws& draws) {
  std::vector<std::vector<std::uint8_t>> rows;
  for (std::size_t s = 0; s * draws.elections < draws[kShock].bits.size(); ++s) {
    rows.push_back(test::row(draws[kShock].bits, draws, s));
  }
  return rows;
}

double frequency(const std::vector<std::uint8_t>& bits) {
  double n = 0;
  for (const std::uint8_t bit : bits) n += bit;
  return n / static_cast<double>(bits.size());
}

/// What is within four standard errors of a probability.
Approx near(double p) {
  return Approx(p).epsilon(0).margin(4 * std::sqrt(p * (1 - p) / static_cast<double>(kElections)));
}

scenario::Scenario busy(double first, double second) {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.channels = {{{}, "social", {{}, 0.7, {}, {}}}};
  scenario.calendar.early = {{{}, 3, 0.3}};
  scenario::Shock lie{.id = "lie", .probability = first, .group = "hostile"};
  lie.hours_low = 20;
  lie.hours_high = 100;
  lie.contest = "X";
  lie.candidate = "ana";
  lie.exposure = {{"social", 0.6}};
  lie.effect.support = scenario::LiftPoints{-0.05, 0.5, 0.03};
  lie.effect.turnout = scenario::LiftPoints{-0.03, 0.3, 0.01};
  lie.response = scenario::ShockResponse{{0.5, 0.5}, {}};
  scenario::Shock fake = lie;
  fake.id = "fake";
  fake.probability = second;
  fake.contest = "Z";
  fake.candidate = "gil";
  fake.effect = {};
  fake.withdrawn = true;
  scenario::Shock echo = lie;
  echo.id = "echo";
  echo.group = "";
  echo.follows = scenario::FollowedShock{{}, "lie", 0.6};
  echo.candidate = "ben";
  scenario.shocks = {lie, fake, echo};
  return scenario;
}

bool same_elections(const Draws& a, const Draws& b) {
  return a[kShare].values == b[kShare].values && a[kTurnout].values == b[kTurnout].values &&
         a[kUniverseTurnout].values == b[kUniverseTurnout].values && a.winner == b.winner;
}

}  // namespace

TEST_CASE("A shock moves those who would see it by what is left when they vote",
          "[engine][shocks]") {
  const double dose = std::log(0.4 / 0.6);
  const auto expected = [&](double moved) { return 0.5 + 0.4 * moved * (shift(0.5, dose) - 0.5); };
  // docs/campaign.md, "Shocks": ballots .36 three days before, .64 at the close; the answer after
  // half an hour, and none.
  const std::string early = "calendar: {early: [{days_before: 3, share: 0.36}]}\n";
  for (const auto& [hours, answer, moved] :
       {std::tuple{48, kAnswer, 0.2540866453}, std::tuple{48, "", 0.5092807663},
        std::tuple{96, kAnswer, 0.3434422513}, std::tuple{96, "", 0.6844983029}}) {
    CAPTURE(hours, answer);
    const std::string text = early + shock(fmt::format("probability: 1, hours_before_close: {}, "
                                                       "{}{}",
                                                       hours, kLosesSupport, answer));
    CHECK(share_of(still(text), 0) == Approx(expected(moved)).epsilon(0).margin(3e-7));
    const double others = 1 - expected(moved);
    CHECK(share_of(still(text), 1) == Approx(0.6 * others).epsilon(0).margin(3e-7));
  }
}

TEST_CASE("Who has voted is out of reach of a shock", "[engine][shocks]") {
  const std::string early = "calendar: {early: [{days_before: 3, share: 0.36}]}\n";
  const std::string late =
      shock(std::string("probability: 1, hours_before_close: 48, ") + kLosesSupport);
  const double with = share_of(still(early + late), 0);
  const double without = share_of(still(late), 0);
  CHECK((0.5 - with) / (0.5 - without) == Approx(0.64).margin(1e-5));
}

TEST_CASE("Who believes that a candidate is out votes for the others", "[engine][shocks]") {
  const std::string text =
      still(shock("probability: 1, hours_before_close: 48, effect: withdrawn"));
  const double lost = 0.4 * 0.5 * 0.7957512;  // would see it x ana's x J(0, 48), no answer
  CHECK(share_of(text, 0) == Approx(0.5 - lost).epsilon(0).margin(1e-6));
  CHECK(share_of(text, 1) == Approx(0.3 + 0.6 * lost).epsilon(0).margin(1e-6));
}

TEST_CASE("Who believes that several candidates are out votes for none of them",
          "[engine][shocks]") {
  const std::vector<double> shares{0.5, 0.3, 0.2};
  // Would see it x J(0, hours), no answer; the same hour for both, then two hours.
  const double at_48 = 0.4 * 0.7957512;
  const double at_24 = 0.4 * 0.8125138591;
  const auto out = [](const std::string& who, int hours) {
    return fmt::format(
        "  - {{id: {0} out, against: X/{0}, exposure: {{social: 0.8}}, probability: "
        "1, hours_before_close: {1}, effect: withdrawn}}\n",
        who, hours);
  };
  const auto check = [&](const std::string& shocks, const std::vector<double>& believe) {
    CAPTURE(shocks);
    for (std::size_t k = 0; k < 3; ++k) {
      CAPTURE(k);
      CHECK(share_of(still("shocks:\n" + shocks), k) ==
            Approx(believing(shares, believe)[k]).epsilon(0).margin(1e-6));
    }
  };
  check(out("ana", 48) + out("ben", 48), {at_48, at_48, 0});
  check(out("ben", 48) + out("ana", 48), {at_48, at_48, 0});
  check(out("ben", 48) + out("ana", 24), {at_24, at_48, 0});
  // Who believes that all are out stays.
  check(out("ana", 48) + out("ben", 48) + out("cleo", 24), {at_48, at_48, at_24});
}

TEST_CASE("Two shocks that a candidate is out are believed independently", "[engine][shocks]") {
  const std::string text = still(
      "shocks:\n"
      "  - {id: one, against: X/ana, exposure: {social: 0.8}, probability: 1, hours_before_close: "
      "48, effect: withdrawn}\n"
      "  - {id: two, against: X/ana, exposure: {social: 0.8}, probability: 1, hours_before_close: "
      "48, effect: withdrawn}\n");
  const double doubt = 1 - 0.4 * 0.7957512;
  CHECK(share_of(text, 0) == Approx(0.5 * doubt * doubt).epsilon(0).margin(1e-6));
}

TEST_CASE("The order in which withdrawals are written changes no election", "[engine][shocks]") {
  scenario::Scenario usual = busy(0.3, 0.6);
  usual.shocks.push_back(usual.shocks[1]);
  usual.shocks.back().id = "another";
  usual.shocks.back().candidate = "fay";
  scenario::Scenario turned = usual;
  std::swap(turned.shocks[1], turned.shocks[3]);
  CHECK(same_elections(test::run(test::model_of(usual), kElections, kElections).draws,
                       test::run(test::model_of(turned), kElections, kElections).draws));
}

TEST_CASE("Nobody goes to a candidate who is not on the ballot", "[engine][shocks]") {
  const std::string alone = R"(
seed: 3
factions: [one]
districts: [{id: A}]
universes:
  - {district: A, universe: u, faction: one, registered: 10000, turnout: {log_odds: 0}}
contests:
  - {id: X, districts: all, candidates: [ana, ben], support: {one: {ana: 1, ben: 0}}}
defaults: {turnout_cell_sd: 0}
channels: {social: {use: 1}}
shocks:
  - {id: hit, against: X/ana, exposure: {social: 1}, probability: 1, hours_before_close: 48, effect: withdrawn}
)";
  CHECK(share_of(alone, 0) == Approx(1).epsilon(0).margin(1e-6));
  CHECK(share_of(alone, 1) < 1e-20);
  Problems problems;
  build_model(test::scenario_of(alone), problems);
  CHECK(std::ranges::any_of(problems.sorted(), [](const Problem& one) {
    return one.problem.find("nobody else than X/ana is on the ballot") != std::string::npos;
  }));
}

TEST_CASE("A shock to turnout takes from old and gained ballots alike", "[engine][shocks]") {
  const std::string knock =
      "programmes:\n  - {id: knock, for: X/ana, mode: doors, attempts: 5000, contact: {rate: 1, "
      "cap: 1}, supporters: 0.9, days_before: 0, lift: {turnout: {points: 0.1, at: 0.4, sd: 0}, "
      "support: {points: 0, at: 0.5, sd: 0}}}\n";
  const std::string hit = shock(
      "probability: 1, hours_before_close: 48, effect: {turnout: {points: -0.1, at: 0.4, sd: 0}}");
  const Draws before = one_election(still(knock));
  const Draws after = one_election(still(knock + hit));
  const double tau = test::at(before[kTurnout].values, before, 0, 0);
  const double lost =
      0.4 * 0.7957512 * (tau - shift(tau, std::log(0.3 / 0.7) - std::log(0.4 / 0.6)));
  CHECK(tau == Approx(0.45).margin(1e-6));
  CHECK(test::at(after[kTurnout].values, after, 0, 0) == Approx(tau - lost).margin(1e-6));
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(test::at(after[kShare].values, after, k, 0) ==
          Approx(test::at(before[kShare].values, before, k, 0)).margin(1e-6));
  }
}

TEST_CASE("Shocks happen as often as they say, alone, in a group and after each other",
          "[engine][shocks]") {
  const Draws draws = test::run(test::model_of(busy(0.1, 0.1)), kElections, kElections).draws;
  const auto bits = happened(draws);
  REQUIRE(bits.size() == 3);
  CHECK(frequency(bits[0]) == near(0.1));
  CHECK(frequency(bits[1]) == near(0.1));
  CHECK(frequency(bits[2]) == near(0.06));
  std::vector<std::uint8_t> both;
  for (std::size_t e = 0; e < kElections; ++e) {
    both.push_back(bits[0][e] & bits[1][e]);
    CHECK_FALSE((bits[2][e] > bits[0][e]));
  }
  CHECK(frequency(both) == near(0.0216164804));
}

TEST_CASE("A shock that cannot happen changes no bit", "[engine][shocks]") {
  scenario::Scenario none = busy(0, 0);
  none.shocks.clear();
  const Draws expected = test::run(test::model_of(none), kElections, kElections).draws;
  const Draws draws = test::run(test::model_of(busy(0, 0)), kElections, kElections).draws;
  CHECK(same_elections(draws, expected));
  for (const auto& bits : happened(draws)) CHECK(frequency(bits) == 0);
}

TEST_CASE("A higher probability adds elections and takes none away", "[engine][shocks]") {
  const Draws few = test::run(test::model_of(busy(0.1, 0.2)), kElections, kElections).draws;
  const Draws more = test::run(test::model_of(busy(0.3, 0.2)), kElections, kElections).draws;
  const auto before = happened(few);
  const auto after = happened(more);
  std::size_t n_added = 0;
  std::size_t n_lost = 0;
  for (std::size_t s = 0; s < before.size(); ++s) {
    for (std::size_t e = 0; e < kElections; ++e) {
      n_added += after[s][e] > before[s][e] ? 1 : 0;
      n_lost += after[s][e] < before[s][e] ? 1 : 0;
    }
  }
  CHECK(n_added > 0);
  CHECK(n_lost == 0);
  CHECK(before[1] == after[1]);
  // Where the same shocks happen, the elections are the same.
  for (std::size_t e = 0; e < kElections; ++e) {
    if (before[0][e] != after[0][e] || before[2][e] != after[2][e]) continue;
    REQUIRE(test::at(few[kShare].values, few, 0, e) == test::at(more[kShare].values, more, 0, e));
  }
}

TEST_CASE("A faster answer never leaves a candidate with less, up to two days",
          "[engine][shocks]") {
  scenario::Scenario scenario = busy(1, 0);
  scenario.shocks.resize(1);
  scenario.shocks[0].effect.support->sd = 0;
  scenario.shocks[0].effect.turnout.reset();
  std::vector<float> worse;
  for (const double hours : {48.0, 24.0, 4.0, 1.0, 0.5, 0.1}) {
    CAPTURE(hours);
    scenario.shocks[0].response->after = {hours, 0};
    const Draws draws = test::run(test::model_of(scenario), kElections, kElections).draws;
    const std::vector<float> ana = test::row(draws[kShare].values, draws, 0);
    std::size_t n_worse = 0;
    for (std::size_t e = 0; e < worse.size(); ++e) n_worse += ana[e] < worse[e] - 1e-6F ? 1 : 0;
    CHECK(n_worse == 0);
    worse = ana;
  }
}

TEST_CASE("The order in which shocks are written changes no election", "[engine][shocks]") {
  const scenario::Scenario usual = busy(0.3, 0.4);
  scenario::Scenario turned = usual;
  std::swap(turned.shocks[0], turned.shocks[1]);
  const Draws expected = test::run(test::model_of(usual), kElections, kElections).draws;
  const Draws draws = test::run(test::model_of(turned), kElections, kElections).draws;
  CHECK(same_elections(draws, expected));
  CHECK(happened(draws)[1] == happened(expected)[0]);
  CHECK(happened(draws)[0] == happened(expected)[1]);
}

TEST_CASE("Shocks have the same bits on every instruction set", "[engine][shocks]") {
  const Model model = test::model_of(busy(0.3, 0.4));
  const Draws expected = test::run(model, kElections, kElections).draws;
  for (const std::string& name : test::isa_paths()) {
    CAPTURE(name);
    const test::IsaPath path(name);
    CHECK(test::same_draws(test::run(model, kElections, kElections).draws, expected));
  }
}

TEST_CASE("The events that shocks happen are as often as shocks", "[engine][shocks]") {
  const std::string text =
      still(shock(std::string("probability: 0.4, hours_before_close: 30, ") + kLosesSupport) +
            "events:\n  hit: shock \"hit\" happens\n  not hit: not shock hit happens\n"
            "  both: shock \"hit\" happens and X/ana wins\n");
  const RunResult run = test::run(test::model_of(text), kElections, kElections);
  const Draws& draws = run.draws;
  CHECK(test::row(draws[kEvent].bits, draws, 0) == happened(draws)[0]);
  CHECK(run.tally[kEvent].counts[0] == run.tally[kShock].counts[0]);
  CHECK(run.tally[kEvent].counts[0] + run.tally[kEvent].counts[1] == kElections);
  CHECK(run.tally[kEvent].counts[2] == run.tally[kEvent].counts[0]);
}

TEST_CASE("A replay tells which shocks happened and whom they moved", "[engine][shocks]") {
  const Model model = test::model_of(
      still(shock(std::string("probability: 0.5, hours_before_close: 48, ") + kLosesSupport)));
  const Draws draws = test::run(model, 64, 64).draws;
  std::size_t n_happened = 0;
  for (std::uint64_t e = 0; e < 64; ++e) {
    const Replay night = replay(model, e);
    REQUIRE(night.shocks.size() == 1);
    CHECK(night.shocks[0].happened == (happened(draws)[0][e] != 0));
    CHECK(night.shocks[0].candidate == "X/ana");
    if (!night.shocks[0].happened) {
      CHECK(night.shocks[0].moved == 0);
      continue;
    }
    ++n_happened;
    CHECK(night.shocks[0].moved == Approx(10'000 * 0.4 * 0.7957512).margin(0.01));
    REQUIRE(night.shocks[0].reaches.size() == 1);
  }
  CHECK(n_happened > 16);
}
