#include "language/key_docs.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace hustings;

namespace {

const std::string kPage = std::string(HUSTINGS_SOURCE_DIR) + "/docs/scenario.md";
constexpr const char* kBegin = "<!-- keys: begin";
constexpr const char* kEnd = "<!-- keys: end -->";

std::string read_page() {
  std::ostringstream text;
  text << std::ifstream(kPage).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("docs/scenario.md lists the keys that the reader knows", "[keys]") {
  const std::string page = read_page();
  const std::size_t begin = page.find('\n', page.find(kBegin)) + 1;
  const std::size_t end = page.find(kEnd);
  REQUIRE(begin <= end);
  const std::string made = "\n" + key_reference_markdown() + "\n";
  if (std::getenv("HUSTINGS_UPDATE") != nullptr) {
    std::ofstream(kPage) << page.substr(0, begin) << made << page.substr(end);
    return;
  }
  INFO("docs/scenario.md is stale: run the tests once with HUSTINGS_UPDATE=1");
  CHECK(page.substr(begin, end - begin) == made);
}

TEST_CASE("The table of keys is in order", "[keys]") {
  std::set<std::string_view> paths;
  for (const Key& key : all_keys()) {
    INFO(key.path);
    CHECK(paths.insert(key.path).second);
    CHECK_FALSE(key.help.empty());
    CHECK(key.types.bits != 0);
    CHECK(key.types.has(KeyType::word) == !key.words.empty());
    CHECK_FALSE((key.presence == Presence::required && !key.by_default.empty()));
  }
}

TEST_CASE("A key is found by any of its names", "[keys]") {
  const auto paths = [](std::string_view question) {
    std::vector<std::string> found;
    for (const Key* key : keys_meant(question)) found.emplace_back(key->path);
    return found;
  };
  using Paths = std::vector<std::string>;
  CHECK(paths("seed") == Paths{"seed"});
  CHECK(paths("contests[].support") == Paths{"contests[].support"});
  CHECK(paths("contests.support") == Paths{"contests[].support"});
  CHECK(paths("contests[3].support") == Paths{"contests[].support"});
  CHECK(paths("contests.D-1.support.left.ana") ==
        Paths{"contests[].support.<faction>.<candidate>"});
  CHECK(paths("turnout_mean") == Paths{"universes.table.turnout_mean"});
  CHECK(paths("sd").size() == 7);
  CHECK(paths("nothing").empty());
  CHECK(key_suggestion("turnot") == "did you mean 'turnout'?");
}
