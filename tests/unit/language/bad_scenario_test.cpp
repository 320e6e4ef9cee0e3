#include <catch2/catch.hpp>

#include "hustings/infer/check_recipe.hpp"
#include "hustings/language/read_recipe.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/model.hpp"
#include "model/check/scenario.hpp"
#include "support/bad_cases.hpp"

using namespace hustings;

namespace {

Problems problems_of_scenario(const std::filesystem::path& path, const std::string& text,
                              const std::vector<std::string>& overrides) {
  Problems problems;
  const auto scenario = read_scenario_text(text, path, overrides, problems);
  check_scenario(scenario, problems);
  if (problems.has_errors()) return problems;
  Problems built;
  build_worlds(scenario, built);
  return built.has_errors() ? built : problems;
}

Problems problems_of_recipe(const std::filesystem::path& path, const std::string& text,
                            const std::vector<std::string>& overrides) {
  REQUIRE(overrides.empty());
  REQUIRE(!text.empty());
  Problems problems;
  infer::check_recipe(read_recipe(path, problems), problems);
  return problems;
}

}  // namespace

TEST_CASE("Bad scenarios are refused with their places, problems and suggestions", "[bad]") {
  test::check_bad_cases("bad_scenarios.txt", "s.yaml", 60, problems_of_scenario);
}

TEST_CASE("Bad recipes are refused with their places, problems and suggestions", "[bad][recipe]") {
  test::check_bad_cases("bad_recipes.txt", "r.yaml", 30, problems_of_recipe);
}
