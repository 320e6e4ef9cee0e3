// What a person and a program read of roll-off, in every command that shows it.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Catch::Contains;
using Json = nlohmann::json;
using test::run;

const std::string kScenario = test::in_source("/scenarios/unlike_offices.yaml");

TEST_CASE("A run and its file tell who leaves a contest blank, and what turnout counts",
          "[program][rolloff]") {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "r.h5").string();
  const auto ran = run("run " + kScenario + " --elections 5000 -o " + file);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK_THAT(ran.out, Contains("24.8% blank") && Contains("a contest's turnout is without it"));
  CHECK_THAT(run("show " + file).out, Contains("24.8% blank"));
  const Json json = Json::parse(run("show " + file + " --json").out);
  const Json& court = json["contests"]["Court"];
  CHECK(court["rolloff"].get<double>() == Approx(0.247912).margin(1e-5));
  // Turnouts of districts count who came, that of the contest who voted in it.
  CHECK(court["turnout"]["mean"].get<double>() == Approx(0.2097).margin(0.004));
  CHECK(json["districts"]["Riverside"]["turnout"]["mean"].get<double>() ==
        Approx((21000 * 0.31 + 34000 * 0.2) / 55000).margin(0.004));
  const auto given = run("show " + file + " --given \"rolloff of Court > 0.3\" --json");
  INFO(given.err);
  REQUIRE(given.code == 0);
  const Json chosen = Json::parse(given.out);
  CHECK(chosen["contests"]["Court"]["turnout"]["mean"] < court["turnout"]["mean"]);
  const auto stored = run("show " + file + " --given \"rolloff of Court > 0.3\" --stored --json");
  INFO(stored.err);
  REQUIRE(stored.code == 0);
  CHECK(Json::parse(stored.out)["given"]["elections"] == chosen["given"]["elections"]);
}

TEST_CASE("A replay tells blank ballots of a contest and of its districts", "[program][rolloff]") {
  const auto text = run("replay " + kScenario + " --election 3");
  REQUIRE(text.code == 0);
  CHECK_THAT(text.out, Contains(" blank ("));
  const Json json = Json::parse(run("replay " + kScenario + " --election 3 --json").out);
  const Json& court = json["contests"]["Court"];
  double blank = 0;
  for (const auto& district : court["districts"]) {
    blank += district["blank"].get<double>();
    const double votes =
        district["votes"]["lind"].get<double>() + district["votes"]["cole"].get<double>();
    CHECK(district["ballots"].get<double>() == Approx(votes).epsilon(1e-5));
  }
  CHECK(court["blank"].get<double>() == Approx(blank).epsilon(1e-4));
}

TEST_CASE("A count of a contest with roll-off is not calibrated to", "[program][rolloff]") {
  const test::TemporaryFolder folder;
  const std::string table = (folder / "counted.csv").string();
  test::put_file(table,
                 "contest,district,candidate,votes\nCourt,Terrace,lind,3000\n"
                 "Court,Terrace,cole,2500\n");
  const auto refused =
      run("calibrate " + kScenario + " --results " + table + " -o " + (folder / "p.h5").string());
  CHECK(refused.code == 65);
  CHECK_THAT(refused.err, Contains("contest 'Court' has a `rolloff`, which cannot be calibrated"));
}

TEST_CASE("Roll-off can be varied", "[program][rolloff]") {
  const auto varied = run("vary " + kScenario +
                          " --quiet --elections 3000 --json --set \"vary=[{change: rolloff, "
                          "contest: Court, over: times, values: [0.5, 1, 1.5]}]\" -o " +
                          (test::TemporaryFolder() / "v.h5").string());
  INFO(varied.err);
  CHECK(varied.code == 0);
}

}  // namespace
}  // namespace hustings
