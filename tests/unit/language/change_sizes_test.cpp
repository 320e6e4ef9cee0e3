#include "hustings/language/change_sizes.hpp"

#include <catch2/catch.hpp>

#include "hustings/core/failure.hpp"
#include "hustings/language/read_scenario.hpp"

namespace hustings {
namespace {

constexpr const char* kText = R"(hustings: 1
title: test
sources: [made up]
factions: [left]
districts: [{id: d, region: r}]
universes: [{district: d, universe: u, faction: left, registered: 1000, turnout: {mean: 0.3}}]
contests: [{id: c, districts: all, count: plurality, candidates: [a, b], support: {left: {a: 0.5, b: 0.5}}}]
effects:
  - {id: turnout, affects: turnout, sd: 0.20}  # sd: 0.9 is what others take
  - id: surge
    loads:
      - {affects: turnout, sd: 0.15}
      - {affects: support, where: {candidate: a}, sd: -0.08}
  - {id: place, affects: support, by: [candidate, region], sd: 0.15}
defaults: {turnout_cell_sd: 0.15}
)";

scenario::Scenario read(const std::string& text) {
  Problems problems;
  scenario::Scenario scenario = read_scenario_text(text, "s.yaml", {}, problems);
  problems.throw_if_errors();
  return scenario;
}

TEST_CASE("Sizes: a scenario is written with others, all else as it stands", "[sizes]") {
  const std::string text = with_sizes(read(kText), {{"turnout", 1.5}, {"surge", .5}});
  const scenario::Scenario changed = read(text);
  CHECK(changed.effects[0].loads[0].sd == .3);
  CHECK(changed.effects[1].loads[0].sd == .075);
  CHECK(changed.effects[1].loads[1].sd == -.04);
  CHECK(changed.effects[2].loads[0].sd == .15);
  CHECK(text.find("sd: 0.3}  # sd: 0.9 is what others take") != std::string::npos);
  CHECK(text.find("turnout_cell_sd: 0.15") != std::string::npos);
}

TEST_CASE("Sizes: with nothing learnt the text stays", "[sizes]") {
  CHECK(with_sizes(read(kText), {}) == kText);
}

}  // namespace
}  // namespace hustings
