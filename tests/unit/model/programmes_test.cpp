// Programmes made ready: whom they reach, what their doses are, and what is refused.

#include <algorithm>
#include <catch2/catch.hpp>

#include "language/keys.hpp"
#include "model/check/private_words.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Two districts, of each a quarter or a third meant; `programmes` stand below that key.
std::string two_districts(const std::string& programmes) {
  return R"(
seed: 3
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: meant, faction: left, registered: 10000, age: young, turnout: {mean: 0.25, sd: 0.04}}
  - {district: A, universe: other, faction: right, registered: 20000, age: old, turnout: {mean: 0.30, sd: 0.05}}
  - {district: B, universe: meant, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.04}}
  - {district: B, universe: other, faction: right, registered: 40000, age: old, turnout: {mean: 0.60, sd: 0.05}}
contests:
  - {id: X, districts: all, candidates: [ana, ben], support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.4, ben: rest}}}
)" + programmes;
}

const ReachedUniverse& at(const ModelProgramme& programme, const Model& model,
                          const std::string& universe) {
  const auto found = std::find_if(
      programme.reached.begin(), programme.reached.end(),
      [&](const auto& reached) { return model.universes[reached.universe].label == universe; });
  REQUIRE(found != programme.reached.end());
  return *found;
}

bool tells(const std::vector<std::string>& errors, const std::string& text) {
  return std::any_of(errors.begin(), errors.end(), [&](const std::string& error) {
    return error.find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("Attempts meet the target and, as far as the list is wrong, the others",
          "[model][programmes]") {
  const auto reach = [](const char* attempts, const char* order) {
    const Model model = test::model_of(two_districts(
        std::string("programmes: [{id: knock, for: X/ana, mode: doors, where: {age: young}, "
                    "accuracy: 0.85, attempts: ") +
        attempts + ", order: " + order + "}]\n"));
    return std::pair(at(model.programmes[0], model, "A/meant").reached,
                     at(model.programmes[0], model, "A/other").reached);
  };
  // 10,000 attempts of the 40,000 fall to A, which has a quarter of those meant.
  CHECK(reach("40_000", "worked").first == Approx(0.2125).margin(1e-9));
  CHECK(reach("40_000", "worked").second == Approx(10'000 * 0.15 / 20'000 * 0.25).margin(1e-9));
  CHECK(reach("40_000", "random").first == Approx(0.1789452012).margin(1e-9));
  CHECK(reach("80_000", "worked").first == Approx(0.3861111111).margin(1e-9));
  CHECK(reach("120_000", "worked").first == Approx(0.4996237458).margin(1e-9));
}

TEST_CASE("Doses and timing are those of the reference", "[model][programmes]") {
  const Model model = test::model_of(two_districts(R"(
calendar: {early: [{days_before: 6, share: 0.36}]}
programmes:
  - {id: sure, for: X/ana, mode: doors, where: {age: young}, attempts: 40_000,
     lift: {turnout: {points: 0.04, at: 0.5, sd: 0}}, days_before: 7}
  - {id: unsure, for: X/ana, mode: doors, attempts: 40_000, days_before: {3: 0.4, 2: 0.3, 1: rest},
     lift: {turnout: {points: 0.04, at: 0.4, sd: 0.02}, support: {points: 0, at: 0.25, sd: 0.01}}}
)"));
  CHECK(model.programmes[0].turnout.mean == Approx(0.1603426501).margin(1e-9));
  CHECK(model.programmes[0].turnout.sd == 0);
  CHECK(model.programmes[1].turnout.mean == Approx(0.1639071244).margin(1e-7));
  CHECK(model.programmes[1].turnout.sd == Approx(0.0812988240).margin(1e-7));
  CHECK(model.programmes[1].support.mean == Approx(-0.0007112382).margin(1e-7));
  CHECK(model.programmes[1].support.sd == Approx(0.0533523218).margin(1e-7));
  const ReachedUniverse& sure = at(model.programmes[0], model, "A/meant");
  CHECK(sure.support_kept == Approx(0.5559128534).margin(1e-9));
  CHECK(sure.turnout_kept == Approx(0.7951585950).margin(1e-9));
}

TEST_CASE("A programme of the whole district meets it, whatever the accuracy",
          "[model][programmes]") {
  const Model model = test::model_of(two_districts(
      "programmes: [{id: mail, for: X/ana, mode: mail, accuracy: 0.9, attempts: 10_000}]\n"));
  for (const ReachedUniverse& reached : model.programmes[0].reached) {
    CHECK(reached.reached == Approx(0.1).margin(1e-12));
  }
}

TEST_CASE("What is taken from a mode is told with how it is known", "[model][programmes]") {
  const Model model =
      test::model_of(two_districts("illustration: true\nprogrammes: [{id: knock, for: X/ana, mode: "
                                   "doors, attempts: 10_000}]\n"));
  CHECK(model.title.ends_with("(illustration: invented inputs)"));
  REQUIRE(model.assumptions.size() == 5);
  CHECK(model.assumptions[0] ==
        "doors: 0.25 of attempts meet somebody, 0.6 of people can be met (assumed): knock");
  CHECK(model.assumptions[1] == "doors: turnout 3 +- 2 points at 35 % (read): knock");
}

TEST_CASE("A plan over budget is told with the resource, the week and by how much",
          "[model][programmes]") {
  const auto errors = test::errors_of(two_districts(
      "resources: {us: {money: 1000}}\nprogrammes: [{id: knock, for: X/ana, mode: doors, "
      "attempts: 10_000, days_before: {9: 0.5, 2: rest}}]\n"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].find("'us' is over budget: money falls short by 500 in week 1 of 2, where 1,500 "
                       "is planned") != std::string::npos);
}

TEST_CASE("Privacy: targets are not small, not sensitive, and nobody is kept from voting",
          "[model][programmes]") {
  const std::string knock = "programmes: [{id: knock, for: X/ana, mode: doors, attempts: 100, ";
  CHECK(tells(test::errors_of(two_districts("defaults: {least_target: 50_000}\n" + knock +
                                            "where: {age: young}}]\n")),
              "fewer than 50,000"));
  CHECK(tells(test::errors_of(
                  two_districts(knock + "lift: {turnout: {points: -0.01, at: 0.3, sd: 0}}}]\n")),
              "nobody may be kept from voting"));
  std::string sensitive = two_districts(knock + "where: {faith: young}}]\n");
  for (std::size_t i = sensitive.find("age:"); i != std::string::npos;
       i = sensitive.find("age:", i)) {
    sensitive.replace(i, 4, "faith:");
  }
  CHECK(tells(test::errors_of(sensitive),
              "'faith: young' is refused as a target: 'faith' is private"));
  CHECK(test::errors_of(sensitive + "sensitive_targets: {allowed: an audit}\n").empty());
  const Model allowed = test::model_of(sensitive + "sensitive_targets: {allowed: an audit}\n");
  CHECK(allowed.assumptions.back() == "sensitive targets are allowed: an audit");
}

TEST_CASE("Privacy: words about what is private are found in keys and values",
          "[model][programmes]") {
  for (const char* text : {"race",
                           "Black",
                           "Black voters",
                           "young_Latinas",
                           "BlackVoters",
                           "sex",
                           "gender",
                           "immigrants",
                           "national_origin",
                           "language at home",
                           "abortion",
                           "pro-LGBTQ",
                           "churches",
                           "18-34 women",
                           "disabilities",
                           "Polish",
                           "polish",
                           "chinese",
                           "dominican",
                           "haitian",
                           "puerto_rican",
                           "punjabi",
                           "desi",
                           "hasidic",
                           "yiddish",
                           "mother_tongue",
                           "skin",
                           "complexion",
                           "afroamerican",
                           "eth",
                           "raza",
                           "idioma",
                           "religión",
                           "parish",
                           "marital",
                           "pronoun",
                           "nonwhite",
                           "non-white",
                           "nationalities",
                           "diagnoses",
                           "asylum",
                           "visa",
                           "country of birth",
                           "religiousness",
                           "asianhomes"}) {
    CAPTURE(text);
    CHECK_FALSE(sensitive_word(text).empty());
  }
  CHECK(sensitive_word("homes of Black voters") == "Black");
}

TEST_CASE("Privacy: words are read as they look, however they are spelt", "[model][programmes]") {
  for (const char* text :
       {"r.a.c.e", "r a c e", "R-A-C-E", "ｒａｃｅ", "rаcе", "r\u200bace", "𝐫𝐚𝐜𝐞", "RÁCE", "r4ce",
        "ЕТHΝIC", "his.panic", "w0men", "g@y", "ｇａｙ"}) {
    CAPTURE(text);
    CHECK_FALSE(sensitive_word(text).empty());
  }
  CHECK(sensitive_word("r.a.c.e") == "race");
}

TEST_CASE("Privacy: ordinary tags and names of places are found to be none",
          "[model][programmes]") {
  for (const char* text : {"",
                           "age",
                           "young",
                           "18-34",
                           "left",
                           "renter",
                           "moderate",
                           "Blackwell",
                           "Essex",
                           "Sussex",
                           "racetrack",
                           "others",
                           "manor",
                           "transit",
                           "union",
                           "homeowner",
                           "college",
                           "senior",
                           "student",
                           "suburb",
                           "public transport",
                           "tenant",
                           "early voter",
                           "first-time",
                           "low propensity",
                           "new mover",
                           "parent",
                           "member",
                           "teacher",
                           "donor",
                           "a0",
                           "h1",
                           "c15",
                           "AD 34",
                           "ED-105",
                           "Church Avenue",
                           "White Plains",
                           "Black Rock",
                           "Polish Hill",
                           "Spanish Harlem",
                           "Indian Point",
                           "German Village",
                           "Jamaica",
                           "Chinatown",
                           "Little Italy",
                           "Germantown",
                           "Brownsville",
                           "Trenton",
                           "Grace",
                           "Racine",
                           "Manchester",
                           "environmental",
                           "departmental",
                           "international",
                           "sports fan",
                           "no-excuse mail"}) {
    CAPTURE(text);
    CHECK(sensitive_word(text).empty());
  }
}

TEST_CASE("Privacy: whoever describes people may do so by any tag, places have any name",
          "[model][programmes]") {
  std::string text = two_districts(
      "programmes: [{id: knock, for: X/ana, mode: doors, attempts: 100, where: {region: White "
      "Plains}}]\neffects: [{id: homes, affects: turnout, where: {homes: Black}, sd: 0.1}]\n");
  for (const auto& [from, to] : {std::pair{"age: young", "homes: Black"},
                                 std::pair{"{id: A", "{id: A, region: White Plains"},
                                 std::pair{"{id: B", "{id: B, region: White Plains"}}) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string(from).size(), to);
  }
  CHECK(test::errors_of(text) == std::vector<std::string>{});
}

TEST_CASE("The modes of the language are those of the table of modes", "[model][programmes]") {
  std::vector<std::string> names;
  for (const scenario::ModeDefaults& row : scenario::mode_table()) {
    CHECK(scenario::defaults_of(row.mode).name == row.name);
    names.emplace_back(row.name);
  }
  CHECK(words(*find_key("programmes[].mode")) == names);
}

TEST_CASE("A list of supporters that says nothing somewhere is told", "[model][programmes]") {
  const auto warnings = [](const std::string& share) {
    std::string text = two_districts(
        "programmes: [{id: knock, for: X/ana, mode: doors, attempts: 10_000, supporters: 0.8}]\n");
    const std::string written = "right: {ana: 0.4, ben: rest}";
    text.replace(text.find(written), written.size(), "right: {" + share + "}");
    Problems problems;
    build_model(test::scenario_of(text), problems);
    return problems.sorted();
  };
  for (const char* share : {"ana: 0, ben: 1", "ana: 1, ben: 0"}) {
    const std::vector<Problem> told = warnings(share);
    REQUIRE(told.size() == 1);
    CHECK(told[0].severity == Severity::warning);
    CHECK(told[0].path == "programmes[0]");
    CHECK(told[0].problem.find("X/ana has a written share of 0 or 1") != std::string::npos);
    CHECK(told[0].problem.ends_with("A/other, B/other"));
  }
  CHECK(warnings("ana: 0.4, ben: 0.6").empty());
}

TEST_CASE("The largest sd of a lift is one that some dose has", "[model][programmes]") {
  const auto errors = [](const std::string& sd) {
    return test::errors_of(
        two_districts("programmes: [{id: knock, for: X/ana, mode: doors, attempts: 100, lift: "
                      "{turnout: {points: 0.01, at: 0.02, sd: " +
                      sd + "}}}]\n"));
  };
  const auto told = errors("0.4");
  REQUIRE(told.size() == 1);
  const std::string head = "it is at most ";
  REQUIRE(told[0].find(head) != std::string::npos);
  const std::string most = told[0].substr(told[0].find(head) + head.size());
  CAPTURE(told[0], most);
  CHECK(errors(most).empty());
  CHECK_FALSE(errors(std::to_string(std::stod(most) + 0.001)).empty());
}

TEST_CASE("Programmes that do next to nothing are warned of", "[model][programmes]") {
  Problems problems;
  build_model(test::scenario_of(two_districts(R"(programmes:
  - {id: friends, for: X/ana, mode: relational, captains: 0.001}
  - {id: early, for: X/ana, mode: doors, attempts: 500, days_before: 365}
  - {id: late, for: X/ana, mode: doors, attempts: 500, days_before: 5}
  - {id: none, for: X/ana, mode: doors, attempts: 0}
)")),
              problems);
  std::vector<std::string> told;
  for (const Problem& problem : problems.sorted()) told.push_back(problem.problem);
  REQUIRE(told.size() == 3);
  CHECK(told[0].starts_with("programme 'friends': it is expected to reach 0."));
  CHECK(told[1] == "programme 'friends': 0.001 captains are less than one");
  CHECK(told[2] ==
        "programme 'early': its contacts are so early that 1e-08 of its lift is left when people "
        "vote");
}
