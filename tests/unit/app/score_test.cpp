// hustings score: what it prints, and the shipped forecasts held against their counts.

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::run;
using test::TemporaryFolder;

const std::string kScenarios = test::in_source("/scenarios/");
const std::string kResults = kScenarios + "data/results/";

/// A run of a shipped scenario, scored.
test::Ran scored(const std::string& scenario, const std::string& options) {
  const TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  const auto ran =
      run("run " + kScenarios + scenario + ".yaml --quiet --elections 20_000 -o " + file);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return run("score " + file + " --results " + kResults + scenario + ".csv " + options);
}

Json number_of(const Json& numbers, const std::string& of, const std::string& candidate = "") {
  for (const Json& number : numbers) {
    if (number["of"] == of && number.value("candidate", "") == candidate) return number;
  }
  return {};
}

TEST_CASE("New York 2025: the count falls where an independent simulation has it",
          "[score][program]") {
  const auto ran = scored("nyc_mayor_2025", "--json");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const Json json = Json::parse(ran.out);
  const Json mayor = json["nights"][0]["forecasts"][0]["contests"]["mayor"];
  // PITs of docs/nyc_mayor_2025.md: 12,000 elections of plain NumPy, here 10,000 of the engine.
  const std::vector<std::pair<std::string, double>> plain{
      {"mamdani", .950},  {"cuomo", .248},  {"lander", .734}, {"adams", .265},
      {"stringer", .359}, {"tilson", .758}, {"ramos", .907}};
  for (const auto& [candidate, pit] : plain) {
    CAPTURE(candidate);
    const double error = std::sqrt(pit * (1 - pit) * (1. / 10'000 + 1. / 12'000));
    CHECK(std::abs(number_of(mayor["numbers"], "share", candidate)["pit"].get<double>() - pit) <
          4 * error + .005);
  }
  // Counted: 1,073,331 ballots of 3,101,907 registered; 469,960 and 387,664 first choices.
  CHECK(number_of(mayor["numbers"], "turnout")["counted"] == Approx(1073331. / 3101907));
  CHECK(number_of(mayor["numbers"], "share", "mamdani")["counted"] == Approx(469960. / 1073331));
  CHECK(number_of(mayor["numbers"], "margin")["counted"] == Approx((469960. - 387664) / 1073331));
  CHECK(mayor["districts"].size() == 65 * 11);
  CHECK(json["nights"][0]["contests"]["mayor"]["winners"] == Json({"mamdani"}));
  CHECK(json["nights"][0]["contests"]["mayor"]["final"] == true);
  CHECK(mayor["scores"]["log"] == Approx(-std::log(mayor["chances"]["mamdani"].get<double>())));
}

TEST_CASE("Super Tuesday 2020: Biden's day lies outside the forecast, as its page says",
          "[score][program]") {
  const auto ran =
      scored("super_tuesday_2020",
             "--json --polls " + kResults + "super_tuesday_2020_polls.csv --day 2020-03-03");
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const Json json = Json::parse(ran.out);
  const Json night = json["nights"][0];
  REQUIRE(night["contests"].size() == 14);
  const Json scored = night["forecasts"][0];
  int above = 0;
  for (const auto& [id, contest] : scored["contests"].items()) {
    above += number_of(contest["numbers"], "share", "biden")["pit"] > .7 ? 1 : 0;
  }
  CHECK(above >= 11);
  CHECK(scored["slates"]["biden"]["seats"] == 10);  // states won, by delegates
  CHECK(scored["slates"]["sanders"]["seats"] == 4);
  CHECK(scored["events"]["bloomberg viable in california"]["happened"] == false);
  for (const Json& one : json["comparisons"]) {
    CHECK(one["days"] == 1);  // fourteen states, one day: nothing is told apart
    CHECK(one["t"].is_null());
    CHECK(one["tells_apart"] == false);
  }
}

TEST_CASE("hustings score prints tables that fit, and says what it cannot tell",
          "[score][program]") {
  const auto ran =
      scored("nyc_mayor_2025", "--polls " + kResults + "nyc_mayor_2025_polls.csv --day 2025-06-24");
  REQUIRE(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("mayor  Mayor of New York City   2025-06-24, 65 of 65 "
                                      "districts counted"));
  CHECK_THAT(ran.out, Catch::Contains("Zohran Kwame Mamdani (won)    43.8%"));
  CHECK_THAT(ran.out, Catch::Contains("against polls alone"));
  CHECK_THAT(ran.out, Catch::Contains("one day does not tell"));
  CHECK_THAT(ran.out, Catch::Contains("not judged: within two points: a table of results"));
}

TEST_CASE("hustings score refuses with the exit codes that help says", "[score][program]") {
  const TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  REQUIRE(run("run " + kScenarios + "first_steps.yaml --quiet --elections 500 -o " + file).code ==
          0);
  const auto refused = [&](const std::string& options) { return run("score " + file + options); };
  CHECK(refused("").code == 2);
  CHECK(refused(" --results " + (folder / "none.csv").string()).code == 66);
  CHECK(refused(" --results " + kResults + "nyc_mayor_2025.csv --polls x.csv").code == 2);
  const auto no_day =
      refused(" --results " + kResults + "nyc_mayor_2025.csv --polls x.csv --day 2020-13-23");
  CHECK(no_day.code == 2);
  CHECK_THAT(no_day.err, Catch::Contains("--day '2020-13-23' is not a day"));
  const auto other = refused(" --results " + kResults + "super_tuesday_2020.csv");
  CHECK(other.code == 65);
  CHECK_THAT(other.err,
             Catch::Contains("super_tuesday_2020.csv:2:4: error: there is no contest 'AL'"));
  test::put_file(folder / "c.csv", "contest,candidate,votes\nMayor,anna,1\nMayor,ben,-1\n");
  const auto faulty = refused(" --results " + (folder / "c.csv").string());
  CHECK(faulty.code == 65);
  CHECK_THAT(faulty.err, Catch::Contains("c.csv:2:7: error: there is no candidate 'anna'"));
  CHECK_THAT(faulty.err,
             Catch::Contains("c.csv:3:11: error: votes must be a number of at least 0"));
}

}  // namespace
}  // namespace hustings
