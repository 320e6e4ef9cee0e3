// Inputs made from scenarios: every change that one writes is read back as itself.

#include "serve/inputs.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "hustings/engine/simulate.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/language/write_change.hpp"
#include "hustings/scenario/vary.hpp"
#include "serve/explorer.hpp"
#include "support/places.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

scenario::Scenario read(const std::string& path, Problems& problems) {
  return read_scenario(hustings::test::in_source("/") + path, {}, problems);
}

Results first_of(const scenario::Scenario& scenario) {
  const Model model = test::model_of(scenario);
  Results first{.labels = labels_of(model)};
  first.tally = simulate(model, {.elections = 1000}).tally;
  return first;
}

InputTable table_of(const scenario::Scenario& scenario) {
  return inputs_of(scenario, first_of(scenario));
}

/// A change as a reader of what-ifs has it; it must have no error.
scenario::Change read_back(const std::string& line) {
  Problems problems;
  scenario::Scenario read;
  read_what_if_text("what_if: {explored: [" + line + "]}", "explored.yaml", read, problems);
  INFO(line);
  for (const Problem& problem : problems.sorted()) INFO(format(problem));
  REQUIRE_FALSE(problems.has_errors());
  REQUIRE(read.what_ifs.front().changes.size() == 1);
  return read.what_ifs.front().changes.front();
}

/// The changes that an input can write: sliders at both ends.
std::vector<scenario::Change> changes_of(const Input& input) {
  std::vector<scenario::Change> changes;
  if (const auto* slider = std::get_if<Slider>(&input.kind)) {
    for (const double value : {slider->min, slider->max}) {
      const std::string amount =
          fmt::format("{:.{}f}", slider->offset + slider->scale * value, slider->decimals);
      changes.push_back(with_amount(slider->change, std::stod(amount)));
    }
  } else if (const auto* check = std::get_if<Check>(&input.kind)) {
    changes.push_back(check->change);
  } else {
    for (const Choice::Option& option : std::get<Choice>(input.kind).options) {
      if (option.change) changes.push_back(*option.change);
    }
  }
  return changes;
}

const Input& input_of(const InputTable& table, const std::string& id) {
  const auto found = std::ranges::find(table.inputs, id, &Input::id);
  INFO(id);
  REQUIRE(found != table.inputs.end());
  return *found;
}

}  // namespace

TEST_CASE("Every input of every scenario writes changes that are read back as themselves",
          "[explore]") {
  for (const std::string path :
       {"scenarios/first_steps.yaml", "scenarios/first_programme.yaml",
        "scenarios/ny_house_2026.yaml", "scenarios/ny_campaign_2026.yaml",
        "scenarios/nyc_mayor_2025.yaml", "scenarios/super_tuesday_2020.yaml",
        "scenarios/runoff_example.yaml", "scenarios/unlike_offices.yaml",
        "tests/regression/every_feature.yaml", "tests/schema/grid.yaml",
        "tests/schema/programmes.yaml", "tests/schema/messages.yaml"}) {
    INFO(path);
    Problems problems;
    const scenario::Scenario scenario = read(path, problems);
    REQUIRE_FALSE(problems.has_errors());
    const InputTable table = table_of(scenario);
    std::set<std::string> ids;
    std::set<std::string> groups;
    for (const InputGroup& group : table.groups) CHECK(groups.insert(group.id).second);
    for (const Input& input : table.inputs) {
      INFO(input.id);
      CHECK(ids.insert(input.id).second);
      CHECK(groups.contains(input.group));
      for (const scenario::Change& change : changes_of(input)) {
        const std::string line = change_line(change).text();
        CHECK(change_line(read_back(line)).text() == line);
      }
    }
  }
}

TEST_CASE("The author's inputs come first, with where they change nothing", "[explore]") {
  Problems problems;
  const scenario::Scenario scenario = read("tests/schema/grid.yaml", problems);
  const InputTable table = table_of(scenario);
  REQUIRE(table.groups.front().id == "vary");
  for (std::size_t i = 0; i < scenario.vary->inputs.size(); ++i) {
    CHECK(table.inputs[i].label == scenario.vary->inputs[i].name);
    const auto& slider = std::get<Slider>(table.inputs[i].kind);
    CHECK(slider.min < slider.max);
    if (slider.rest) CHECK((slider.min <= *slider.rest && *slider.rest <= slider.max));
  }
}

TEST_CASE("Ranges of the author's inputs are in percent where they are factors or shares",
          "[explore]") {
  const std::string base =
      "factions: [left, right]\n"
      "districts: [{id: A}]\n"
      "universes: [{district: A, universe: u, faction: left, registered: 5000, turnout: {mean: "
      "0.3}}]\n"
      "contests: [{id: C, districts: [A], candidates: [{id: ana}, {id: ben}], support: {left: "
      "{ana: 0.5, ben: rest}}}]\n";
  const auto slider = [&](const std::string& input) {
    const scenario::Scenario scenario = test::scenario_of(base + "vary: [" + input + "]\n");
    return std::get<Slider>(table_of(scenario).inputs.front().kind);
  };
  const Slider times = slider("{change: turnout, over: times, values: [0.8, 1.1]}");
  CHECK(times.min == 80);
  CHECK(times.max == Approx(110));
  CHECK(times.rest == 100.0);
  const Slider plus = slider(
      "{change: support, contest: C, candidate: ana, over: plus, values: "
      "[0.02, 0.05]}");
  CHECK(plus.min == 0);  // where it changes nothing is always within reach
  CHECK(plus.max == Approx(5));
  CHECK(plus.unit == "points");
  const Slider log_odds = slider("{change: turnout, over: log_odds, values: [-0.5, 0.5]}");
  CHECK(log_odds.min == Approx(-0.5));
  CHECK(log_odds.unit == "log_odds");
  CHECK(log_odds.step == Approx(0.01));
}

TEST_CASE("Tags of many values make no inputs, nor do those of the map", "[explore]") {
  std::string districts;
  std::string universes;
  for (int i = 0; i < 13; ++i) {
    const std::string id = "D" + std::to_string(i);
    districts += (i > 0 ? ", " : "") + ("{id: " + id) + ", borough: b" + std::to_string(i % 2) +
                 ", block: k" + std::to_string(i) + ", row: " + std::to_string(i / 4) +
                 ", col: " + std::to_string(i % 4) + "}";
    universes += (i > 0 ? ", " : "") + ("{district: " + id) +
                 ", universe: u, faction: left, registered: 5000, turnout: {mean: 0.3}}";
  }
  const scenario::Scenario scenario = test::scenario_of(
      "factions: [left]\ndistricts: [" + districts + "]\nuniverses: [" + universes +
      "]\ncontests: [{id: C, districts: all, candidates: [{id: ana}, {id: ben}], support: {left: "
      "{ana: 0.5, ben: rest}}}]\n");
  const InputTable table = table_of(scenario);
  std::string groups;
  for (const InputGroup& group : table.groups) groups += group.id + " ";
  CHECK(groups == "turnout tag:borough districts support:C running counting registered ");
  const std::vector<Tile> tiles = tiles_of(scenario);
  REQUIRE(tiles.size() == 13);
  CHECK(tiles[6] == Tile{"D6", "D6", 1, 2, {"C"}});
}

TEST_CASE("Programmes and resources are inputs as soon as a scenario has them", "[explore]") {
  Problems problems;
  const scenario::Scenario scenario = read("scenarios/ny_campaign_2026.yaml", problems);
  const InputTable table = table_of(scenario);
  std::map<std::string, int> n;
  for (const Input& input : table.inputs) ++n[input.group];
  CHECK(n["programmes"] > 0);
  CHECK(n["resources"] > 0);
  CHECK(n["shocks"] == static_cast<int>(scenario.shocks.size()));
  const auto& shock = scenario.shocks.front();
  const auto& slider = std::get<Slider>(input_of(table, "shock:" + shock.id).kind);
  CHECK(slider.rest == Approx(100 * shock.probability));
}
