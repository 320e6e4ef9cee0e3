// What `hustings plan`, `vary` and texts tell of shocks.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::in_one_line;
using test::put_file;
using test::run;
using test::TemporaryFolder;

/// 2,000 of 10,000 people would see each of the lies, in one district of two.
constexpr const char* kScenario = R"(hustings: 1
title: Two places
seed: 4
elections: 20_000
factions: [all]
districts: [{id: P}, {id: Q}]
universes:
  - {district: P, universe: u, faction: all, registered: 10000, turnout: {mean: 0.25, sd: 0.04}}
  - {district: Q, universe: u, faction: all, registered: 12000, turnout: {mean: 0.3, sd: 0.05}}
contests:
  - {id: C, districts: [P], candidates: [{id: ana, name: Ana Diaz}, ben], support: {all: {ana: 0.5, ben: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
channels: {tv: {use: 0.4}}
programmes: [{id: knock, for: C/ana, mode: doors, attempts: 12000, days_before: {3: 0.5, 1: rest}}]
shocks:
  - {id: lie, probability: 0.1, hours_before_close: 24, against: C/ana, exposure: {tv: 0.5},
     effect: {support: {points: -0.1, at: 0.5, sd: 0.02}}, response: {after_minutes: 30}}
  - {id: slow lie, probability: 0.1, hours_before_close: 24, against: C/ana, exposure: {tv: 0.5},
     effect: {support: {points: -0.1, at: 0.5, sd: 0.02}}, response: {after_minutes: {median: 240, sd: 0}}}
  - {id: echo, follows: {shock: lie, probability: 0.5}, hours_before_close: 12, against: C/ben,
     effect: {degrade: {channel: doors, keep: 0.25}}}
vary: [{change: shock, id: lie, over: probability, values: [0, 0.3]}]
)";

struct Folder {
  TemporaryFolder folder;
  std::string scenario = (folder / "s.yaml").string();
  Folder() { put_file(scenario, kScenario); }
};

}  // namespace

TEST_CASE("plan tells who would see shocks and what an answer leaves of them", "[app][shocks]") {
  const Folder folder;
  const auto ran = run("plan " + folder.scenario + " --json");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const Json shocks = Json::parse(ran.out)["shocks"];
  CHECK(shocks["lie"]["against"] == "C/ana");
  CHECK(shocks["lie"]["probability"] == 0.1);
  CHECK(shocks["lie"]["would_see"] == Approx(2000));
  CHECK(shocks["lie"]["share"] == Approx(.2));
  // docs/campaign.md, "Shocks": an answer after 30 minutes as drawn, after four hours, none.
  CHECK(shocks["lie"]["moved"] == Approx(2000 * .4064352).epsilon(1e-4));
  CHECK(shocks["slow lie"]["moved"] == Approx(2000 * .4976594899).epsilon(1e-9));
  CHECK(shocks["lie"]["moved_without_answer"] == Approx(2000 * .8125138591).epsilon(1e-9));
  CHECK(shocks["echo"]["follows"] == "lie");
  CHECK(shocks["echo"]["would_see"] == 0);
  CHECK(shocks["echo"]["degrade"] == Json({{"channel", "doors"}, {"keep", .25}}));
  const auto text = run("plan " + folder.scenario);
  for (const char* words :
       {"shocks who would see them", "Ana Diaz (C)", "echo: its chance is where 'lie' happens",
        "echo: from then on 25.0% of doors is left"}) {
    CHECK_THAT(in_one_line(text.out), Catch::Contains(words));
  }
}

TEST_CASE("Variations tell how often shocks happen", "[app][shocks]") {
  const Folder folder;
  const auto ran =
      run("vary " + folder.scenario + " --quiet --json -o " + (folder.folder / "v.h5").string());
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const Json vary = Json::parse(ran.out);
  const auto chance = [](const Json& of) {
    return of["shocks"]["lie"]["probability"].get<double>();
  };
  CHECK(chance(vary["base"]) == Approx(.1).margin(.01));
  CHECK(chance(vary["points"][0]) == 0);
  CHECK(chance(vary["points"][1]) == Approx(.3).margin(.015));
  const auto text =
      run("vary " + folder.scenario + " --force -o " + (folder.folder / "v.h5").string());
  CHECK_THAT(text.out, Catch::Contains("shock lie"));
}

TEST_CASE("A replay says of whom a shock took part", "[app][shocks]") {
  const Folder folder;
  const std::string& scenario = folder.scenario;
  std::string sure = kScenario;
  sure.replace(sure.find("{id: lie, probability: 0.1"), 26, "{id: lie, probability: 1.0");
  sure.replace(sure.find("shock: lie, probability: 0.5"), 28, "shock: lie, probability: 1.0");
  sure.replace(sure.find("1: rest"), 7, "0: rest");  // doors after the shock begins
  put_file(scenario, sure);
  const auto ran = run("replay " + scenario + " --election 3");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK_THAT(in_one_line(ran.out), Catch::Contains("a shock took the rest"));
  CHECK_THAT(in_one_line(ran.out), Catch::Contains("echo, against C/ben: happened"));
  const Json json = Json::parse(run("replay " + scenario + " --election 3 --json").out);
  CHECK(json["programmes"]["knock"]["degraded"] == true);
}

}  // namespace hustings
