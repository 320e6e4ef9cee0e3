#include <catch2/catch.hpp>
#include <set>

#include "language/key_docs.hpp"
#include "language/schema.hpp"
#include "support/pages.hpp"

using namespace hustings;

TEST_CASE("docs/recipe.md lists the keys that the reader of recipes knows", "[docs][recipe]") {
  test::check_part("recipe.md", "keys", "\n" + key_reference_markdown(Language::recipe));
}

TEST_CASE("docs/recipe.schema.json is the schema that the recipes' keys make", "[docs][recipe]") {
  test::check_page("recipe.schema.json", language_schema(Language::recipe));
}

TEST_CASE("The table of recipes' keys is in order", "[keys][recipe]") {
  std::set<std::string_view> paths;
  for (const Key& key : all_keys(Language::recipe)) {
    INFO(key.path);
    CHECK(paths.insert(key.path).second);
    CHECK_FALSE(key.help.empty());
    CHECK(key.types.bits != 0);
    CHECK(language_of(key) == Language::recipe);
    CHECK(key.types.has(KeyType::word) == !key.words.empty());
    CHECK_FALSE((key.presence == Presence::required && !key.by_default.empty()));
  }
}

TEST_CASE("A recipe's key is found by any of its names", "[keys][recipe]") {
  REQUIRE(keys_meant("past.long.votes", Language::recipe).size() == 1);
  CHECK(keys_meant("past.long.votes", Language::recipe).front()->path == "past[].long.votes");
  CHECK(keys_meant("concentration", Language::recipe).front()->path ==
        "turnout.split.concentration");
  CHECK(keys_meant("concentration").empty());
  CHECK(key_suggestion("crosswlak", Language::recipe) == "did you mean 'crosswalk'?");
}
