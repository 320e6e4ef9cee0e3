// `hustings plan --messages`, and money as plan tells it, from files to what is printed.

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::in_one_line;
using test::put_file;
using test::run;
using test::TemporaryFolder;

/// 100,000 cold texts on election day: 260 ballots by a message of mean rate.
constexpr const char* kTexts = R"(hustings: 1
title: Texts
factions: [all]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: all, registered: 200000, turnout: {mean: 0.45}}]
contests: [{id: C, districts: [D], candidates: [ana, ben], support: {all: {ana: 0.5, ben: rest}}}]
effects: [{id: lean, affects: support, by: candidate, sd: 0.2}]
programmes:
  - {id: text, for: C/ana, mode: text, attempts: 100_000, days_before: 0, message: test}
)";

constexpr int kFive[] = {50, 62, 55, 71, 48};
constexpr int kMany[] = {55, 69, 42, 59, 73, 47, 61, 78, 51, 65, 92, 55, 68, 40, 58, 72,
                         46, 61, 77, 50, 64, 86, 54, 67, 37, 57, 71, 45, 60, 75, 49, 63,
                         83, 53, 66, 34, 56, 70, 43, 59, 74, 48, 62, 80, 52, 65, 28};

template <std::size_t n>
std::string table(const int (&responded)[n], int shown) {
  std::string text = "variant,shown,responded\n";
  for (std::size_t v = 0; v < n; ++v) {
    text += "no. " + std::to_string(v + 1) + "," + std::to_string(shown) + "," +
            std::to_string(responded[v]) + "\n";
  }
  return text;
}

struct Folder {
  TemporaryFolder folder;
  std::string scenario = (folder / "s.yaml").string();

  Folder(const std::string& text, const std::string& variants) {
    put_file(scenario, text);
    put_file((folder / "variants.csv").string(), variants);
  }
  Json plan(const std::string& options = "--messages") const {
    const auto ran = run("plan " + scenario + " --json " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return Json::parse(ran.out);
  }
};

std::string with_test(const std::string& carry) {
  return std::string(kTexts) +
         "messages: [{id: test, measures: replies, variants: {table: variants.csv}" + carry +
         "}]\n";
}

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

}  // namespace

TEST_CASE("plan --messages tells the published numbers of 47 variants", "[app][messages]") {
  const Folder folder(with_test(", carry: {mean: 1, sd: 0}"), table(kMany, 2000));
  const Json plan = folder.plan();
  const Json& test = plan["messages"]["test"];
  CHECK(test["chosen"] == "no. 11");
  CHECK(test["mean"] == about(.0300611982));
  const Json& chosen = test["variants"]["no. 11"];
  CHECK(chosen["raw"] == about(.046));
  CHECK(chosen["shrunk"] == about(.0413565236));
  CHECK(chosen["sd"] == about(.0039009346));
  CHECK(test["variants"]["no. 22"]["shrunk"] == about(.0392290093));
  CHECK(test["variants"]["no. 47"]["shrunk"] == about(.0186630381));
  const double best = chosen["best"]["probability"];
  const double error = chosen["best"]["standard_error"];
  CHECK(std::abs(best - .4036) < 4 * std::hypot(error, .0011));
  CHECK(test["knowing"]["rate"] == about(.0023628725));
  CHECK(test["testing"][1]["more"] == 2000);
  CHECK(test["testing"][1]["rate"] == about(.0008734167));
  CHECK(test["lead_by_chance"].get<double>() == Approx(.2826).margin(.001));
  CHECK(test["ballots"].get<double>() == Approx(260).margin(1e-3));
  CHECK(test["knowing"]["ballots"].get<double>() == Approx(20.4).margin(.1));
  const Folder quarter(with_test(""), table(kMany, 2000));
  CHECK(quarter.plan()["messages"]["test"]["knowing"]["ballots"].get<double>() ==
        Approx(5.1).margin(.03));
  // What the programme itself is expected to add is with the message that was chosen.
  const double usual = test["tested_mean"];
  CHECK(usual == Approx(.03).epsilon(.001));
  const double lead = .0413565236 / usual - 1;
  CHECK(plan["programmes"]["text"]["ballots"]["mean"].get<double>() ==
        Approx(260 * (1 + lead)).epsilon(.001));
}

TEST_CASE("plan --messages tells the published numbers of five variants", "[app][messages]") {
  const Folder folder(with_test(""), table(kFive, 1000));
  const Json test = folder.plan()["messages"]["test"];
  const double means[] = {.0553080299, .0587986899, .0567624716, .0614166849, .0547262533};
  for (int v = 0; v < 5; ++v) {
    CHECK(test["variants"]["no. " + std::to_string(v + 1)]["shrunk"] == about(means[v]));
  }
  CHECK(test["testing"][0]["rate"] == about(.0002064623));
  CHECK(test["testing"][2]["rate"] == about(.0008707671));
  CHECK(test["knowing"]["rate"] == about(.0017684657));
  CHECK(test["carry"]["mean"] == .25);
}

TEST_CASE("A message of which nothing else was tried, or all alike, leads by nothing",
          "[app][messages]") {
  const int one[] = {30};
  const int alike[] = {30, 30, 30};
  const int nobody[] = {0, 0};
  for (const std::string& variants : {table(one, 1000), table(alike, 1000), table(nobody, 1000)}) {
    CAPTURE(variants);
    const Folder folder(with_test(", carry: {mean: 1, sd: 0}"), variants);
    const Json plan = folder.plan();
    const Json& test = plan["messages"]["test"];
    CHECK(test["choosing"]["rate"] == 0);
    CHECK(test["choosing"]["ballots"] == 0);
    // Not quite 260: turnout curves over the error of the rate, which is large where nobody
    // answers.
    CHECK(plan["programmes"]["text"]["ballots"]["mean"].get<double>() == Approx(260).epsilon(.006));
    CHECK_THAT(run("plan " + folder.scenario + " --messages").out, !Catch::Contains("-0.0"));
  }
}

TEST_CASE("plan --messages shows the winner's luck, and every report the choice",
          "[app][messages]") {
  const Folder folder(with_test(""), table(kMany, 2000));
  const auto text = run("plan " + folder.scenario + " --messages");
  REQUIRE(text.code == 0);
  for (const char* words : {"message test", "'no. 11' is used, chosen before any draw",
                            "counted +53.3% over the mean of 3.00%, of which +37.8% is left",
                            "the luckiest would count +28.3%", "and 35 more", "knowing every rate",
                            "2,000 more each"}) {
    CAPTURE(words);
    CHECK_THAT(in_one_line(text.out), Catch::Contains(words));
  }
  CHECK_FALSE(folder.plan("").contains("messages"));
  const std::string file = (folder.folder / "r.h5").string();
  const auto ran = run("run " + folder.scenario + " --elections 5000 --quiet -o " + file);
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  CHECK_THAT(in_one_line(run("show " + file).out),
             Catch::Contains("message test: 'no. 11' of 47 is used, chosen before any draw"));
}

TEST_CASE("plan --messages of a scenario without any says so", "[app][messages]") {
  std::string text = kTexts;
  text.erase(text.find(", message: test"), 15);
  const Folder folder(text, "");
  CHECK(folder.plan()["messages"].empty());
  CHECK_THAT(run("plan " + folder.scenario + " --messages").out,
             Catch::Contains("the scenario lists none"));
}

TEST_CASE("Money goes along endorsements in a plan as published", "[app][money]") {
  const auto scenario = [](const std::string& of_one, const std::string& of_all) {
    std::string text = R"(hustings: 1
title: Money
factions: [all]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: all, registered: 20000, turnout: {mean: 0.45}}]
contests: [{id: C, districts: [D], candidates: [a, b, c, d], support: {all: {a: 0.4, b: 0.2, c: 0.2, d: rest}}}]
effects: [{id: lean, affects: support, by: candidate, sd: 0.2}]
endorsements: {strength: 0, edges: [[C/a, C/b], [C/a, C/c], [C/b, C/c], [C/c, C/d]]}
calendar: {weeks: 4}
resources:
)";
    for (const std::string name : {"a", "b", "c", "d"}) {
      text += "  " + name + ": {candidate: C/" + name + ", money: {" + of_all +
              (name == "a" ? of_one : "") + "}}\n";
    }
    return text + "programmes: [{id: text, owner: a, for: C/a, mode: text, attempts: 10}]\n";
  };
  const auto sums = [](const Json& plan) {
    std::vector<double> all;
    for (const auto& [owner, resources] : plan["resources"].items()) {
      double sum = 0;
      for (const Json& week : resources["money"]["comes_in"]) sum += week.get<double>();
      all.push_back(sum);
    }
    return all;
  };
  const auto close = [](const std::vector<double>& found, const std::vector<double>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i] == Approx(expected[i]).margin(1e-7));
    }
  };
  const std::string push = ", pushes: [{week: 1, amount: 100}]";
  close(sums(Folder(scenario(push, "pass: 0.2"), "").plan("")),
        {191.8, 29.4, 20.24444444, 3.46666667});
  close(sums(Folder(scenario(push, "pass: 0.2, pool: 300"), "").plan("")),
        {146.9459781, 24.3043526, 16.9539150, 3.2084192});
  const Folder unstable(scenario(push, "pass: 0.2, reinvest: 1, yield: 0.33"), "");
  const auto refused = run("plan " + unstable.scenario);
  CHECK(refused.code == 65);
  CHECK_THAT(in_one_line(refused.err), Catch::Contains("grows without end") &&
                                           Catch::Contains("is 1.03, and must be below 1"));
}

TEST_CASE("What is reinvested in raising money cannot be spent", "[app][money]") {
  const auto comes_in = [](const std::string& money) {
    std::string text = kTexts;
    text.erase(text.find(", message: test"), 15);
    const Folder folder(
        text + "calendar: {weeks: 8}\nresources: {us: {money: {start: 30000, " + money + "}}}\n",
        "");
    double sum = -30000;
    const Json plan = folder.plan("");
    for (const Json& week : plan["resources"]["us"]["money"]["comes_in"]) sum += week.get<double>();
    return sum;
  };
  CHECK(comes_in("weekly: 100, keep: 0, reinvest: 0.3, yield: 0.5") == Approx(644.29).margin(.005));
  CHECK(comes_in("weekly: 100, keep: 0") == Approx(800));
  CHECK(comes_in("weekly: 100") == Approx(800));
}

}  // namespace hustings
