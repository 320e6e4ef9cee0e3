// What the program says of programmes: assumptions, plans, shares as written, blanks, CSV.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "support/program.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;
using Catch::Contains;
using test::in_one_line;
using test::put_file;
using test::run;
using test::TemporaryFolder;

constexpr const char* kBase = R"(hustings: 1
title: One contest
seed: 4
elections: 8_192
factions: [left, moderate]
districts: [{id: P}, {id: Q}, {id: R}]
universes:
  - {district: P, universe: a, faction: left, registered: 7000, turnout: {mean: 0.25}, age: young}
  - {district: Q, universe: a, faction: left, registered: 3100, turnout: {mean: 0.25}, age: young}
  - {district: R, universe: b, faction: moderate, registered: 12700, turnout: {mean: 0.3}, age: old}
contests:
  - {id: C, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, moderate: {ana: 0.42, ben: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
)";

/// A folder with the scenario and its programmes in it.
struct Folder {
  TemporaryFolder folder;
  std::string scenario = (folder / "s.yaml").string();
  std::string results = (folder / "r.h5").string();

  explicit Folder(const std::string& programmes) { put_file(scenario, kBase + programmes); }
  std::string text(const std::string& command) const {
    const auto ran = run(command);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    return ran.out;
  }
  Json plan() const { return Json::parse(text("plan " + scenario + " --json")); }
  Json ran(const std::string& options = "") const {
    return Json::parse(text("run " + scenario + " --quiet --json --force -o " + results + options));
  }
};

constexpr const char* kCalls = R"(programmes:
  - {id: calls, for: C/ana, mode: volunteer_phone, where: {age: young}, attempts: 2000,
     script: {seconds: 30, hang_up: {90: 0.12, 30: 0.065}}}
  - {id: more calls, for: C/ana, mode: volunteer_phone, where: {age: old}, attempts: 2000,
     script: {seconds: 30, hang_up: 0.1, dial: 5, wrap: 5, no_answer: 1, lift_kept: 0.9},
     half_life_days: {turnout: 10, support: 4}, together: 0.3, days_before: 2}
)";

}  // namespace

TEST_CASE("plan, validate, run and show list the same assumptions", "[app][campaign]") {
  const Folder folder(kCalls);
  const Json assumed = folder.plan()["assumptions"];
  CHECK(folder.ran()["assumptions"] == assumed);
  CHECK(Json::parse(folder.text("show " + folder.results + " --json"))["assumptions"] == assumed);
  const std::string validated = in_one_line(folder.text("validate " + folder.scenario));
  const std::string planned = in_one_line(folder.text("plan " + folder.scenario));
  const std::string shown = in_one_line(folder.text("show " + folder.results));
  REQUIRE(assumed.size() > 8);
  for (const std::string one : assumed) {
    CAPTURE(one);
    for (const std::string& text : {validated, planned, shown}) CHECK_THAT(text, Contains(one));
  }
}

TEST_CASE(
    "Every default of a script and of the laws is listed with its evidence, unless it is given",
    "[app][campaign]") {
  const std::string told = Folder(kCalls).plan()["assumptions"].dump();
  for (const char* one :
       {"an attempt with its script costs 0.05 money, 0.0288467 volunteer_hours (assumed): calls\"",
        "calls take, beside the talk, 90 s for a dial, 20 s after a talk, 10 s where nobody "
        "answers "
        "(assumed): calls\"",
        "a script of any length keeps the whole lift (assumed): calls\"",
        "what moves turnout falls to half in 14 days (read): calls\"",
        "what moves support falls to half in 5 days (read): calls\"",
        "0.5 of the error of a lift is common to all programmes of the mode (assumed): calls\"",
        "a person's next contact counts 0.5 of the one before (read): calls, more calls\"",
        "everybody votes on election day: no calendar is given (assumed)",
        "salience is low, so that doses count in full (assumed): C"}) {
    CHECK_THAT(told, Contains(one));
  }
  CHECK_THAT(told, !Contains("0.03 volunteer_hours"));
}

TEST_CASE("A share that programmes move is not marked as off what is written", "[app][campaign]") {
  const Folder moved(R"(programmes:
  - {id: ads, for: C/ana, mode: mail, attempts: 20000,
     lift: {support: {points: 0.2, at: 0.5, sd: 0.01}}}
)");
  const Json ana = moved.ran()["contests"]["C"]["candidates"]["ana"];
  REQUIRE(ana["share"]["mean"].get<double>() - ana["written"].get<double>() > .01);
  const std::string text = moved.text("show " + moved.results);
  CHECK_THAT(text, !Contains("!"));
  CHECK_THAT(in_one_line(text), Contains("written: the share without what programmes do"));
}

TEST_CASE("Turnouts say whether blank ballots are in them", "[app][rolloff]") {
  const Folder folder(R"(what_if: {same: [{change: rolloff, contest: C, times: 1}]}
)");
  std::string text = kBase;
  text.replace(text.find("{id: C, districts: all"), 22,
               "{id: C, rolloff: {mean: 0.2, sd: 0.05}, districts: all");
  put_file(folder.scenario, text);
  folder.ran();
  const std::string replayed = folder.text("replay " + folder.results + " --election 3");
  CHECK_THAT(replayed, Contains("% without blanks, "));
  CHECK_THAT(replayed, Contains("who came"));
  CHECK_THAT(replayed, Contains("turnout of universes   who came, with blank ballots"));
  const Folder none("");
  none.ran();
  CHECK_THAT(none.text("replay " + none.results + " --election 3"), !Contains("blank"));
}

TEST_CASE("A small plan is told in parts of a ballot", "[app][campaign]") {
  const Folder folder(R"(programmes:
  - {id: knock, for: C/ana, mode: doors, where: {age: young}, attempts: 300}
  - {id: notes, for: C/ana, mode: text, where: {age: young}, attempts: 20}
)");
  const std::string text = folder.text("plan " + folder.scenario);
  const Json plan = folder.plan()["programmes"];
  REQUIRE(plan["notes"]["ballots"]["mean"].get<double>() < .5);
  CHECK_THAT(text, Contains(fmt::format("{:.2f}", plan["notes"]["ballots"]["mean"].get<double>())));
  CHECK_THAT(text, Contains(fmt::format("{:.1f}", plan["knock"]["ballots"]["sd"].get<double>())));
  CHECK_THAT(text, !Contains("± 0 "));
}

TEST_CASE("Who turns away from an endorser is not reached", "[app][campaign]") {
  const Folder folder(R"(programmes:
  - {id: union, for: C/ana, mode: endorser, followers: {left: 0.2, moderate: -0.1}}
)");
  const Json plan = folder.plan();
  CHECK(plan["programmes"]["union"]["reached"] == Approx(.2 * 10100));
  CHECK(plan["programmes"]["union"]["turned_away"] == Approx(1270));
  CHECK(plan["owners"]["us"]["reached"] == Approx(.2 * 10100));
  CHECK_THAT(folder.text("plan " + folder.scenario), Contains("union: 1,270 turn away from C/ana"));
}

TEST_CASE("An endorser of several contests has a part in each, one draw and one worth",
          "[app][campaign]") {
  const Folder folder("");
  std::string text = kBase;
  text.insert(
      text.find("effects:"),
      "  - {id: E, districts: all, candidates: [dora, eli], support: {left: {dora: 0.5, eli: "
      "rest}, moderate: {dora: 0.5, eli: rest}}}\n");
  put_file(folder.scenario, text + R"(programmes:
  - {id: union, for: [C/ana, E/dora], mode: endorser, followers: {left: 0.2}}
)");
  const Json plan = folder.plan();
  CHECK(plan["programmes"]["union (C/ana)"]["reached"] == Approx(2020));
  CHECK(plan["programmes"]["union (E/dora)"]["reached"] == Approx(2020));
  CHECK(plan["owners"]["us"]["reached"] == Approx(2020));  // the same people
  const Json ran = folder.ran(" --programmes");
  REQUIRE(ran["programmes"].size() == 1);
  for (const char* candidate : {"C/ana", "E/dora"}) {
    CHECK(ran["programmes"]["union"]["wins"][candidate]["difference"].get<double>() > .005);
  }
  const Json replay = Json::parse(folder.text("replay " + folder.results + " --election 5 --json"));
  CHECK(replay["programmes"].size() == 2);
  std::size_t n_draws = 0;
  for (const Json& effect : replay["effects"]) n_draws += effect["effect"] == "programme union";
  CHECK(n_draws == 1);
}

TEST_CASE("Totals of an owner who works for rivals say so", "[app][campaign]") {
  const Folder folder(R"(programmes:
  - {id: one, for: C/ana, mode: mail, attempts: 500}
  - {id: other, for: C/ben, mode: mail, attempts: 500}
  - {id: idle, owner: them, for: C/ana, mode: mail, attempts: 0}
  - {id: theirs, owner: them, for: C/ben, mode: mail, attempts: 500}
)");
  const Json owners = folder.plan()["owners"];
  CHECK(owners["us"]["rivals"] == Json({"C/ana", "C/ben"}));
  CHECK_FALSE(owners["them"].contains("rivals"));
  CHECK_THAT(in_one_line(folder.text("plan " + folder.scenario)),
             Contains("all of us: for rivals, C/ana, C/ben, added up"));
}

TEST_CASE("A programme may have the name of a row of owners", "[app][campaign]") {
  const Folder folder(R"(programmes:
  - {id: all of us, for: C/ana, mode: mail, attempts: 500}
)");
  const std::string text = folder.text("plan " + folder.scenario);
  const std::size_t first = text.find("\nall of us ");
  const std::size_t heading = text.find("\nowners\n");
  const std::size_t second = text.find("\nall of us ", heading);
  REQUIRE(second != std::string::npos);
  CHECK(first < heading);
}

TEST_CASE("Sums of a plan carry no digits that say nothing", "[app][campaign]") {
  const Folder folder(R"(programmes:
  - {id: knock, for: C/ana, mode: doors, where: {age: young}, attempts: 1000}
  - {id: notes, for: C/ana, mode: text, attempts: 1000, cost: {per_attempt: {money: 0.1}}}
)");
  const std::string plan = folder.text("plan " + folder.scenario + " --json");
  CHECK_THAT(plan, Contains("\"attempts\":1000.0,"));
  CHECK_THAT(plan, !Contains("99999999"));
  CHECK_THAT(plan, !Contains("00000000"));
}

TEST_CASE("The worth of programmes that do nothing is refused with a place", "[app][campaign]") {
  const Folder folder(R"(programmes:
  - {id: knock, for: C/ana, mode: doors, attempts: 0}
)");
  const auto refused = run("run " + folder.scenario + " --programmes -o " + folder.results);
  CHECK(refused.code == 65);
  CHECK_THAT(refused.err,
             Contains("s.yaml:15:5: error: --programmes: the scenario has no programme "
                      "that is on"));
}

TEST_CASE("A point of a variation that cannot be is told by its amounts", "[app][campaign]") {
  const Folder folder(R"(resources: {us: {money: 1000}}
programmes:
  - {id: knock, for: C/ana, mode: doors, attempts: 1000}
vary: [{change: resources, owner: us, resource: money, over: set, from: 0, to: 1000, points: 3}]
)");
  const auto refused = run("vary " + folder.scenario + " -o " + folder.results);
  CHECK(refused.code == 65);
  CHECK_THAT(in_one_line(refused.err), Contains("where 300 is planned, at "));
}

TEST_CASE("No cell of a table is a formula to a spreadsheet", "[app][campaign]") {
  const Folder folder(R"x(programmes:
  - {id: "=cmd()", for: C/ana, mode: doors, attempts: 1000
}
  - {id: "'=cmd()", for: C/ana, mode: text, attempts: 1000}
events: {"+1, or more": C/ana wins}
)x");
  folder.ran(" --programmes");
  const std::string worth = folder.text("show " + folder.results + " --csv --worth");
  CHECK_THAT(worth, Contains("\n'=cmd(),win,C/ana,"));
  CHECK_THAT(worth, Contains("\n'=cmd(),event,\"'+1, or more\","));
  CHECK_THAT(worth, Contains("\n''=cmd(),win,C/ana,"));
  CHECK_THAT(worth, !Contains("\n=cmd"));
}

}  // namespace hustings
