// `hustings sensitivity`: against models whose margins are known, and what it refuses.

#include "hustings/decide/sensitivity.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "decide/variance_shares.hpp"
#include "hustings/results/results_file.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::put_file;
using test::run;
using test::TemporaryFolder;

// The log-odds between the two of C are polling + mood: sds sqrt(2) x .3 and .4, of one universe;
// only C's own candidates and the mood matter in it. D is decided by a group of its own.
constexpr const char* kScenario = R"(hustings: 1
title: Two contests
seed: 4
elections: 20_000
factions: [left]
districts: [{id: P}, {id: Q}]
universes:
  - {district: P, universe: u, faction: left, registered: 10000, turnout: {log_odds: -1}}
  - {district: Q, universe: u, faction: left, registered: 10000, turnout: {log_odds: -1}}
contests:
  - {id: C, districts: [P], candidates: [ana, ben], support: {left: {ana: 0.5, ben: rest}}}
  - {id: D, districts: [Q], candidates: [cleo, dan, eve], support: {left: {cleo: 0.8, dan: 0.1, eve: rest}}}
slates: {moved: [C/ana]}
effects:
  - {id: everybody, affects: turnout, sd: 0.2}
  - {id: polling, affects: support, by: candidate, sd: 0.3}
  - {id: mood, affects: support, by: slate, sd: 0.4}
output: {draws: 20_000}
)";

/// A folder with the results of the scenario in it.
struct RunFolder {
  TemporaryFolder folder;
  std::string file = (folder / "r.h5").string();

  explicit RunFolder(const std::string& options = "") {
    const std::string scenario = (folder / "s.yaml").string();
    put_file(scenario, kScenario);
    const auto ran = run("run " + scenario + " --quiet -o " + file + " " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
  }
  test::Ran sensitivity(const std::string& options = "") const {
    return run("sensitivity " + file + " " + options);
  }
};

bool is_near(const Json& part, double expected, double slack) {
  const double error = part["standard_error"];
  return std::fabs(part["share"].get<double>() - expected) < 4 * error + slack;
}

TEST_CASE("sensitivity finds the parts of effects that are known", "[sensitivity][program]") {
  const RunFolder results;
  const Json json = Json::parse(results.sensitivity("--contest C/ana --json").out);
  CHECK(json["contest"] == "C");
  CHECK(json["candidate"] == "ana");
  CHECK(json["elections"] == 20'000);
  // Variances .09 + .09 and .16 of the log-odds, of which the margin is an odd function: nearly a
  // line, so that what is lost in curvature is small; the win is the sign, so exactly the arcsine.
  const double polling = 0.18 / 0.34;
  const double mood = 0.16 / 0.34;
  REQUIRE(json["effects"].size() == 3);
  for (const Json& effect : json["effects"]) {
    CAPTURE(effect.dump());
    const bool is_polling = effect["name"] == "polling";
    const double part = effect["name"] == "everybody" ? 0 : is_polling ? polling : mood;
    CHECK(effect["factors"] == (is_polling ? 2 : 1));
    CHECK(is_near(effect["shapley"], part, 0.01));
    CHECK(is_near(effect["margin"], part, 0.012));
    const double of_one = 2 / 3.14159265358979 * std::asin(is_polling ? part / 2 : part);
    CHECK(is_near(effect["win"], is_polling ? 2 * of_one : of_one, 0.004));
  }
  double sum = 0;
  for (const Json& effect : json["effects"]) sum += effect["shapley"]["share"].get<double>();
  CHECK(sum == Approx(json["explained"]["share"].get<double>()));
  CHECK(json["explained"]["share"] > 0.98);
  CHECK(json["factors"].size() == 4);  // none of the other contest's candidates
}

TEST_CASE("A margin is that over the other whom a candidate must beat", "[sensitivity]") {
  const RunFolder results;
  const Results read = read_results(results.file);
  const Draws& draws = read.draws;
  const auto n = draws.elections;
  const auto margins = stored_margins(read.labels, draws, 3);  // D/dan
  const auto wins = stored_wins(read.labels, draws, 3);
  double n_won = 0;
  for (std::size_t e = 0; e < n; ++e) {
    const double best = std::max(draws[kShare].values[2 * n + e], draws[kShare].values[4 * n + e]);
    if (margins[e] != draws[kShare].values[3 * n + e] - best) FAIL("election " << e);
    if ((wins[e] == 1) != (margins[e] > 0)) FAIL("election " << e);
    n_won += wins[e];
  }
  CHECK(n_won == static_cast<double>(read.tally[kWin].counts[3]));
  // Two seats: against the second of the others.
  Labels two = read.labels;
  two.contests[1].seats = 2;
  const auto second = stored_margins(two, draws, 3);
  for (std::size_t e = 0; e < n; ++e) {
    const double to_beat =
        std::min(draws[kShare].values[2 * n + e], draws[kShare].values[4 * n + e]);
    if (second[e] != draws[kShare].values[3 * n + e] - to_beat) FAIL("election " << e);
  }
}

TEST_CASE("More effects than there may be groups are shown with the smallest joined",
          "[sensitivity]") {
  const RunFolder results;
  Results read = read_results(results.file);
  Draws& draws = read.draws;
  const std::vector<float> column(draws.factor.begin(),
                                  draws.factor.begin() + static_cast<long>(draws.elections));
  for (int i = 0; i < 20; ++i) {
    draws.factor_names.push_back("further " + std::to_string(i));
    draws.factor.insert(draws.factor.end(), column.rbegin(), column.rend());
  }
  const Sensitivity found = sensitivity(read.labels, draws, {});
  CHECK(found.effects.size() == kMostGroups);
  const auto named = [&](const std::string& name) {
    return std::count_if(found.effects.begin(), found.effects.end(),
                         [&](const EffectSensitivity& one) { return one.name == name; });
  };
  CHECK(named("other effects") == 1);
  CHECK(named("polling") == 1);
  CHECK(named("mood") == 1);
  CHECK(found.factors.size() == 24);
}

TEST_CASE("Lines in each effect explain what one line in all of them does", "[sensitivity]") {
  const RunFolder results;
  const Results read = read_results(results.file);
  SensitivityQuestion sweep;
  sweep.of = SensitivityQuestion::Of::sweep;
  const auto shares = linear_shares(read.labels, read.draws, sweep);
  const Sensitivity found = sensitivity(read.labels, read.draws, sweep);
  REQUIRE(shares.size() == found.effects.size());
  REQUIRE(shares.size() == 3);
  CHECK(shares[0].share > shares[1].share);
  const double pi = 3.14159265358979;
  double sum = 0;
  for (const EffectShare& one : shares) {
    CAPTURE(one.name, one.share);
    const auto same = std::ranges::find(found.effects, one.name, &EffectSensitivity::name);
    REQUIRE(same != found.effects.end());
    CHECK(std::fabs(one.share - same->shapley.share) < 4 * same->shapley.standard_error);
    const double part = one.name == "everybody" ? 0 : (one.name == "polling" ? 0.18 : 0.16) / 0.34;
    CHECK(std::fabs(one.share - 2 / pi * part) < 4 * same->shapley.standard_error + 0.004);
    sum += one.share;
  }
  CHECK(std::fabs(sum - found.explained.share) < 4 * found.explained.standard_error);
}

TEST_CASE("sensitivity tells what decides a sweep or an event", "[sensitivity][program]") {
  const RunFolder results;
  const double pi = 3.14159265358979;
  // C/ana wins where polling + mood is above 0: of a sign, one normal part of the variance r
  // explains 2 / pi arcsin r alone, and 2 / pi r in a straight line.
  const auto check = [&](const Json& json) {
    CAPTURE(json.dump());
    CHECK(std::fabs(json["probability"].get<double>() - 0.5) < 0.015);
    for (const Json& effect : json["effects"]) {
      const bool is_polling = effect["name"] == "polling";
      const double part = effect["name"] == "everybody" ? 0 : (is_polling ? 0.18 : 0.16) / 0.34;
      CHECK(is_near(effect["shapley"], 2 / pi * part, 0.004));
      const double of_one = 2 / pi * std::asin(is_polling ? part / 2 : part);
      CHECK(is_near(effect["alone"], is_polling ? 2 * of_one : of_one, 0.004));
      CHECK_FALSE(effect.contains("margin"));
    }
  };
  const Json slate = Json::parse(results.sensitivity("--slate moved --json").out);
  CHECK(slate["slate"] == "moved");
  CHECK(slate["effects"].size() == 3);
  check(slate);
  const Json event =
      Json::parse(results.sensitivity("--event 'share of C/ana > share of C/ben' --json").out);
  CHECK(event["event"] == "share of C/ana > share of C/ben");
  check(event);
  CHECK(event["probability"] == slate["probability"]);
  const auto text = results.sensitivity("--event 'C/ana wins and D/cleo wins'").out;
  CHECK_THAT(text, Catch::Contains("what decides whether 'C/ana wins and D/cleo wins' happens"));

  const RunFolder named("--set 'events.upset=C/ben wins'");
  const Json upset = Json::parse(named.sensitivity("--event upset --json").out);
  check(upset);
  CHECK(upset["probability"].get<double>() == Approx(1 - slate["probability"].get<double>()));
}

TEST_CASE("sensitivity says where nothing can decide", "[sensitivity][program]") {
  const RunFolder without("--set 'effects=[]' --set elections=2000");
  const auto ran = without.sensitivity();
  CHECK(ran.code == 65);
  CHECK_THAT(ran.err, Catch::Contains("the scenario has no effects"));
  const RunFolder results;
  const auto never = results.sensitivity("--event 'turnout of everybody > 0.95'");
  CHECK(never.code == 65);
  CHECK_THAT(never.err, Catch::Contains("it happens in none of the 20,000 stored elections"));
  CHECK_THAT(results.sensitivity("--slate mvoed").err,
             Catch::Contains("there is no slate 'mvoed' (did you mean 'moved'?)"));
  CHECK_THAT(results.sensitivity("--event 'C/anna wins'").err,
             Catch::Contains("--event:1:1: error: contest 'C' has no candidate 'anna'"));
  CHECK(results.sensitivity("--slate moved --contest C").code == 2);
  CHECK(results.sensitivity("--slate moved --event 'C/ana wins'").code == 2);
}

TEST_CASE("sensitivity shows the contest most in doubt, as a table", "[sensitivity][program]") {
  const RunFolder results;
  const auto ran = results.sensitivity();
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("C: what decides whether "));
  CHECK_THAT(ran.out, Catch::Contains("20,000 stored elections"));
  CHECK_THAT(ran.out, Catch::Contains("polling (2)"));
  CHECK_THAT(ran.out, Catch::Contains("polling: C/ana"));
  CHECK(ran.out.find("D/cleo") == std::string::npos);
  CHECK(ran.out.find("-0.0") == std::string::npos);
}

TEST_CASE("sensitivity says what it lacks and how to get it", "[sensitivity][program]") {
  const RunFolder results;
  auto ran = results.sensitivity("--contest CC");
  CHECK(ran.code == 65);
  CHECK(ran.err == "hustings: there is no contest 'CC' (did you mean 'C'?)\n");
  ran = results.sensitivity("--contest D/cloe");
  CHECK(ran.code == 65);
  CHECK(ran.err == "hustings: there is no candidate 'D/cloe' (did you mean 'D/cleo'?)\n");
  ran = results.sensitivity("--contest Xyz/ana");
  CHECK_THAT(ran.err, Catch::Contains("there is no contest 'Xyz' (there are: C, D)"));
  CHECK(results.sensitivity("--contest ''").code == 2);
  CHECK(run("sensitivity " + (results.folder / "none.h5").string()).code == 66);
  CHECK(run("sensitivity " + (results.folder / "s.yaml").string()).code == 65);

  const RunFolder without("--set output.draws=0");
  ran = without.sensitivity();
  CHECK(ran.code == 65);
  CHECK_THAT(ran.err, Catch::Contains("no elections are stored in it (simulate again with --set "
                                      "output.draws=10000)"));
  const RunFolder few("--set output.draws=500");
  ran = few.sensitivity();
  CHECK(ran.code == 65);
  CHECK_THAT(ran.err, Catch::Contains("500 elections stored, 1,280 are needed for 4 factors "
                                      "(simulate again with --set output.draws=1280)"));
}

}  // namespace
}  // namespace hustings
