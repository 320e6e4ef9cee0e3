// The command draft as a person runs it.

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

const std::string kRecipe = hustings::test::in_source("/scenarios/recipes/ny_08_2026.yaml");

}  // namespace

TEST_CASE("draft writes a scenario that validates and runs", "[app][draft]") {
  const test::TemporaryFolder folder;
  const std::string out = folder.path() + "/new/folder";
  const auto ran = test::run("draft " + kRecipe + " -o " + out + " --name mine");
  REQUIRE(ran.code == 0);
  CHECK(ran.out.find("NY-08  House, 8th district") != std::string::npos);
  CHECK(ran.out.find("regular") != std::string::npos);
  CHECK(ran.err.find("mine_draft.json") != std::string::npos);
  for (const char* name :
       {"mine.yaml", "mine_draft.json", "data/mine_districts.csv", "data/mine_universes.csv",
        "data/mine_support.csv", "data/mine_likeness.csv"}) {
    CHECK(std::filesystem::exists(out + "/" + name));
  }
  CHECK(test::run("validate " + out + "/mine.yaml").code == 0);
  const auto run =
      test::run("run " + out + "/mine.yaml -o " + folder.path() + "/r.h5 --elections 4096 --quiet");
  CHECK(run.code == 0);
}

TEST_CASE("draft replaces nothing unless it is told to", "[app][draft]") {
  const test::TemporaryFolder folder;
  const std::string command = "draft " + kRecipe + " -o " + folder.path() + " --quiet";
  REQUIRE(test::run(command).code == 0);
  const std::string before = test::bytes_of_file(folder / "ny_08_2026.yaml");
  test::put_file(folder / "data/ny_08_2026_support.csv", "mine");
  const auto again = test::run(command);
  CHECK(again.code == 73);
  CHECK(again.err.find("--force") != std::string::npos);
  CHECK(test::bytes_of_file(folder / "data/ny_08_2026_support.csv") == "mine");
  REQUIRE(test::run(command + " --force").code == 0);
  CHECK(test::bytes_of_file(folder / "ny_08_2026.yaml") == before);
  CHECK(test::bytes_of_file(folder / "data/ny_08_2026_support.csv") != "mine");
}

TEST_CASE("draft does not replace its recipe, even if it is told to", "[app][draft]") {
  const test::TemporaryFolder folder;
  std::filesystem::copy(hustings::test::in_source("/scenarios"), folder / "scenarios",
                        std::filesystem::copy_options::recursive);
  const std::string recipes = folder.path() + "/scenarios/recipes";
  const std::string recipe = recipes + "/ny_08_2026.yaml";
  const std::string before = test::bytes_of_file(recipe);
  const auto ran = test::run("draft " + recipe + " -o " + recipes + " --force");
  CHECK(ran.code == 73);
  CHECK(test::in_one_line(ran.err).find("the recipe is read from it") != std::string::npos);
  CHECK(test::bytes_of_file(recipe) == before);
  CHECK_FALSE(std::filesystem::exists(recipes + "/data/ny_08_2026_support.csv"));
}

TEST_CASE("draft --json prints the numbers on the way", "[app][draft]") {
  const test::TemporaryFolder folder;
  const auto ran = test::run("draft " + kRecipe + " -o " + folder.path() + " --json");
  CHECK(ran.code == 0);
  CHECK(ran.out == test::bytes_of_file(folder / "ny_08_2026_draft.json"));
}

TEST_CASE("draft of a bad recipe writes nothing", "[app][draft]") {
  const test::TemporaryFolder folder;
  test::put_file(folder / "bad.yaml", "hustings_draft: 1\n");
  const auto ran = test::run("draft " + folder.path() + "/bad.yaml -o " + folder.path() + "/out");
  CHECK(ran.code == 65);
  CHECK(ran.err.find("'places' is missing") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder / "out"));
  CHECK(test::run("draft " + folder.path() + "/none.yaml -o x").code == 66);
}

TEST_CASE("draft tells a mistake in a key passed on with the recipe's line", "[app][draft]") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directories(folder / "data");
  const std::filesystem::path scenarios = hustings::test::in_source("/scenarios");
  std::filesystem::copy(scenarios / "recipes", folder / "recipes",
                        std::filesystem::copy_options::recursive);
  std::filesystem::copy(scenarios / "data/sources", folder / "data/sources",
                        std::filesystem::copy_options::recursive);
  const auto recipe = folder / "recipes/ny_08_2026.yaml";
  std::string text = test::bytes_of_file(recipe);
  const std::size_t at = text.find("NY-08/osse wins");
  REQUIRE(at != text.npos);
  test::put_file(recipe, text.replace(at, 10, "NY-08/ose"));
  const auto ran = test::run("draft " + recipe.string() + " -o " + folder.path() + "/out");
  const auto line = 1 + std::count(text.begin(), text.begin() + std::ptrdiff_t(at), '\n');
  CHECK(ran.code == 65);
  CHECK(ran.err.find("ny_08_2026.yaml:" + std::to_string(line) + ":") != std::string::npos);
  CHECK(ran.err.find("at scenario.events.upset") != std::string::npos);
  CHECK(ran.err.find("the draft") == std::string::npos);
}

TEST_CASE("draft says what it leaves out, and refuses what is not there", "[app][draft]") {
  const test::TemporaryFolder folder;
  const std::string command = "draft " + kRecipe + " -o " + folder.path() + " --force ";
  REQUIRE(test::run(command + "--leave-out region=Queens").code == 0);
  CHECK(
      test::bytes_of_file(folder / "ny_08_2026.yaml").find("Left out on purpose: region Queens") !=
      std::string::npos);
  const auto slip = test::run(command + "--leave-out region=Quens");
  CHECK(slip.code == 65);
  CHECK(slip.err.find("did you mean 'Queens'?") != std::string::npos);
  CHECK(test::run(command + "--leave-out Queens").code == 2);
  CHECK(test::run(command + "--hold \"mayor 2021\"").code == 0);
  const auto held = test::run(command + "--hold \"mayor 2025\"");
  CHECK(held.code == 65);
  CHECK(test::in_one_line(held.err).find("'mayor 2025' cannot be held out, for the recipe needs "
                                         "it: factions, turnout.like") != std::string::npos);
  CHECK(held.err.find("there is no past contest") == std::string::npos);
}

TEST_CASE("explain and schema know the language of recipes", "[app][draft]") {
  const auto explained = test::run("explain --recipe crosswalk");
  CHECK(explained.code == 0);
  CHECK(explained.out.find("same_name") == std::string::npos);  // below <lines>
  CHECK(test::run("explain --recipe same_name").out.find("keep their names") != std::string::npos);
  CHECK(test::run("explain crosswalk").code == 2);
  CHECK(test::run("schema --recipe").out.find("A recipe of hustings") != std::string::npos);
}
