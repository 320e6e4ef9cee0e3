// hustings calibrate: what it prints and writes, and what it refuses.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::put_file;
using test::run;
using test::TemporaryFolder;

const std::string kFirst = HUSTINGS_SOURCE_DIR "/scenarios/first_steps.yaml";
constexpr const char* kCounted =
    "contest,district,candidate,votes\n"
    "Mayor,Harbor,ana,6100\nMayor,Harbor,ben,4300\nMayor,Harbor,cleo,2300\n"
    "Mayor,Old Town,ana,4300\nMayor,Old Town,ben,4900\nMayor,Old Town,cleo,2000\n"
    "Mayor,Hills,ana,4200\nMayor,Hills,ben,5400\nMayor,Hills,cleo,1700\n";

TEST_CASE("hustings calibrate writes a posterior that agrees with the count",
          "[calibrate][program]") {
  const TemporaryFolder folder;
  put_file(folder / "c.csv", kCounted);
  const std::string posterior = (folder / "p.h5").string();
  const auto ran = run("calibrate " + kFirst + " --results " + (folder / "c.csv").string() +
                       " --elections 8_192 --quiet --json -o " + posterior + " --write " +
                       (folder / "next").string() + " --errors " + (folder / "e.csv").string());
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  const Json json = Json::parse(ran.out);
  CHECK(json["elections"] == 8192);
  CHECK(json["failed"].empty());
  CHECK(json["districts"].size() == 3);
  CHECK(json["gates"]["acceptance"] > .4);
  const auto next = run("validate " + (folder / "next/first_steps.yaml").string());
  INFO(next.err);
  CHECK(next.code == 0);
  CHECK_THAT(test::bytes_of_file(folder / "e.csv"),
             Catch::StartsWith("effect,n,sum_of_squares,x-kind,x-model\n"));

  // Counted: 14,600 of 35,200 for ana; 35,200 of 121,600 registered.
  const auto after = run("run " + kFirst + " --quiet --json --posterior " + posterior + " -o " +
                         (folder / "a.h5").string());
  INFO(after.err);
  REQUIRE(after.code == 0);
  const Json mayor = Json::parse(after.out)["contests"]["Mayor"];
  CHECK(mayor["candidates"]["ana"]["share"]["mean"].get<double>() ==
        Approx(14600. / 35200).margin(.003));
  CHECK(mayor["turnout"]["mean"].get<double>() == Approx(35200. / 121600).margin(.003));
}

TEST_CASE("hustings calibrate says what is wrong and what to do", "[calibrate][program]") {
  const TemporaryFolder folder;
  put_file(folder / "c.csv", kCounted);
  const std::string results = " --results " + (folder / "c.csv").string();
  const auto refused = [&](const std::string& options) {
    return run("calibrate " + kFirst + options + " -o " + (folder / "p.h5").string());
  };
  CHECK(refused("").code == 2);
  CHECK(refused(" --results " + (folder / "none.csv").string()).code == 66);
  CHECK(refused(results + " --allow everything").code == 2);
  const auto few = refused(results + " --elections 500");
  CHECK(few.code == 65);
  CHECK_THAT(few.err, Catch::Contains("500 elections are too few to judge chains by"));
  const auto no_place = refused(results + " --set effects.place.sd=0");
  CHECK(no_place.code == 65);
  put_file(folder / "far.csv",
           "contest,district,candidate,votes\nMayor,Harbor,ana,9\nMayor,Harbor,ben,15000\n"
           "Mayor,Harbor,cleo,20000\nMayor,Hills,ana,25000\nMayor,Hills,ben,1\n"
           "Mayor,Hills,cleo,3\n");
  const auto far = refused(" --elections 1_024 --results " + (folder / "far.csv").string());
  CHECK(far.code == 65);
  CHECK_THAT(far.err, Catch::Contains("moved elections cannot be relied on"));
}

}  // namespace
}  // namespace hustings
