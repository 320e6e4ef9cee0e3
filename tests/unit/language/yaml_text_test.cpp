#include "language/yaml_text.hpp"

#include <catch2/catch.hpp>

using namespace hustings;

namespace {

YamlTree tree_of(const std::string& text) {
  Problems problems;
  auto tree = parse_yaml(text, "t.yaml", problems);
  INFO(text);
  REQUIRE(tree);
  REQUIRE_FALSE(problems.has_errors());
  return *tree;
}

}  // namespace

TEST_CASE("What is written as YAML is read as the same", "[yaml]") {
  const std::string texts[] = {
      "{a: 1, b: [x, y], c: {d: {}, e: []}}",
      "{'q: r': 'it''s', \"s\": \"a \\\"quoted\\\" \\\\ text\", t: 'x, y', u: '#no', v: '1'}",
      "[{id: a, where: {region: [north, south]}, sd: 0.2}, b]",
      "{long: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen', "
      "list: [{id: aaaaaaaaaaaaaaaaaaaaaaaa, name: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, more: "
      "ccccccccccccccccccccccccccccccccccc, last: [d, e]}, plain]}",
      "plain words, with a comma",
      "{a: 'two\n\nlines', b: '', c: '- dash', d: 'x # y', e: 'k: v', f: '[a', g: 'null', h: '~'}"};
  for (const std::string& text : texts) {
    const YamlTree before = tree_of(text);
    const std::string flow = yaml_flow(before.root());
    CHECK(yaml_flow(tree_of(flow).root()) == flow);
    for (const std::string& block :
         {"key:" + yaml_block(before.root(), 2), "key:" + yaml_lines(before.root(), 2)}) {
      CAPTURE(block);
      const YamlTree after = tree_of(block);
      CHECK(yaml_flow(*after.root().find("key")) == flow);
    }
  }
}

TEST_CASE("A text has quotes where YAML needs them, more often in brackets", "[yaml]") {
  CHECK(yaml_scalar("NY-08/osse") == "NY-08/osse");
  CHECK(yaml_scalar("a, b", false) == "a, b");
  CHECK(yaml_scalar("a, b") == "\"a, b\"");
  CHECK(yaml_scalar(std::string("a") + char(7) + "\x7f") == "\"a\\x07\\x7f\"");
  CHECK(yaml_scalar("- a", false) == "\"- a\"");
  CHECK(yaml_scalar("a: b", false) == "\"a: b\"");
  CHECK(yaml_scalar("") == "\"\"");
  CHECK(yaml_scalar("New York's 8th", false) == "New York's 8th");
}
