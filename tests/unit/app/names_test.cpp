#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using hustings::test::run;

namespace {

constexpr const char* kScenario = R"(hustings: 1
elections: 8192
factions: [{id: l, name: The left}, right]
districts: [{id: A}]
universes:
  - {district: A, universe: young, faction: l, registered: 9000, turnout: {mean: 0.3}}
  - {district: A, universe: old, faction: right, registered: 7000, turnout: {mean: 0.4}}
contests:
  - {id: X, districts: all, candidates: [{id: ana, name: Ana O.}, ben], support: {l: {ana: 0.6, ben: rest}, right: {ana: 0.4, ben: rest}}}
  - id: Z
    name: The convention
    districts: all
    count: {delegates: {pools: [{name: all, per: contest, seats: 5}]}}
    candidates: [eva, flo]
    support: {l: {eva: 0.5, flo: rest}, right: {eva: 0.4, flo: rest}}
totals: [{id: t, name: The nation, candidates: {eva: Z/eva}}, {id: other, candidates: {flo: Z/flo}}]
slates: {s: {name: The reformers, members: [X/ana]}, rest: [X/ben]}
effects:
  - {id: polls, name: Error of polls, affects: support, by: candidate, sd: 0.2}
  - {id: mood, affects: turnout, sd: 0.2}
what_if: {more: [{change: support, contest: X, candidate: ana, plus: 0.05}]}
vary: [{change: support, contest: X, candidate: ana, over: plus, values: [0.01, 0.1]}]
)";

}  // namespace

TEST_CASE("Tables show names of slates, totals, effects and factions; JSON keeps their ids",
          "[app][names]") {
  const hustings::test::TemporaryFolder folder;
  const std::string scenario = (folder / "s.yaml").string();
  const std::string results = (folder / "r.h5").string();
  hustings::test::put_file(scenario, kScenario);

  const auto ran = run("run " + scenario + " --swing -o " + results);
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Contains("The reformers   sweeps"));
  CHECK_THAT(ran.out, Contains("slate rest   sweeps"));
  CHECK_THAT(ran.out, Contains("The nation   5 delegates"));
  CHECK_THAT(ran.out, Contains("total other   5 delegates"));
  CHECK_THAT(run("show " + results).out, Contains("The reformers"));
  CHECK_THAT(run("swing " + results + " --slate s --by faction").out,
             Contains("The reformers sweeps: ") && Contains("The left") && Contains("\nright"));
  CHECK_THAT(
      run("sensitivity " + results + " --contest X").out,
      Contains("Error of polls (") && Contains("Error of polls: X/ana") && Contains("\nmood "));
  CHECK_THAT(run("replay " + results + " --election 3").out, Contains("  Error of polls: X/ana ") &&
                                                                 Contains("  The nation: eva ") &&
                                                                 Contains("  The reformers wins "));
  CHECK_THAT(run("vary " + scenario + " -o " + (folder / "v.h5").string()).out,
             Contains("sweep of The reformers"));

  const auto json = nlohmann::json::parse(run("show " + results + " --json").out);
  CHECK(json["slates"]["s"]["name"] == "The reformers");
  CHECK(json["slates"]["rest"]["name"] == "rest");
  CHECK(json["totals"]["t"]["name"] == "The nation");
  CHECK(json["contests"]["Z"]["name"] == "The convention");
  CHECK(json["contests"]["X"]["candidates"]["ana"]["name"] == "Ana O.");
  CHECK(json["swing"].contains("s"));
  CHECK(json["swing"]["s"].back()["kind"] == "district");
}
