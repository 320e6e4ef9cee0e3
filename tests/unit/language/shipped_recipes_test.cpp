// The recipes of shipped scenarios, by the laws of June 2026, against the tables shipped then.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "hustings/infer/draft.hpp"
#include "hustings/language/read_recipe.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/language/write_draft.hpp"
#include "support/places.hpp"

using namespace hustings;

namespace {

const std::string kSource = hustings::test::in_source("");

scenario::Scenario drafted(const std::string& name) {
  Problems problems;
  recipe::Recipe recipe = read_recipe(kSource + "/scenarios/recipes/" + name + ".yaml", problems);
  CHECK(recipe.laws == recipe::Laws::current);
  recipe.laws = recipe::Laws::june_2026;
  infer::check_recipe(recipe, problems);
  for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
  REQUIRE_FALSE(problems.has_errors());
  return read_stored_scenario(draft_files(infer::draft(recipe), recipe, name), {}, "draft",
                              problems);
}

scenario::Scenario of_june(const std::string& name) {
  Problems problems;
  auto scenario =
      read_scenario(kSource + "/tests/data/laws_2026_06/" + name + ".yaml", {}, problems);
  REQUIRE_FALSE(problems.has_errors());
  return scenario;
}

struct Cell {
  double registered = 0;
  double turnout = 0;
};

double turnout_of(const scenario::Universe& universe) {
  if (const auto* mean = std::get_if<scenario::TurnoutMean>(&universe.turnout)) return mean->mean;
  return 1 / (1 + std::exp(-std::get<scenario::TurnoutLogOdds>(universe.turnout).log_odds));
}

std::map<std::string, Cell> cells_of(const scenario::Scenario& scenario) {
  std::map<std::string, Cell> cells;
  for (const scenario::Universe& universe : scenario.universes) {
    cells[universe.district + " " + universe.faction] = {static_cast<double>(universe.registered),
                                                         turnout_of(universe)};
  }
  return cells;
}

std::map<std::string, double> shares_of(const scenario::Scenario& scenario) {
  std::map<std::string, double> shares;
  for (const scenario::Contest& contest : scenario.contests) {
    for (const scenario::SupportRow& row : contest.support) {
      std::string at = contest.id + "/" + row.candidate;
      for (const auto& [key, value] : row.keys) at += " " + key + "=" + value;
      shares[at] = row.value;
    }
  }
  return shares;
}

/// Holds a draft against the tables of June 2026: universes are the same, turnout is within 5 % and
/// shares within one point.
void check_reproduces(const std::string& name) {
  const scenario::Scenario made = drafted(name);
  const scenario::Scenario wanted = of_june(name);
  const auto cells = cells_of(made);
  const auto wanted_cells = cells_of(wanted);
  CHECK(cells.size() == wanted_cells.size());
  for (const auto& [at, cell] : wanted_cells) {
    CAPTURE(at);
    REQUIRE(cells.contains(at));
    CHECK(cells.at(at).registered == Approx(cell.registered).epsilon(.03));
    CHECK(cells.at(at).turnout == Approx(cell.turnout).epsilon(.05));
  }
  const auto shares = shares_of(made);
  const auto wanted_shares = shares_of(wanted);
  CHECK(shares.size() == wanted_shares.size());
  for (const auto& [at, share] : wanted_shares) {
    CAPTURE(at);
    REQUIRE(shares.contains(at));
    CHECK(shares.at(at) == Approx(share).margin(.01));
  }
}

}  // namespace

TEST_CASE("The recipe of the mayoral primary of 2025 made its tables of June 2026",
          "[recipe][draft]") {
  check_reproduces("nyc_mayor_2025");
}

TEST_CASE("The recipe of New York's House primaries of 2026 made its tables of June 2026",
          "[recipe][draft]") {
  check_reproduces("ny_house_2026");
}

TEST_CASE("The recipe of Super Tuesday 2020 made its tables of June 2026", "[recipe][draft]") {
  check_reproduces("super_tuesday_2020");
}
