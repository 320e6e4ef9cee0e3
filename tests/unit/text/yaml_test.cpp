#include "text/yaml.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "support/allocations.hpp"
#include "text/repeats.hpp"

using hustings::parse_yaml;
using hustings::Place;
using hustings::Problems;
using hustings::YamlNode;
namespace test = hustings::test;

namespace {

std::string problem_of(const std::string& text) {
  Problems problems;
  parse_yaml(text, "s.yaml", problems);
  return problems.sorted().empty() ? "" : format(problems.sorted().front());
}

}  // namespace

TEST_CASE("A node knows its place, its text and its quotes", "[yaml]") {
  Problems problems;
  const auto tree =
      parse_yaml("a: 1\nlist: [x, 'y z']\nmap:\n  é: ü\n  k: \"é\" # e\n", "s.yaml", problems);
  REQUIRE(tree);
  CHECK_FALSE(problems.has_errors());
  const YamlNode root = tree->root();
  REQUIRE(root.is_map());
  REQUIRE(root.size() == 3);
  CHECK(root.find("a")->text() == "1");
  CHECK(root.find("a")->place() == Place{"s.yaml", 1, 4});
  const auto items = root.find("list")->items();
  REQUIRE(items.size() == 2);
  CHECK_FALSE(items[0].quoted());
  CHECK(items[1].quoted());
  CHECK(items[1].text() == "y z");
  CHECK(items[1].place() == Place{"s.yaml", 2, 11});
  const auto entries = root.find("map")->entries();
  CHECK(entries[0].value.place() == Place{"s.yaml", 4, 6});
  CHECK(entries[1].key.place() == Place{"s.yaml", 5, 3});
  CHECK_FALSE(root.find("nothing"));
}

TEST_CASE("A value that is missing stands where its key stands", "[yaml]") {
  Problems problems;
  const auto tree = parse_yaml("a:\nb: ~\nc: null\nd:\n  - \n  - x\n", "s.yaml", problems);
  REQUIRE(tree);
  CHECK(tree->root().find("a")->is_null());
  CHECK(tree->root().find("a")->place() == Place{"s.yaml", 1, 1});
  CHECK(tree->root().find("b")->place() == Place{"s.yaml", 2, 4});
  CHECK(tree->root().find("c")->place() == Place{"s.yaml", 3, 4});
  CHECK(tree->root().find("d")->items()[0].is_null());
}

TEST_CASE("An alias reads as what it stands for, at its own place", "[yaml]") {
  Problems problems;
  auto tree = parse_yaml("a: &x {k: [1, 2]}\nb: *x\nc: [*x]\n", "s.yaml", problems);
  REQUIRE(tree);
  const YamlNode b = *tree->root().find("b");
  CHECK(b.place() == Place{"s.yaml", 2, 4});
  CHECK(b.find("k")->items()[1].text() == "2");

  tree->expand_aliases();
  const auto value = parse_yaml("[7, {z: w}]", "--set", problems);
  tree->replace(*b.find("k"), *value);
  CHECK(b.find("k")->items()[1].find("z")->text() == "w");
  CHECK(b.find("k")->items()[0].place() == Place{"--set", 1, 2});
  CHECK(tree->root().find("a")->find("k")->items()[1].text() == "2");
  CHECK(tree->root().find("c")->items()[0].find("k")->items()[1].text() == "2");
  tree->add(b, "new", *value);
  CHECK(b.find("new")->size() == 2);
  CHECK(b.size() == 2);
}

TEST_CASE("YAML that no scenario may hold is refused with its place", "[yaml]") {
  CHECK(problem_of("a: 1\nb: 2\na: 3\n") ==
        "s.yaml:3:1: error: 'a' is given twice, first on line 1, column 1 (keep one of the two)\n"
        "    at a");
  CHECK(problem_of("a: &x {k: 1}\nb:\n  <<: *x\n").find("s.yaml:3:3: error: merge keys") == 0);
  CHECK(problem_of("a: &x [*x]").find("s.yaml:1:8: error: an alias stands inside") == 0);
  CHECK(problem_of("a: 1\n---\nb: 2\n").find("s.yaml:2:1: error: something follows") == 0);
  CHECK(problem_of("a: !!str 1").find("s.yaml:1:4: error: YAML tags") == 0);
  CHECK(problem_of("[a]: 1").find("s.yaml:1:1: error: a key must be") == 0);
  CHECK(problem_of("a: \xff").find("s.yaml:1:4: error: not UTF-8 at byte 3") == 0);
  CHECK(problem_of("é: \x04").find("s.yaml:1:4: error: a control character at byte 4") == 0);
  CHECK(problem_of("a: [1, 2").find("error: a '[' is not closed") != std::string::npos);
  CHECK(problem_of("a: b: c").find("s.yaml:1:5: error: a ':' where no key") == 0);
  CHECK(problem_of("").find("s.yaml:1:1: error: empty") == 0);
  CHECK(problem_of(",") != "");
  CHECK(problem_of("\xEF\xBB\xBF"
                   "a: 1") == "");
}

TEST_CASE("No YAML eats the machine", "[yaml]") {
  // bytes allocated, which also shows what is copied again and again
  const auto cost_of = [](const std::string& text, const std::string& problem) {
    const std::size_t before = test::allocated_bytes();
    CHECK_THAT(problem_of(text), Catch::Contains(problem));
    return test::allocated_bytes() - before;
  };
  const auto linear = [](const std::string& text) { return 500 * text.size(); };
  constexpr std::size_t kSmall = 1'000'000;

  const std::string opened(1'000'000, '[');
  const std::string closed = "a: " + opened + std::string(1'000'000, ']');
  CHECK(cost_of(opened, "error: ") < linear(opened));
  CHECK(cost_of("a: " + opened, "error: ") < linear(opened));
  CHECK(cost_of(closed, "nested deeper than 64") < linear(closed));
  CHECK_THAT(problem_of("a: " + std::string(64, '[') + std::string(64, ']')),
             Catch::Contains("nested deeper than 64"));
  CHECK(problem_of("a: " + std::string(63, '[') + std::string(63, ']')) == "");
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 8; ++k) bomb += ", " + before;
    bomb += "]\n";
  }
  CHECK(cost_of(bomb, "error: more than 1000000 values") < kSmall);
  std::string deep = "a0: &a0 [x]\n";
  for (int i = 1; i < 80; ++i) {
    deep += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
            "]\n";
  }
  CHECK(cost_of(deep, "nested deeper than 64") < kSmall);
  CHECK(cost_of(std::string(9u << 20, '#'), "larger than 8 MiB") < kSmall);
  std::string keys;
  for (int i = 0; i < 100'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
  CHECK(cost_of(keys, "") < linear(keys));
  CHECK(problem_of(keys) == "");
}

TEST_CASE("Repeated keys are found in n log n comparisons", "[yaml]") {
  constexpr std::uint32_t kItems = 1u << 17;
  std::vector<std::uint32_t> items(kItems);
  std::iota(items.begin(), items.end(), 0u);
  for (const std::uint32_t n_different : {kItems, kItems / 2, 1u}) {
    std::size_t n_comparisons = 0;
    const auto found = hustings::repeats(items, [&](std::uint32_t a, std::uint32_t b) {
      ++n_comparisons;
      return a % n_different < b % n_different;
    });
    CHECK(n_comparisons < 2 * 17 * kItems);
    CHECK(found.size() == kItems - n_different);
    for (const hustings::Repeat& repeat : found) REQUIRE(repeat.first == repeat.item % n_different);
  }
}

TEST_CASE("Of keys that repeat the first stay, in their order", "[yaml]") {
  Problems problems;
  const auto tree = parse_yaml("{b: 1, a: 2, b: 3, b: 4, c: 5, a: 6, d: 7}", "s.yaml", problems);
  CHECK(problems.n_errors() == 3);
  std::string kept;
  for (const auto& [key, value] : tree->root().entries()) {
    kept += std::string(key.text()) + std::string(value.text());
  }
  CHECK(kept == "b1a2c5d7");
  CHECK(tree->root().size() == 4);
}
