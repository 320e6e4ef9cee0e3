// `hustings plan` and `run --programmes`, and what they must never show.

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "hustings/results/results_file.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using test::in_one_line;
using test::put_file;
using test::run;
using test::TemporaryFolder;

constexpr const char* kScenario = R"(hustings: 1
title: One contest
seed: 4
elections: 40_000
factions: [left, moderate]
districts: [{id: P}]
universes:
  - {district: P, universe: a, faction: left, registered: 10000, turnout: {mean: 0.25, sd: 0.04}, age: young}
  - {district: P, universe: b, faction: moderate, registered: 12000, turnout: {mean: 0.3, sd: 0.05}, age: old}
contests:
  - {id: C, districts: [P], candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, moderate: {ana: 0.42, ben: rest}}}
slates: {moved: [C/ana]}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
events: {it is close: margin of C < 0.02}
resources: {us: {money: 5000}}
programmes:
  - {id: knock, for: C/ana, mode: doors, where: {age: young}, attempts: 12000, supporters: 0.8}
  - {id: second text, for: C/ana, mode: text, where: {age: young}, attempts: 2000}
  - {id: idle, for: C/ana, mode: text, attempts: 0}
)";

using Changes = std::vector<std::pair<std::string, std::string>>;

/// A folder with the scenario in it, changed by what comes in place of a part of it.
struct Folder {
  TemporaryFolder folder;
  std::string scenario = (folder / "s.yaml").string();
  std::string results = (folder / "r.h5").string();

  explicit Folder(const Changes& changes = {}) {
    std::string text = kScenario;
    for (const auto& [before, after] : changes) {
      const std::size_t at = text.find(before);
      REQUIRE(at != std::string::npos);
      text.replace(at, before.size(), after);
    }
    put_file(scenario, text);
  }
  Json plan(const std::string& options = "") const {
    const auto ran = run("plan " + scenario + " --json " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return Json::parse(ran.out);
  }
  Json worth(const std::string& options = "") const {
    const auto ran = run("run " + scenario + " --programmes --quiet --json --force -o " + results +
                         " " + options);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return Json::parse(ran.out);
  }
};

}  // namespace

TEST_CASE("plan tells reach, ballots and costs of every programme and owner", "[app][campaign]") {
  const Folder folder;
  const Json plan = folder.plan();
  const Json& knock = plan["programmes"]["knock"];
  CHECK(knock["attempts"] == Approx(12000));
  CHECK(knock["cost"]["money"] == Approx(3600));
  CHECK(knock["cost"]["volunteer_hours"] == Approx(600));
  CHECK(knock["ballots"]["mean"].get<double>() > 0);
  CHECK(knock["ballots"]["sd"].get<double>() > 0);
  CHECK(plan["programmes"]["idle"]["money_per_ballot"].is_null());
  CHECK(plan["owners"]["us"]["cost"]["money"] == Approx(4040));
  REQUIRE(plan["resources"]["us"]["money"]["left"].size() == 1);
  CHECK(plan["resources"]["us"]["money"]["left"][0] == Approx(960));
  CHECK_FALSE(plan.contains("coverage"));
  const auto text = run("plan " + folder.scenario + " --coverage");
  CHECK(text.code == 0);
  for (const char* words :
       {"One contest", "all of us", "resources of us", "coverage of us", "young"}) {
    CHECK_THAT(text.out, Catch::Contains(words));
  }
}

constexpr const char* kTopologies =
    "  - {id: friends, for: C/ana, mode: relational, captains: 40, tells_on: 1.1}\n"
    "  - {id: spots, for: C/ben, owner: them, mode: broadcast, impressions: 9000, in_universe: "
    "0.5, "
    "channel: tv, lift: {support: {points: 0.05, at: 0.5, sd: 0.02}}, cost: {}}\n";

/// The scenario with captains and a broadcast.
Changes with_topologies() {
  const std::string idle = "  - {id: idle";
  return {{idle, kTopologies + idle},
          {"resources: {us: {money: 5000}}",
           "channels: {tv: {use: 0.5}}\nresources: {us: {money: 9000}, them: {}}"}};
}

TEST_CASE("plan tells whom captains and broadcasts reach", "[app][campaign]") {
  const Folder folder(with_topologies());
  const Json plan = folder.plan();
  const Json& mesh = plan["programmes"]["friends"]["mesh"];
  CHECK(mesh["captains"] == 40);
  CHECK(mesh["takes_off"] == true);
  CHECK(mesh["generations"] == 3);
  CHECK(mesh["told_per_told"].get<double>() ==
        Approx(mesh["told"].get<double>() / mesh["told_by_captains"].get<double>()));
  CHECK(mesh["told_per_told"].get<double>() > 2);
  CHECK(mesh["reached"]["sd"].get<double>() > 0);
  CHECK(plan["programmes"]["friends"]["attempts"] == Approx(800));
  CHECK(plan["programmes"]["friends"]["cost"]["captains"] == Approx(40));
  const Json& spots = plan["programmes"]["spots"]["broadcast"];
  CHECK(spots["channel"] == "tv");
  CHECK(spots["users"] == Approx(11000));
  CHECK(spots["seen"] == Approx(4500.0 / 11000));
  const auto text = run("plan " + folder.scenario);
  CHECK(text.code == 0);
  CHECK_THAT(in_one_line(text.err), Catch::Contains("word takes off"));
  for (const char* words : {"captains", "per told", "broadcasts", "friends takes off", "seen"}) {
    CHECK_THAT(in_one_line(text.out), Catch::Contains(words));
  }
}

TEST_CASE("plan --resilience simulates what losing channels costs", "[app][campaign]") {
  const Folder folder(with_topologies());
  const std::string options = "--resilience --quiet --elections 8000";
  const Json all = folder.plan(options + " --threads 2");
  const Json& lost = all["resilience"];
  CHECK(lost["elections"] == 8000);
  CHECK(lost["channels"] == Json({"doors", "text", "relational", "tv", "links of relational"}));
  CHECK(lost["owners"]["them"]["candidates"] == Json({"C/ben"}));
  CHECK(lost["points"].size() == (5 + 9) * 4);
  std::size_t n_tv = 0;
  for (const Json& point : lost["points"]) {
    if (point["lost"] != Json({"tv"})) continue;
    ++n_tv;
    CHECK(point["owners"]["us"]["reached"] == 1);
    CHECK(point["owners"]["us"]["ballots"] == Approx(1));
    CHECK(point["owners"]["them"]["ballots"].is_null());
    CHECK(point["candidates"]["C/ben"]["win"]["difference"].get<double>() <= 0);
  }
  CHECK(n_tv == 4);
  CHECK(folder.plan(options + " --threads 1") == all);
  const auto text = run("plan " + folder.scenario + " --resilience --elections 8000");
  CHECK(text.code == 0);
  for (const char* words : {"losing channels", "reach of us", "ballots of us", "C/ben wins",
                            "doors + tv", "links of relational"}) {
    CHECK_THAT(in_one_line(text.out), Catch::Contains(words));
  }
  CHECK(run("plan " + folder.scenario + " --elections 100").code == 2);
  CHECK(run("plan " + folder.scenario + " --resilience --world x").code == 2);
}

TEST_CASE("plan looks at what-ifs as other commands do", "[app][campaign]") {
  const Folder folder;
  const std::string file = (folder.folder / "w.yaml").string();
  put_file(file, "what_if:\n  half: [{change: programme, id: knock, times: 0.5, of: attempts}]\n");
  CHECK(folder.plan("--what-if " + file)["programmes"]["knock"]["attempts"] == Approx(6000));
  CHECK(folder.plan("--what-if " + file)["scenario"]["title"] == "One contest, what if: half");
  CHECK(run("plan " + folder.scenario + " --world nowhere").code == 65);
}

TEST_CASE("The worth of a programme is the run against the same without it", "[app][campaign]") {
  const Folder folder;
  const Json run_json = folder.worth();
  REQUIRE(run_json["programmes"].size() == 2);  // not of what does nothing
  const Json& worth = run_json["programmes"]["knock"];
  CHECK(worth["without"] == "without knock");
  const Json& without = run_json["what_if"]["without knock"];
  const Json& win = worth["wins"]["C/ana"];
  CHECK(win["probability"] == run_json["contests"]["C"]["candidates"]["ana"]["win"]["probability"]);
  const Json& off = without["contests"]["C"]["candidates"]["ana"]["win"];
  CHECK(win["difference"].get<double>() == -off["difference"].get<double>());
  CHECK(win["gains"] == off["losses"]);
  CHECK(win["losses"] == off["gains"]);
  CHECK(win["paired_standard_error"] == off["paired_standard_error"]);
  CHECK(win["difference"].get<double>() > 0);
  CHECK(worth["sweeps"]["moved"]["difference"] == win["difference"]);
  CHECK(worth["events"].contains("it is close"));
  CHECK(run_json["programmes"].contains("second text"));
}

TEST_CASE("The worth of programmes is kept in the file and shown again", "[app][campaign]") {
  const Folder folder;
  const Json told = folder.worth();
  const auto shown = run("show " + folder.results + " --json");
  REQUIRE(shown.code == 0);
  CHECK(Json::parse(shown.out)["programmes"] == told["programmes"]);
  const Results results = read_results(folder.results);
  CHECK(results.left_out == std::vector<std::string>{"knock", "second text"});
  const auto text = run("show " + folder.results);
  CHECK_THAT(text.out, Catch::Contains("what 'knock' is worth"));
  CHECK_THAT(text.out, !Catch::Contains("what if: without knock"));
  // What the file holds is enough to simulate the worlds again.
  const auto given = run("show " + folder.results + " --given \"it is close\" --json");
  INFO(given.err);
  REQUIRE(given.code == 0);
  CHECK(Json::parse(given.out)["programmes"].size() == 2);
  // With it what is given happens always; without it, it may not have.
  const Json close = Json::parse(given.out)["programmes"]["knock"]["events"]["it is close"];
  CHECK(close["probability"] == 1.0);
  CHECK_FALSE(close.contains("lower_bound"));
  CHECK(close["difference"].get<double>() > 0);
}

TEST_CASE("The worth of programmes is a CSV table of its own", "[app][campaign]") {
  const Folder folder(Changes{{"id: second text", "id: \"second, text\""}});
  const Json told = folder.worth()["programmes"];
  const auto shown = run("show " + folder.results + " --csv --worth");
  INFO(shown.err);
  REQUIRE(shown.code == 0);
  std::istringstream lines(shown.out);
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  REQUIRE(rows.size() == 1 + 2 * 4);  // ana, ben, the slate and the event, of two programmes
  CHECK(rows[0] == "programme,quantity,name,without,with,worth,worth_standard_error");
  const auto row = [&](const std::string& head, const Json& chance) {
    const double with = chance["probability"];
    const double worth = chance["difference"];
    for (const std::string& text : rows) {
      if (!text.starts_with(head + ",")) continue;
      std::istringstream cells(text.substr(head.size() + 1));
      std::vector<double> values;
      for (std::string cell; std::getline(cells, cell, ',');) values.push_back(std::stod(cell));
      REQUIRE(values.size() == 4);
      CHECK(values[0] == Approx(with - worth));
      CHECK(values[1] == with);
      CHECK(values[2] == Approx(worth).margin(1e-12).epsilon(0));
      CHECK(values[3] == chance["paired_standard_error"]);
      return;
    }
    FAIL("no row begins with " + head);
  };
  row("knock,win,C/ana", told["knock"]["wins"]["C/ana"]);
  row("knock,sweep,moved", told["knock"]["sweeps"]["moved"]);
  row("knock,event,it is close", told["knock"]["events"]["it is close"]);
  row("\"second, text\",win,C/ben", told["second, text"]["wins"]["C/ben"]);
  CHECK(run("show " + folder.results + " --csv").out.starts_with("contest,candidate,win,"));
  const auto given = run("show " + folder.results + " --csv --worth --given 'it is close'");
  CHECK_THAT(given.out, Catch::Contains("\nknock,event,it is close,"));
}

TEST_CASE("A file that tells no worth of programmes has no such table", "[app][campaign]") {
  const Folder folder;
  REQUIRE(run("run " + folder.scenario + " --quiet -o " + folder.results).code == 0);
  const auto refused = run("show " + folder.results + " --csv --worth");
  CHECK(refused.code == 65);
  CHECK_THAT(in_one_line(refused.err), Catch::Contains("simulate it with run --programmes"));
  CHECK(run("show " + folder.results + " --worth").code == 2);
}

TEST_CASE("A run without programmes has no worth to tell", "[app][campaign]") {
  const Folder folder(Changes{{"programmes:", "x-programmes:"}});
  const auto ran = run("run " + folder.scenario + " --programmes -o " + folder.results);
  CHECK(ran.code == 65);
  CHECK_THAT(in_one_line(ran.err), Catch::Contains("has no programme that is on"));
  CHECK_THAT(run("plan " + folder.scenario).out, Catch::Contains("nobody is reached"));
}

TEST_CASE("No group below the least size is shown in a plan", "[app][campaign]") {
  const Folder folder(
      Changes{{"  - {district: P, universe: b",
               "  - {district: P, universe: c, faction: moderate, registered: 450, "
               "turnout: {mean: 0.3}, age: elder}\n  - {district: P, universe: b"}});
  const Json groups = folder.plan("--coverage")["coverage"]["us"]["groups"];
  REQUIRE_FALSE(groups.empty());
  for (const Json& group : groups) {
    CHECK(group["registered"].get<double>() >= 500);
    CHECK(group["values"] != Json({"elder"}));
  }
}

TEST_CASE("Targets that are too small or kept from voting are refused", "[app][campaign]") {
  const auto refused = [](const Folder& folder, const char* words) {
    const auto ran = run("plan " + folder.scenario);
    CHECK(ran.code == 65);
    CHECK_THAT(in_one_line(ran.err), Catch::Contains(words));
  };
  refused(Folder(Changes{{"registered: 10000", "registered: 450"}}), "fewer than 500");
  refused(
      Folder(Changes{{"supporters: 0.8", "lift: {turnout: {points: -0.02, at: 0.35, sd: 0.01}}"}}),
      "nobody may be kept from voting");
}

TEST_CASE("Private tags are no targets without a reason, which every report says",
          "[app][campaign]") {
  for (const std::string tag :
       {"race", "religion", "health", "sexuality", "gender", "national_origin"}) {
    const std::pair<std::string, std::string> tagged{"age: young}\n", tag + ": x}\n"};
    const std::pair<std::string, std::string> knock{"where: {age: young}",
                                                    "where: {" + tag + ": x}"};
    const Folder refused(Changes{tagged, knock, knock});
    const auto ran = run("plan " + refused.scenario);
    INFO(ran.err);
    CHECK(ran.code == 65);
    CHECK_THAT(in_one_line(ran.err), Catch::Contains("refused as a target"));
    const Folder allowed(
        {tagged,
         knock,
         knock,
         {"elections:", "sensitive_targets: {allowed: the clinic asked for it}\nelections:"}});
    CHECK_THAT(in_one_line(run("plan " + allowed.scenario).out),
               Catch::Contains("the clinic asked for it"));
    CHECK(allowed.plan()["assumptions"].dump().find("the clinic asked for it") !=
          std::string::npos);
    // Whoever is no target may be looked at.
    const Folder looked_at(
        {{"registered: 10000, turnout: {mean: 0.25, sd: 0.04}, age: young",
          "registered: 10000, turnout: {mean: 0.25, sd: 0.04}, age: young, " + tag + ": x"}});
    CHECK(run("plan " + looked_at.scenario + " --coverage").code == 0);
  }
}

TEST_CASE("Invented inputs are told in every headline", "[app][campaign]") {
  const Folder folder(Changes{{"title: One contest", "title: One contest\nillustration: true"}});
  CHECK_THAT(run("plan " + folder.scenario).out, Catch::Contains("illustration"));
  CHECK_THAT(folder.plan()["scenario"]["title"].get<std::string>(),
             Catch::Contains("illustration"));
  CHECK_THAT(folder.worth()["scenario"]["title"].get<std::string>(),
             Catch::Contains("illustration"));
  CHECK_THAT(run("show " + folder.results).out, Catch::Contains("illustration"));
  CHECK_THAT(read_results(folder.results).labels.title, Catch::Contains("illustration"));
  // Once, also where the file's scenario is built again.
  for (const std::string options : {"", " --world 'without knock'", " --given 'it is close'",
                                    " --given 'it is close' --world 'without knock'"}) {
    const std::string shown = run("show " + folder.results + options).out;
    CAPTURE(options, shown);
    CHECK(shown.find("illustration") != std::string::npos);
    CHECK(shown.find("illustration") == shown.rfind("illustration"));
  }
  for (const std::string options : {"", " --world 'without knock'"}) {
    const std::string shown = run("replay " + folder.results + " --election 3" + options).out;
    CAPTURE(options, shown);
    CHECK(shown.find("illustration") != std::string::npos);
    CHECK(shown.find("illustration") == shown.rfind("illustration"));
  }
}

TEST_CASE("Invented inputs, and why sensitive targets are allowed, are told by every command",
          "[app][campaign]") {
  const auto [key, words] = GENERATE(
      std::pair<std::string, std::string>{"illustration: true", "illustration: invented inputs"},
      std::pair<std::string, std::string>{"sensitive_targets: {allowed: the clinic asks}",
                                          "sensitive targets are allowed: the clinic asks"});
  const Folder folder(Changes{{"title: One contest", "title: One contest\n" + key},
                              {"elections: 40_000",
                               "elections: 8_000\n"
                               "expect: [{event: it is close, between: [0, 1]}]\n"
                               "vary: [{change: programme, id: knock, over: attempts, values: "
                               "[10_000]}]"}});
  folder.worth("--swing");
  const std::string junit = (folder.folder / "junit.xml").string();
  const auto says_so = [&words = words](const std::string& text) {
    return in_one_line(text).find(words) != std::string::npos;
  };
  const std::string both = folder.results + " " + folder.results;
  for (const std::string& command :
       {"check " + folder.scenario + " --junit " + junit,
        "check " + folder.scenario + " --format github", "diff " + both, "compare " + both,
        "swing " + folder.results + " --contest C/ana", "sensitivity " + folder.results,
        "vary " + folder.scenario + " -o " + (folder.folder / "v.h5").string(),
        "replay " + folder.results + " --election 3", "show " + folder.results,
        "show " + folder.results + " --json", "replay " + folder.results + " --election 3 --json",
        "compare " + both + " --json", "plan " + folder.scenario + " --json"}) {
    const auto ran = run(command);
    CAPTURE(command, ran.out, ran.err);
    CHECK(says_so(ran.out));
  }
  CHECK(says_so(test::bytes_of_file(junit)));
  // Where programs read the output and it has no title, beside it.
  for (const std::string& command :
       {"show " + folder.results + " --csv", "show " + folder.results + " --csv --worth",
        "check " + folder.scenario + " --json", "diff " + both + " --json",
        "swing " + folder.results + " --contest C/ana --json"}) {
    const auto ran = run(command);
    CAPTURE(command, ran.out, ran.err);
    CHECK_FALSE(says_so(ran.out));
    CHECK(says_so(ran.err));
  }
}

TEST_CASE("Points of a variation are judged as the scenario is", "[app][campaign]") {
  const auto refused = [](const std::string& input, const char* words) {
    const Folder folder(Changes{{"elections: 40_000", "elections: 8_000\nvary: [" + input + "]"}});
    for (const std::string command : {"validate ", "vary "}) {
      const auto ran = run(command + folder.scenario);
      CAPTURE(input, ran.err);
      CHECK(ran.code == 65);
      CHECK_THAT(in_one_line(ran.err), Catch::Contains(words));
    }
  };
  refused("{change: registered, where: {age: young}, over: times, values: [0.02, 1]}",
          "then programme 'knock': its target has 200 registered voters, fewer than 500");
  refused("{change: programme, id: knock, of: lift, over: times, values: [1, 1000]}",
          "then programme 'knock': 30 points at a share of 0.35 leave no share above 0 and below "
          "1, at programme knock lift times = 1000");
  refused("{change: programme, id: knock, of: lift, over: times, values: [1, 20]}",
          "no lift has an sd of 0.4 where the share becomes 0.95");
}

TEST_CASE("Programmes do not go with a posterior, which is said first", "[app][campaign]") {
  const Folder folder;
  const auto ran = run("run " + folder.scenario + " --posterior " + folder.results);
  CHECK(ran.code == 65);
  CHECK_THAT(in_one_line(ran.err),
             Catch::Contains("a scenario with programmes does not go with --posterior"));
}

TEST_CASE("Headings of a variation say what is moved", "[app][campaign]") {
  const Folder folder(Changes{
      {"elections: 40_000",
       "elections: 8_000\n"
       "vary: [{change: programme, id: knock, of: cost, over: times, values: [0.5]},\n"
       "       {change: resources, owner: us, resource: money, over: set, values: [9000]}]"}});
  const auto ran = run("vary " + folder.scenario + " -o " + folder.results);
  CAPTURE(ran.err);
  CHECK_THAT(in_one_line(ran.out),
             Catch::Contains("points: programme knock cost times, resources us money set"));
}

TEST_CASE("What a plan does not tell is null and has no price", "[app][campaign]") {
  // 250 people of C are not in D: texts there and there would tell of them.
  const Folder folder(Changes{
      {"districts: [{id: P}]", "districts: [{id: P}, {id: Q}]"},
      {"contests:\n",
       "  - {district: Q, universe: c, faction: moderate, registered: 250, turnout: {mean: 0.3}, "
       "age: young}\ncontests:\n  - {id: D, districts: [P], candidates: [eva, fay], support: "
       "{left: {eva: 0.6, fay: rest}, moderate: {eva: 0.42, fay: rest}}}\n"},
      {"{id: C, districts: [P]", "{id: C, districts: all"},
      {"{id: idle, for: C/ana, mode: text, attempts: 0}",
       "{id: all, for: D/eva, mode: text, attempts: 1000}"}});
  const Json plan = Json::parse(run("plan " + folder.scenario + " --json --coverage").out);
  const Json& untold = plan["programmes"]["all"];
  CHECK(plan["programmes"]["knock"]["reached"].is_number());
  for (const Json& value :
       {untold["reached"], untold["ballots"]["mean"], untold["ballots"]["sd"],
        untold["money_per_ballot"], untold["money_per_reached"], plan["owners"]["us"]["reached"],
        plan["coverage"]["us"]["reached"], plan["coverage"]["us"]["registered"]}) {
    CHECK(value.is_null());
  }
  CHECK(plan["coverage"]["us"]["leaves_out"] == true);
  CHECK(plan["coverage"]["us"]["groups"].empty());
  const std::string text = in_one_line(run("plan " + folder.scenario + " --coverage").out);
  CHECK_THAT(text, Catch::Contains("all, all of us: reached and ballots are not told; beside the "
                                   "rest they would tell of fewer than 500 registered voters"));
  CHECK_THAT(text, Catch::Contains("coverage of us not told"));
}

}  // namespace hustings
