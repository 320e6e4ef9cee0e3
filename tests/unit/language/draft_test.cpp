// Recipes from their text to the files of a scenario.

#include "hustings/infer/draft.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "hustings/language/read_recipe.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/language/write_draft.hpp"
#include "hustings/model/model.hpp"
#include "support/places.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

namespace fs = std::filesystem;
using Files = std::vector<scenario::SourceFile>;

const fs::path kScenarios = fs::path(hustings::test::in_source("/scenarios"));
const std::string kRecipe = "recipes/ny_08_2026.yaml";

recipe::Recipe good_recipe(const fs::path& path, const infer::LeftOut& left_out = {}) {
  Problems problems;
  recipe::Recipe recipe = read_recipe(path, problems);
  infer::leave_out(left_out, recipe, problems);
  infer::check_recipe(recipe, problems);
  for (const Problem& problem : problems.sorted()) INFO(format(problem));
  REQUIRE_FALSE(problems.has_errors());
  return recipe;
}

Files files_of(const fs::path& path) {
  const recipe::Recipe recipe = good_recipe(path);
  return draft_files(infer::draft(recipe), recipe, "n");
}

/// Turns the rows of a table below its header round, in an order of their own.
void shuffle_rows(const fs::path& table, std::uint32_t seed) {
  std::vector<std::string> lines;
  std::istringstream input(test::bytes_of_file(table));
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  std::shuffle(lines.begin() + 1, lines.end(), std::mt19937(seed));
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  test::put_file(table, text);
}

/// A copy of the shipped recipes with what they read.
struct Copy {
  test::TemporaryFolder folder;
  fs::path recipe;

  Copy() : recipe(folder / kRecipe) {
    fs::create_directories(folder / "data");
    fs::copy(kScenarios / "recipes", folder / "recipes", fs::copy_options::recursive);
    fs::copy(kScenarios / "data/sources", folder / "data/sources", fs::copy_options::recursive);
  }

  void edit(const std::string& before, const std::string& after) const {
    std::string text = test::bytes_of_file(recipe);
    const std::size_t at = text.find(before);
    REQUIRE(at != text.npos);
    test::put_file(recipe, text.replace(at, before.size(), after));
  }
};

}  // namespace

TEST_CASE("A drafted scenario is a scenario without any problem", "[recipe][draft]") {
  Problems problems;
  const auto scenario = read_stored_scenario(files_of(kScenarios / kRecipe), {}, "draft", problems);
  build_worlds(scenario, problems);
  CHECK(problems.sorted().empty());
  REQUIRE(scenario.contests.size() == 1);
  CHECK(scenario.seed == 20260608);
  CHECK(scenario.events.size() == 2);
  CHECK(scenario.universes.size() > 90);
}

TEST_CASE("The order of rows changes no byte of a draft", "[recipe][draft]") {
  const Copy copy;
  const Files before = files_of(copy.recipe);
  std::uint32_t seed = 1;
  for (const auto& table : fs::directory_iterator(copy.folder / "data/sources")) {
    if (table.path().extension() == ".csv") shuffle_rows(table.path(), seed++);
  }
  CHECK(files_of(copy.recipe) == before);
}

TEST_CASE("The order of past contests changes no byte of a draft", "[recipe][draft]") {
  const Copy copy;
  const Files before = files_of(copy.recipe);
  const std::string text = test::bytes_of_file(copy.recipe);
  const std::size_t first = text.find("  - id: mayor 2025");
  const std::size_t second = text.find("  - id: mayor 2021");
  const std::size_t end = text.find("crosswalk:");
  test::put_file(copy.recipe, text.substr(0, first) + text.substr(second, end - second) +
                                  text.substr(first, second - first) + text.substr(end));
  CHECK(files_of(copy.recipe) == before);
}

TEST_CASE("Shares of places add up to the shares of the contest", "[recipe][draft]") {
  const recipe::Recipe recipe = good_recipe(kScenarios / kRecipe);
  const infer::Draft draft = infer::draft(recipe);
  const infer::DraftContest& contest = draft.contests.front();
  std::vector<std::vector<double>> ballots(draft.places.size(),
                                           std::vector<double>(draft.factions.size(), 0));
  double all = 0;
  for (const infer::DraftUniverse& universe : draft.universes) {
    const double n = static_cast<double>(universe.registered) * universe.turnout;
    ballots[universe.place][universe.faction] += n;
    all += n;
  }
  std::vector<double> shares(contest.target.size(), 0);
  for (const infer::DraftSupport& support : contest.support) {
    REQUIRE(support.place);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      shares[k] += ballots[*support.place][support.faction] * support.shares[k] / all;
    }
  }
  for (std::size_t k = 0; k < shares.size(); ++k) {
    CHECK(shares[k] == Approx(contest.target[k]).margin(1e-9));
  }
  // Who is like Mamdani does better where he did: in Bedford-Stuyvesant than in Canarsie.
  const auto share_in = [&](const std::string& id) {
    double sum = 0;
    double total = 0;
    for (const infer::DraftSupport& support : contest.support) {
      if (draft.places[*support.place].id != id) continue;
      sum += ballots[*support.place][support.faction] * support.shares[1];
      total += ballots[*support.place][support.faction];
    }
    return sum / total;
  };
  CHECK(share_in("NY-8-AD-56") > share_in("NY-8-AD-59") + .1);
}

TEST_CASE("A level of turnout is met by the places that vote", "[recipe][draft]") {
  const Copy copy;
  copy.edit("times: 0.55", "mean: 0.2");
  const recipe::Recipe recipe = good_recipe(copy.recipe);
  const infer::Draft draft = infer::draft(recipe);
  CHECK(draft.contests.front().ballots / draft.contests.front().registered ==
        Approx(.2).epsilon(1e-3));
  CHECK(draft.turnout.level_sd == .3);
}

TEST_CASE("Universes keep all registered voters of their place", "[recipe][draft]") {
  const infer::Draft draft = infer::draft(good_recipe(kScenarios / kRecipe));
  std::vector<double> registered(draft.places.size(), 0);
  for (const infer::DraftUniverse& universe : draft.universes) {
    CHECK(universe.registered > scenario::kFewVoters);
    registered[universe.place] += static_cast<double>(universe.registered);
  }
  for (std::size_t i = 0; i < draft.places.size(); ++i) {
    if (draft.votes[i]) CHECK(std::abs(registered[i] - draft.places[i].registered) < 6);
  }
}

TEST_CASE("Judged shares win over fitted ones, the others divide the rest", "[recipe][draft]") {
  const Copy copy;
  copy.edit(
      "    lean:",
      "    support: [{candidate: osse, faction: left, place: NY-8-AD-56, share: 0.9, because: x}]\n"
      "    lean:");
  const infer::Draft draft = infer::draft(good_recipe(copy.recipe));
  std::size_t n_judged = 0;
  for (const infer::DraftSupport& support : draft.contests.front().support) {
    if (std::abs(support.shares[1] - .9) > 1e-12) continue;
    ++n_judged;
    CHECK(draft.places[*support.place].id == "NY-8-AD-56");
    CHECK(draft.factions[support.faction] == "left");
    CHECK(support.shares[0] == Approx(.1));
  }
  CHECK(n_judged == 1);
}

TEST_CASE("A region that is left out tells nothing of itself", "[recipe][draft]") {
  const infer::LeftOut left_out{"Brooklyn", ""};
  const infer::Draft draft = infer::draft(good_recipe(kScenarios / kRecipe, left_out), left_out);
  const infer::DraftContest& contest = draft.contests.front();
  for (const std::size_t i : contest.places) {
    CHECK(draft.turnout.last[i] == Approx(draft.turnout.last[contest.places.front()]));
  }
}

TEST_CASE("A past contest that is held is not there", "[recipe][draft]") {
  Problems problems;
  recipe::Recipe recipe = read_recipe(kScenarios / kRecipe, problems);
  infer::leave_out({"", "mayor 2021"}, recipe, problems);
  CHECK(recipe.past.size() == 1);
  infer::check_recipe(recipe, problems);
  CHECK_FALSE(problems.has_errors());
  infer::leave_out({"Quens", "mayor 2024"}, recipe, problems);
  REQUIRE(problems.n_errors() == 2);
}

TEST_CASE("Errors of earlier drafts change sizes", "[recipe][draft]") {
  const Copy copy;
  copy.edit("scenario:\n", "errors: {table: errors.csv}\nscenario:\n");
  test::put_file(copy.folder / "recipes/errors.csv",
                 "effect,kind,n,sum_of_squares\nturnout,house,1,0.09\nturnout,house,4,0.39\n");
  const infer::Draft draft = infer::draft(good_recipe(copy.recipe));
  // Four contests of one day count as 4 / 1.21.
  const double expected = std::sqrt((20 * .3 * .3 + .09 + .39 / 1.21) / (20 + 1 + 4 / 1.21));
  CHECK(draft.effects.front().effect.id == "turnout");
  CHECK(draft.effects.front().effect.loads.front().sd == Approx(expected).margin(5e-4));
}

TEST_CASE("Errors count by the contests that they are of, not by how many they are",
          "[recipe][draft]") {
  const Copy copy;
  copy.edit("scenario:\n", "errors: {table: errors.csv}\nscenario:\n");
  test::put_file(copy.folder / "recipes/errors.csv",
                 "effect,n,sum_of_squares,contests,day,mark,x-kind,x-model\n"
                 "place,240,60,1,2025-06-24,after the fact,,\nplace,100,9,3,2026-06-02,,,\n"
                 "polling,2,0.1,1,2025-06-24,,,\n");
  const recipe::Recipe recipe = good_recipe(copy.recipe);
  const infer::Draft draft = infer::draft(recipe);
  const auto place = std::ranges::find(
      draft.effects, "place", [](const infer::DraftEffect& made) { return made.effect.id; });
  REQUIRE(place != draft.effects.end());
  const double expected = std::sqrt((20 * .43 * .43 + 60 + 9 / 1.14) / (20 + 240 + 100 / 1.14));
  CHECK(place->effect.loads.front().sd == Approx(expected).margin(5e-4));
  CHECK_THAT(place->because,
             Catch::EndsWith("; with 340 errors counted since, 240 of them after the fact"));
  Problems problems;
  infer::check_recipe(recipe, problems);
  REQUIRE(problems.sorted().size() == 1);
  CHECK_THAT(format(problems.sorted().front()),
             Catch::Contains("warning: errors of 'polling' change nothing here"));
}

/// Sizes by the laws of June 2026, of which `polling` is .24 for all.
double polling_with(const std::string& rows) {
  const Copy copy;
  copy.edit("hustings_draft: 1\n", "hustings_draft: 1\nlaws: 2026-06\n");
  copy.edit("scenario:\n", "errors: {table: errors.csv}\nscenario:\n");
  test::put_file(copy.folder / "recipes/errors.csv", "effect,n,sum_of_squares\n" + rows);
  const infer::Draft draft = infer::draft(good_recipe(copy.recipe));
  REQUIRE(draft.effects.front().effect.id == "polling");
  return draft.effects.front().effect.loads.front().sd;
}

TEST_CASE("Errors of polls by the laws of June 2026 give the sizes that they come to",
          "[recipe][draft]") {
  CHECK(polling_with("polling,1,0.09\npolling,1,0.01\npolling,1,0.25\npolling,1,0.04\n") ==
        Approx(.2534758371).margin(5e-4));
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += "polling,1,0.01\n";
  CHECK(polling_with(ten) == Approx(.2042873793).margin(5e-4));
  // Ten contests of one day count as 10 / 1.63.
  CHECK(polling_with("polling,10,0.1\n") ==
        Approx(std::sqrt((20 * .0576 + .1 / 1.63) / (20 + 10 / 1.63))).margin(5e-4));
}

TEST_CASE("A draft says what it knew after the fact", "[recipe][draft]") {
  const Copy copy;
  const auto reasons = [&] {
    const recipe::Recipe recipe = good_recipe(copy.recipe);
    const infer::Draft draft = infer::draft(recipe);
    return after_the_fact(draft.contests.front(), recipe);
  };
  const std::string before = files_of(copy.recipe).front().text;
  CHECK(before.find("fter the fact") == before.npos);
  CHECK(before.find("as_of") == before.npos);
  copy.edit("hustings_draft: 1\n", "hustings_draft: 1\nas_of: 2026-06-08\n");
  CHECK(reasons().empty());
  const std::string with_days = files_of(copy.recipe).front().text;
  CHECK_THAT(with_days, Catch::Contains("\nday: 2026-06-23\nas_of: 2026-06-08\n"));
  copy.edit("as_of: 2026-06-08\n", "as_of: 2026-06-23\n");
  CHECK(reasons().empty());
  copy.edit("as_of: 2026-06-23\n", "as_of: 2026-07-01\nerrors: {table: errors.csv}\n");
  test::put_file(copy.folder / "recipes/errors.csv",
                 "effect,n,sum_of_squares,day\nplace,4,0.3,2025-06-24\nplace,9,1,2026-06-22\n");
  CHECK(reasons() ==
        std::vector<std::string>{"the recipe is of 2026-07-01, NY-08 was on 2026-06-23"});
  test::put_file(copy.folder / "recipes/errors.csv",
                 "effect,n,sum_of_squares,day\nplace,4,0.3,2026-06-23\nplace,9,1,2026-06-22\n");
  CHECK(reasons().back() == "sizes are learnt from errors of 2026-06-23, NY-08 was on 2026-06-23");
  const Files files = files_of(copy.recipe);
  CHECK_THAT(files.front().text, Catch::Contains("# After the fact: the recipe is of 2026-07-01"));
}

TEST_CASE("An effect of the recipe takes the place of the drafted one", "[recipe][draft]") {
  const Copy copy;
  copy.edit(
      "  seed: 20260608\n",
      "  seed: 20260608\n  effects: [{id: place, affects: support, by: [candidate, district], "
      "sd: 0.11}]\n");
  const recipe::Recipe recipe = good_recipe(copy.recipe);
  Problems problems;
  const auto scenario =
      read_stored_scenario(draft_files(infer::draft(recipe), recipe, "n"), {}, "draft", problems);
  CHECK(problems.sorted().empty());
  const auto n = std::count_if(scenario.effects.begin(), scenario.effects.end(),
                               [](const auto& effect) { return effect.id == "place"; });
  CHECK(n == 1);
  CHECK(scenario.effects.back().loads.front().sd == .11);
}

TEST_CASE("The JSON of a draft has every judged number with its reason", "[recipe][draft]") {
  const recipe::Recipe recipe = good_recipe(kScenarios / kRecipe);
  const auto json = nlohmann::json::parse(draft_json(infer::draft(recipe), recipe));
  std::vector<std::string> judged;
  for (const auto& one : json.at("judged")) {
    judged.push_back(one.at("what"));
    CHECK(one.at("because").get<std::string>().size() > 10);
  }
  CHECK(judged == std::vector<std::string>{"turnout.level.times", "turnout.level.sd", "turnout.new",
                                           "contests.NY-08.lean"});
  CHECK(json.at("inputs").front().at("file") == "ny_08_2026.yaml");
  CHECK(json.at("inputs").size() == 5);
  CHECK(json.at("turnout").at("places").size() == 12);
}

TEST_CASE("Types of voters become factions, and the unidentified are named", "[recipe][draft]") {
  const Copy copy;
  copy.edit(
      "  from: mayor 2025\n  blocs: {left: [mamdani], liberal: [lander, adams, myrie], "
      "moderate: rest}\n",
      "  latent: {contests: [mayor 2021, mayor 2025], number: 3}\n");
  const recipe::Recipe recipe = good_recipe(copy.recipe);
  const infer::Draft draft = infer::draft(recipe);
  CHECK(draft.factions == std::vector<std::string>{"type_1", "type_2", "type_3"});
  const std::vector<double> purest = draft.types->purest();
  std::vector<std::string> expected;
  for (std::size_t f = 0; f < 3; ++f) {
    if (purest[f] < .8) expected.push_back(draft.factions[f]);
  }
  CHECK(draft.unidentified == expected);
  Problems problems;
  const auto scenario =
      read_stored_scenario(draft_files(draft, recipe, "n"), {}, "draft", problems);
  build_worlds(scenario, problems);
  CHECK(problems.sorted().empty());
}
