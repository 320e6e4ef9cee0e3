// run --shard, run --blocks and merge, as the program is used.

#include <catch2/catch.hpp>
#include <filesystem>

#include "app/part_options.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using hustings::PartOptions;
using hustings::test::bytes_of_file;
using hustings::test::in_one_line;
using hustings::test::put_file;
using hustings::test::Ran;
using hustings::test::run;
using hustings::test::TemporaryFolder;

namespace {

constexpr const char* kScenario = R"(hustings: 1
elections: 20_000
output: {draws: 10_000}
factions: [left, right]
districts: [{id: D}, {id: E}]
universes:
  - {district: D, universe: u, faction: left, registered: 10000, turnout: {mean: 0.3}}
  - {district: E, universe: v, faction: right, registered: 20000, turnout: {mean: 0.2}}
contests:
  - id: C
    districts: all
    candidates: [ana, ben]
    support: {left: {ana: 0.5, ben: rest}, right: {ana: 0.6, ben: rest}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
what_if: {more: [{change: turnout, times: 1.2, where: {district: D}}]}
vary: [{change: turnout, over: times, values: [0.8, 1.2]}]
)";

/// A folder with a scenario, in which the program is run.
class Place {
 public:
  explicit Place(const std::string& scenario = kScenario) {
    put_file(folder_ / "s.yaml", scenario);
  }

  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  std::string bytes(const std::string& name) const { return bytes_of_file(folder_ / name); }
  /// Runs a command of the scenario that writes a file; returns what it says.
  Ran make(const std::string& command, const std::string& name, const std::string& options) const {
    return run(command + " " + at("s.yaml") + " -o " + at(name) + " " + options);
  }
  /// Merges files of the folder, parted by blanks, into m.h5.
  Ran merge(const std::string& names, const std::string& options = "") const {
    std::string files;
    for (std::size_t i = 0; i < names.size();) {
      const std::size_t end = std::min(names.find(' ', i), names.size());
      files += " " + at(names.substr(i, end - i));
      i = end + 1;
    }
    std::filesystem::remove(at("m.h5"));
    Ran ran = run("merge" + files + " -o " + at("m.h5") + " " + options);
    for (std::size_t found; (found = ran.err.find(folder_.path() + "/")) != std::string::npos;) {
      ran.err.erase(found, folder_.path().size() + 1);
    }
    return ran;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("Shards of run and vary merge to the bytes of one run", "[merge]") {
  const Place place;
  for (const std::string command : {"run", "run --swing", "vary"}) {
    CAPTURE(command);
    const std::string told = place.make(command, "whole.h5", "--force").out;
    for (int i = 1; i <= 3; ++i) {
      const std::string name = std::to_string(i) + ".h5";
      const std::string shard = "--force --shard " + std::to_string(i) + "/3";
      const Ran ran = place.make(command, name, shard + " --threads " + std::to_string(i));
      REQUIRE(ran.code == 0);
      CHECK(ran.out.empty());
      if (i == 2) {
        CHECK(in_one_line(ran.err).find(
                  name +
                  ": elections 4,096 to 12,287 of 20,000; hustings merge makes the run of all "
                  "its parts") != std::string::npos);
      }
    }
    const Ran ran = place.merge("2.h5 3.h5 1.h5");
    CHECK(ran.code == 0);
    CHECK(ran.err == "wrote m.h5: 20,000 elections of 3 parts\n");
    CHECK(place.bytes("m.h5") == place.bytes("whole.h5"));
    if (command != "vary") CHECK(ran.out == told);  // which prints its points
  }
}

TEST_CASE("Shards of elections that agree with a count merge to the bytes of one run", "[merge]") {
  const Place place;
  put_file(
      place.at("c.csv"),
      "contest,district,candidate,votes\nC,D,ana,1600\nC,D,ben,1400\nC,E,ana,2525\nC,E,ben,1475\n");
  REQUIRE(
      place
          .make("calibrate", "p.h5",
                "--quiet --allow no-place-effect --elections 12_000 --results " + place.at("c.csv"))
          .code == 0);
  const std::string given = "--quiet --posterior " + place.at("p.h5");
  REQUIRE(place.make("run", "whole.h5", given).code == 0);
  REQUIRE(place.make("run", "a.h5", given + " --shard 1/2").code == 0);
  REQUIRE(place.make("run", "b.h5", given + " --shard 2/2").code == 0);
  CHECK(place.merge("b.h5 a.h5").code == 0);
  CHECK(place.bytes("m.h5") == place.bytes("whole.h5"));
  REQUIRE(place.make("run", "c.h5", "--quiet --elections 12_000 --shard 2/2").code == 0);
  CHECK(place.merge("a.h5 c.h5").code == 65);
}

TEST_CASE("Parts are named after scenario and part where no file is named, and show says which",
          "[merge]") {
  const Place place;
  CHECK(PartOptions{.shard = "2/5"}.file_of({}, "in/ny.yaml") == "ny_shard_2_of_5.h5");
  CHECK(PartOptions{.blocks = "0-3,8"}.file_of({.ending = "_vary.h5"}, "ny.yaml") ==
        "ny_blocks_0-3,8_vary.h5");
  CHECK(PartOptions{.shard = "2/5"}.file_of({.file = "a.h5"}, "ny.yaml") == "a.h5");
  REQUIRE(place.make("run", "a.h5", "--quiet --shard 2/5").code == 0);
  const Ran shown = run("show " + place.at("a.h5"));
  CHECK(shown.code == 0);
  CHECK_THAT(shown.out, Catch::StartsWith("Part of a run: elections 4,096 to 8,191 of 20,000\n"));
}

TEST_CASE("What is missing is told with the blocks that fill it", "[merge]") {
  const Place place;
  REQUIRE(place.make("run", "a.h5", "--quiet --blocks 0,3").code == 0);
  Ran ran = place.merge("a.h5");
  CHECK(ran.code == 65);
  CHECK(ran.err ==
        "hustings: elections 4,096 to 12,287, 16,384 to 19,999 of the run are missing: simulate "
        "them with the options of the others and --blocks 1-2,4, or merge what there is with "
        "--partial\n");
  REQUIRE(place.make("run", "b.h5", "--quiet --blocks 4,1-2").code == 0);
  REQUIRE(place.make("run", "whole.h5", "--quiet").code == 0);
  CHECK(place.merge("b.h5 a.h5").code == 0);
  CHECK(place.bytes("m.h5") == place.bytes("whole.h5"));

  ran = place.merge("a.h5", "--partial");
  CHECK(ran.code == 0);
  CHECK(ran.err ==
        "wrote m.h5: elections 0 to 4,095, 12,288 to 16,383 of 20,000; hustings merge makes the "
        "run of all its parts\n");
  CHECK(place.bytes("m.h5") == place.bytes("a.h5"));
}

TEST_CASE("A part that is there twice is added once; parts that overlap are refused", "[merge]") {
  const Place place;
  REQUIRE(place.make("run", "a.h5", "--quiet --blocks 0-2").code == 0);
  REQUIRE(place.make("run", "b.h5", "--quiet --blocks 3-4").code == 0);
  REQUIRE(place.make("run", "c.h5", "--quiet --blocks 2-3").code == 0);
  REQUIRE(place.make("run", "d.h5", "--quiet --blocks 3-4").code == 0);
  Ran ran = place.merge("a.h5 b.h5 d.h5");
  CHECK(ran.code == 0);
  CHECK_THAT(ran.err, Catch::StartsWith("d.h5 is the same part as b.h5: it is added once\n"));
  ran = place.merge("a.h5 b.h5 c.h5");
  CHECK(ran.code == 65);
  CHECK(ran.err ==
        "hustings: a.h5 and c.h5 both hold blocks 2 (elections 8,192 to 12,287): leave one of them "
        "out\n");
}

TEST_CASE("Files that are no part of the run are refused by their first difference", "[merge]") {
  const Place place;
  const auto part = [&](const std::string& name, const std::string& options) {
    REQUIRE(place.make("run", name, "--quiet " + options).code == 0);
  };
  part("a.h5", "--shard 1/2");
  const auto refusal = [&](const std::string& name) {
    const Ran ran = place.merge("a.h5 " + name);
    CHECK(ran.code == 65);
    CHECK(!std::filesystem::exists(place.at("m.h5")));
    return ran.err;
  };
  part("whole.h5", "");
  CHECK(refusal("whole.h5") == "hustings: whole.h5: this is a results file, not a part of a run\n");
  part("seed.h5", "--seed 9 --shard 2/2");
  CHECK(refusal("seed.h5") ==
        "hustings: seed.h5: a part of another run: its seed is 9, that of a.h5 1\n");
  part("more.h5", "--elections 30_000 --shard 2/2");
  CHECK(refusal("more.h5") ==
        "hustings: more.h5: a part of another run: its number of elections is 30,000, that of a.h5 "
        "20,000\n");
  part("swing.h5", "--swing --shard 2/2");
  CHECK(refusal("swing.h5") ==
        "hustings: swing.h5: a part of another run: its swing is tallied, that of a.h5 not "
        "tallied\n");
  part("set.h5", "--set effects.polling.sd=0.3 --shard 2/2");
  CHECK(refusal("set.h5") ==
        "hustings: set.h5: a part of another run: its override 1 is effects.polling.sd=0.3, that "
        "of a.h5 not there\n");
  put_file(place.at("s.yaml"), std::string(kScenario) + "# noted\n");
  part("text.h5", "--shard 2/2");
  CHECK_THAT(refusal("text.h5"),
             Catch::StartsWith("hustings: text.h5: a part of another run: its s.yaml is "));
  put_file(place.at("no.h5"), "nothing of the kind");
  CHECK(refusal("no.h5") == "hustings: no.h5: not a part of a run of hustings\n");
  std::string cut = place.bytes("a.h5");
  cut.resize(cut.size() - 100);
  put_file(place.at("cut.h5"), cut);
  CHECK_THAT(refusal("cut.h5"), Catch::StartsWith("hustings: cut.h5: changed by another program"));
}

TEST_CASE("A folder gives its results files, and one without is refused", "[merge]") {
  const Place place;
  std::filesystem::create_directory(place.at("parts"));
  REQUIRE(place.make("run", "whole.h5", "--quiet").code == 0);
  Ran ran = place.merge("parts");
  CHECK(ran.code == 66);
  CHECK(ran.err == "hustings: parts: there is no part of a run in this folder\n");
  REQUIRE(place.make("run", "parts/a.h5", "--quiet --shard 1/2").code == 0);
  REQUIRE(place.make("run", "parts/b.h5", "--quiet --shard 2/2").code == 0);
  put_file(place.at("parts/log.txt"), "noted");
  put_file(place.at("parts/.half.h5"), "a file in the making");
  CHECK(place.merge("parts").code == 0);
  CHECK(place.bytes("m.h5") == place.bytes("whole.h5"));
  // The output may stand in the folder, where it is to be replaced.
  const std::string all = " -o " + place.at("parts/all.h5");
  CHECK(run("merge --quiet " + place.at("parts") + all).code == 0);
  CHECK(run("merge --quiet " + place.at("parts") + all).code == 73);
  CHECK(run("merge --quiet --force " + place.at("parts") + all).code == 0);
  CHECK(place.bytes("parts/all.h5") == place.bytes("whole.h5"));
  // Beside another output it is a foreign file.
  CHECK(place.merge("parts").err ==
        "hustings: parts/all.h5: this is a results file, not a part of a run\n");
  ran = place.merge("nowhere");
  CHECK(ran.code == 66);
  CHECK(ran.err == "hustings: cannot open nowhere: there is no such file\n");
}

TEST_CASE("Shards and blocks that a run does not have are refused", "[merge]") {
  const Place place;
  const auto refusal = [&](int code, const std::string& options) {
    const Ran ran = place.make("run", "a.h5", "--quiet " + options);
    CHECK(ran.code == code);
    CHECK(!std::filesystem::exists(place.at("a.h5")));
    return ran.err;
  };
  CHECK(refusal(65, "--shard 1/6") ==
        "hustings: 20,000 elections are 5 blocks of 4,096: at most 5 shards\n");
  CHECK(refusal(65, "--blocks 2,5-7") ==
        "hustings: 20,000 elections are 5 blocks of 4,096: there is no block 7, the first is 0\n");
  for (const char* const shard : {"0/3", "4/3", "1", "1/", "/3", "a/b", "1/3/5", "-1/3"}) {
    CAPTURE(shard);
    CHECK_THAT(refusal(2, std::string("--shard ") + shard),
               Catch::Contains("is no shard: 3/8 is the third of eight"));
  }
  CHECK_THAT(refusal(2, "--blocks 3-1"), Catch::Contains("'3-1' says no blocks"));
  CHECK_THAT(refusal(2, "--shard 1/2 --blocks 1"), Catch::Contains("excludes"));
  CHECK_THAT(refusal(2, "--shard 1/2 --json"), Catch::Contains("excludes"));
  CHECK(refusal(65,
                "--shard 1/2 --set "
                "'elections={until: {standard_error: 0.01, of: C/ana wins}, at_most: 20000}'") ==
        "hustings: a part of a run cannot tell when it is precise enough (`elections.until`): say "
        "how many with --elections\n");
}

TEST_CASE("Whatever asks for a run refuses a part of it", "[merge]") {
  const Place place;
  REQUIRE(place.make("run", "a.h5", "--quiet --swing --shard 1/2").code == 0);
  const std::string file = place.at("a.h5");
  for (const std::string& command : std::vector<std::string>{
           "show --json ", "show --csv ", "show --world more ", "show --given 'C/ana wins' ",
           "report -o " + place.at("r.html") + " ", "replay --election 1 ", "swing ",
           "sensitivity ", "digest ", "compare " + file + " ", "diff " + file + " "}) {
    CAPTURE(command);
    const Ran ran = run(command + file);
    CHECK(ran.code == 65);
    CHECK_THAT(ran.err, Catch::Contains("a part of a run") &&
                            Catch::Contains("merge it with the others first"));
  }
}
