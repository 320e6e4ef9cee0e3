#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using hustings::test::Ran;
using hustings::test::run;

namespace {

constexpr const char* kScenario = R"(hustings: 1
elections: 40000
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: young, faction: left, registered: 9000, age: low, turnout: {mean: 0.3}}
  - {district: A, universe: old, faction: right, registered: 7000, age: high, turnout: {mean: 0.4}}
  - {district: B, universe: young, faction: left, registered: 8000, age: low, turnout: {mean: 0.3}}
contests:
  - {id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.4, ben: rest}}}
  - {id: Y, districts: [B], candidates: [cat, dan], support: {left: {cat: 0.5, dan: rest}, right: {cat: 0.4, dan: rest}}}
  - id: Z
    districts: all
    count: {delegates: {pools: [{name: all, per: contest, seats: 5}]}}
    candidates: [eva, flo]
    support: {left: {eva: 0.5, flo: rest}, right: {eva: 0.4, flo: rest}}
slates: {both: [X/ana, Y/cat], with delegates: [X/ana, Z/eva]}
effects: [{id: polls, affects: support, by: candidate, sd: 0.2}]
events: {busy: turnout of everybody > 0.33}
)";

}  // namespace

TEST_CASE("swing ranks whose turnout moves a race, and says what it cannot", "[app][swing]") {
  const hustings::test::TemporaryFolder folder;
  const std::string scenario = (folder / "s.yaml").string();
  const std::string with = (folder / "with.h5").string();
  const std::string without = (folder / "without.h5").string();
  hustings::test::put_file(scenario, kScenario);
  REQUIRE(run("run " + scenario + " --swing --quiet -o " + with).code == 0);
  REQUIRE(run("run " + scenario + " --quiet -o " + without).code == 0);

  const Ran table = run("swing " + with + " --contest X");
  CHECK(table.code == 0);
  CHECK_THAT(table.out, Contains("X/ana wins: "));
  CHECK_THAT(table.out, Contains("A/old"));
  const auto json =
      nlohmann::json::parse(run("swing " + with + " --contest X/ana --by age --json").out);
  CHECK(json["groups"][0]["name"] == "low");
  CHECK(json["groups"][0]["per_point"] > 0);
  CHECK(json["groups"][1]["per_point"] < 0);
  CHECK(json["groups"][0]["registered"] == 17000);
  CHECK(nlohmann::json::parse(
            run("swing " + with + " --event busy --by faction --json").out)["groups"]
            .size() == 2);
  CHECK(nlohmann::json::parse(
            run("swing " + with + " --slate both --by district --json").out)["groups"]
            .size() == 2);

  const auto refused = [&](const std::string& arguments) {
    const Ran ran = run("swing " + arguments);
    CHECK(ran.code == 65);
    CHECK(ran.out.empty());
    return ran.err;
  };
  CHECK_THAT(refused(without + " --contest X"), Contains("run it again with --swing"));
  CHECK_THAT(refused(with), Contains("several contests") && Contains("(X, Y, Z)"));
  CHECK_THAT(refused(with + " --contest W"), Contains("no contest 'W'"));
  CHECK_THAT(refused(with + " --contest X/anna"), Contains("did you mean 'X/ana'?"));
  CHECK_THAT(refused(with + " --slate bothe"), Contains("did you mean 'both'?"));
  CHECK_THAT(refused(with + " --event bussy"), Contains("did you mean 'busy'?"));
  CHECK_THAT(refused(with + " --contest X --by ages"), Contains("did you mean 'age'?"));
  CHECK_THAT(refused(with + " --contest X --by lane"),
             Contains("no tag of universes or districts 'lane' (there are: universe, faction, "
                      "district, age)") &&
                 Contains("tags of candidates divide nothing"));
  CHECK_THAT(refused(with + " --contest cat"), Contains("did you mean 'Y/cat'?"));
  CHECK_THAT(refused(with + " --contest Z"), Contains("delegates"));
  CHECK_THAT(refused(with + " --slate 'with delegates'"), Contains("delegates"));
}
