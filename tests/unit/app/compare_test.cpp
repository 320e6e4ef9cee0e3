#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using hustings::test::Ran;
using hustings::test::run;
using Json = nlohmann::json;

namespace {

const std::string kScenario = hustings::test::in_source("/scenarios/first_steps.yaml");

/// A results file of a few elections.
struct RunFile {
  hustings::test::TemporaryFolder folder;
  std::string path = (folder / "r.h5").string();

  RunFile() { REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + path).code == 0); }
};

}  // namespace

TEST_CASE("compare simulates both sides with the same elections, seed and changes",
          "[app][compare]") {
  const RunFile file;
  const Ran same = run("compare " + file.path + " " + kScenario + " --elections 6000 --seed 3");
  CHECK(same.code == 0);
  CHECK_THAT(same.out, Contains("6,000 elections each") && Contains("nothing moves"));
  CHECK_THAT(run("compare " + file.path + " " + kScenario).out, Contains("5,000 elections each"));

  const std::string more = " --elections 6000 --set effects.polling.sd=0.5";
  const Json json =
      Json::parse(run("compare " + file.path + " " + kScenario + more + " --json").out);
  CHECK(json["seed"] == 7);
  const std::string results = (file.folder / "set.h5").string();
  REQUIRE(run("run " + kScenario + more + " --quiet -o " + results).code == 0);
  const Json alone = Json::parse(run("show " + results + " --json").out);
  CHECK(json["contests"]["Mayor"]["candidates"]["ana"]["win"] ==
        alone["contests"]["Mayor"]["candidates"]["ana"]["win"]);
}

TEST_CASE("compare and check look at a changed world", "[app][compare][check]") {
  const hustings::test::TemporaryFolder folder;
  const std::string plan = (folder / "plan.yaml").string();
  hustings::test::put_file(
      plan, "what_if: {storm: [{change: turnout, where: {faction: left}, times: 0.3}]}\n");
  const std::string storm = " --what-if " + plan;
  const std::string options = " --elections 5000 --json";
  const Json wins = Json::parse(
      run("compare " + kScenario + " " + kScenario + options + storm).out)["contests"]["Mayor"];
  const std::string results = (folder / "r.h5").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + results + storm).code == 0);
  const Json shown = Json::parse(run("show " + results + " --json --world storm").out);
  CHECK(wins["candidates"]["ana"]["win"] == shown["contests"]["Mayor"]["candidates"]["ana"]["win"]);

  const std::string plain = (folder / "plain.h5").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 5000 -o " + plain).code == 0);
  CHECK(Json::parse(
            run("compare " + plain + " " + kScenario + options + storm).out)["contests"]["Mayor"] ==
        wins);

  const Json checked = Json::parse(run("check " + kScenario + options + storm +
                                       " --set 'expect=[{win: Mayor/ana, between: [0, 1]}]'")
                                       .out);
  CAPTURE(checked.dump());
  CHECK(checked[0]["got"] == shown["contests"]["Mayor"]["candidates"]["ana"]["win"]["probability"]);
  const Ran unknown = run("check " + kScenario + storm + " --world strom");
  CHECK(unknown.code == 65);
  CHECK_THAT(unknown.err, Contains("there is no what-if 'strom' (did you mean 'storm'?)"));
}

TEST_CASE("compare says nothing when it is to be quiet, and that seeds differ", "[app][compare]") {
  const RunFile file;
  const std::string other = (file.folder / "other.h5").string();
  REQUIRE(run("run " + kScenario + " --quiet --elections 6000 --seed 8 -o " + other).code == 0);
  const Ran quiet = run("compare " + file.path + " " + other + " --quiet");
  CHECK(quiet.code == 0);
  CHECK(quiet.out.empty());
  CHECK(quiet.err.empty());
  CHECK_THAT(run("compare " + file.path + " " + other).out, Contains("unpaired: the seeds differ"));
}

TEST_CASE("compare names who and what stands on one side alone", "[app][compare]") {
  const Ran ran =
      run("compare " + kScenario + " " +
          hustings::test::in_source("/scenarios/runoff_example.yaml") + " --elections 1000");
  CHECK(ran.code == 0);
  const std::string out = hustings::test::in_one_line(ran.out);
  CHECK_THAT(out, Contains("contests only in ") && Contains("first_steps.yaml: Hills seat"));
  CHECK_THAT(out, Contains("out, stand only in ") &&
                      Contains("first_steps.yaml: Mayor/ana, Mayor/ben, Mayor/cleo"));
  CHECK_THAT(out, Contains("new, stand only in ") &&
                      Contains("runoff_example.yaml: Mayor/okafor, Mayor/bell"));
  CHECK_THAT(out, Contains("slates only in ") && Contains("events only in "));
}

TEST_CASE("Commands that read results files read a changed one only if told so", "[app]") {
  const RunFile file;
  const std::string changed = (file.folder / "changed.h5").string();
  std::string bytes = hustings::test::bytes_of_file(file.path);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);  // within the trailer
  hustings::test::put_file(changed, bytes);
  for (const std::string& arguments :
       {"show " + changed, "digest " + changed, "diff " + changed + " " + file.path,
        "compare " + changed + " " + file.path, "sensitivity " + changed,
        "replay " + changed + " --election 0"}) {
    INFO(arguments);
    const Ran refused = run(arguments);
    CHECK(refused.code == 65);
    CHECK_THAT(refused.err, Contains("changed by another program"));
    CHECK(run(arguments + " --unverified").code == 0);
  }
  CHECK(run("digest " + changed + " --unverified").out == run("digest " + file.path).out);
}
