#include <catch2/catch.hpp>
#include <string>

#include "hustings/language/read_scenario.hpp"
#include "hustings/model/model.hpp"
#include "support/temporary_folder.hpp"

// Scenarios that look wrong and are not: none may be refused, or warned of.

using namespace hustings;

namespace {

constexpr const char* kSmall = R"(hustings: 1
title: Small
factions: [left, right]
districts: {table: d.csv}
universes: {table: u.csv}
contests:
  - {id: C, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.3, ben: rest}}}
slates: {both: [C/ana]}
effects: [{id: polls, affects: support, by: candidate, sd: 0.2}]
)";
constexpr const char* kDistricts = "district,region\nA,north\nB,\n";
constexpr const char* kUniverses =
    "district,universe,faction,registered,turnout_mean,turnout_sd\n"
    "A,u,left,1000,0.3,0.1\nB,v,right,2000,0.4,\n";

std::string with(std::string text, const std::string& before, const std::string& after) {
  for (std::size_t at = 0; (at = text.find(before, at)) != text.npos; at += after.size()) {
    text.replace(at, before.size(), after);
  }
  return text;
}

struct Files {
  std::string scenario = kSmall;
  std::string districts = kDistricts;
  std::string universes = kUniverses;
};

/// Every problem, errors and warnings, of a scenario and the worlds it makes.
std::string problems_of(const Files& files, const std::vector<std::string>& overrides = {}) {
  const test::TemporaryFolder folder;
  test::put_file(folder / "d.csv", files.districts);
  test::put_file(folder / "u.csv", files.universes);
  Problems problems;
  const auto scenario = read_scenario_text(files.scenario, folder / "s.yaml", overrides, problems);
  if (!problems.has_errors()) build_worlds(scenario, problems);
  std::string text;
  for (const Problem& problem : problems.sorted()) text += format(problem) + "\n";
  return text;
}

}  // namespace

TEST_CASE("Texts may have a byte order mark and line ends of other systems", "[odd]") {
  CHECK(problems_of({}) == "");
  CHECK(problems_of({.scenario = std::string("\xEF\xBB\xBF") + kSmall}) == "");
  CHECK(problems_of({.scenario = with(kSmall, "\n", "\r\n"),
                     .districts = with(kDistricts, "\n", "\r\n"),
                     .universes = "\xEF\xBB\xBF" + with(kUniverses, "\n", "\r\n")}) == "");
  CHECK(problems_of(
            {.universes = std::string(kUniverses).substr(0, std::string(kUniverses).size() - 1)}) ==
        "");
}

TEST_CASE("Words of the language and of YAML are names like others", "[odd]") {
  for (const char* name :
       {"yes", "no",        "on",    "null", "true", "12", "1e3", "wins", "all", "rest",
        "not", "everybody", "$x^2$", "<b>",  "Zoë",  "陳", "a b", "'",    "-",   "x"}) {
    CAPTURE(name);
    const std::string quoted = "\"" + std::string(name) + "\"";
    CHECK(problems_of({.scenario = with(with(kSmall, "{ana:", "{" + quoted + ":"), "[ana,",
                                        "[" + quoted + ",")},
                      {"slates.both=[\"C/" + std::string(name) + "\"]"}) == "");
    CHECK(problems_of({.scenario = with(with(kSmall, "left: {", quoted + ": {"), "[left,",
                                        "[" + quoted + ","),
                       .universes = with(kUniverses, "left", name)}) == "");
  }
}

TEST_CASE("Numbers at the ends of their ranges are taken", "[odd]") {
  CHECK(problems_of({}, {"seed=18446744073709551615"}) == "");
  CHECK(problems_of({}, {"seed=0"}) == "");
  CHECK(problems_of({}, {"elections=1e12"}) == "");
  CHECK(problems_of({}, {"output.draws=0"}) == "");
  CHECK(problems_of({.universes = with(with(kUniverses, "1000", "1000000000"), "2000", "1e9")}) ==
        "");
  CHECK(problems_of({.universes = with(kUniverses, "1000,", "0,")}) == "");
  CHECK(problems_of({}, {"effects.polls.sd=0"}) == "");
  CHECK(problems_of({}, {"contests.C.support.left={ana: 1, ben: 0}"}) == "");
}

TEST_CASE("What-ifs may empty, remove, add and be called as people say", "[odd]") {
  CHECK(problems_of(
            {}, {"what_if={none: [{change: registered, where: {district: A}, times: 0}]}"}) == "");
  CHECK(problems_of({}, {"what_if={alone: [{change: candidates, contest: C, remove: ana}]}"}) ==
        "");
  CHECK(
      problems_of({}, {"what_if={more: [{change: candidates, contest: C, add: zoe, support: {left: "
                       "0.2}}, {change: candidates, contest: C, remove: ana}]}"}) == "");
  CHECK(problems_of({}, {"what_if={AD-70/71 +5 %: [{change: turnout, times: 1.05}]}"}) == "");
}

TEST_CASE("Tags of one's own are no slips of keys", "[odd]") {
  const auto with_column = [](const std::string& name) {
    return Files{.universes = with(with(kUniverses, "turnout_sd\n", "turnout_sd," + name + "\n"),
                                   "0.1\n", "0.1,x\n") +
                              "B,w,right,500,0.4,,y\n"};
  };
  for (const char* name : {"age", "religion", "turnout_2021", "fraction", "Turnout", "party", "ad",
                           "race", "named", "x-turnout_std"}) {
    CAPTURE(name);
    const std::string universes =
        with(with_column(name).universes, "B,v,right,2000,0.4,\n", "B,v,right,2000,0.4,,z\n");
    CHECK(problems_of({.universes = universes}) == "");
  }
  const std::string district =
      with(with(with(kDistricts, "region", "regoin"), "north", "n"), "B,", "B,s");
  CHECK(
      problems_of({.scenario = std::string(kSmall) + "events: {much: turnout of regoin=n > 0.5}\n",
                   .districts = district}) == "");
}
