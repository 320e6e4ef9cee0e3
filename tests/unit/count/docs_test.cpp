#include <catch2/catch.hpp>

#include "ballots/count_rule_keys.hpp"
#include "support/places.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

TEST_CASE("docs/count.md explains every rule", "[count][docs]") {
  const std::string page = read_text(test::in_source("/docs/count.md"), 1'000'000);
  for (const RuleKey& rule : rule_keys()) {
    CHECK(page.find("| `" + std::string(rule.name) + "` |") != std::string::npos);
  }
}

}  // namespace
}  // namespace hustings
