#include "model/campaign/coverage.hpp"

#include <catch2/catch.hpp>

using namespace hustings::campaign;

namespace {

using Universes = std::vector<UniverseReach>;

double registered(const std::vector<CoverageGroup>& groups) {
  double sum = 0;
  for (const CoverageGroup& group : groups) sum += group.registered;
  return sum;
}

std::vector<std::string> named(const std::vector<CoverageGroup>& groups) {
  std::vector<std::string> names;
  for (const CoverageGroup& group : groups) {
    std::string name;
    for (const std::string& value : group.values) name += (name.empty() ? "" : "+") + value;
    names.push_back(name.empty() ? "other" : name);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Coverage compares groups with the mean", "[campaign]") {
  const Universes first{{{"target"}, 40000, 8500}, {{"rest"}, 60000, 1500}};
  const auto groups = coverage(first, {{0}, 500});
  REQUIRE(named(groups) == Names{"rest", "target"});
  CHECK(groups[1].ratio == Approx(2.125).epsilon(1e-12));
  CHECK(groups[0].ratio == Approx(.25).epsilon(1e-12));
  const Universes more{{{"target"}, 40000, 40000 * .386111111111}, {{"rest"}, 60000, 3000}};
  CHECK(coverage(more, {{0}, 500})[1].ratio == Approx(2.0933734940).margin(1e-9).epsilon(0));
  CHECK(coverage(more, {{0}, 500})[0].ratio == Approx(.2710843373).margin(1e-9).epsilon(0));
}

TEST_CASE("One small group hides the next smallest too", "[campaign]") {
  const Universes universes{
      {{"a"}, 300, 30}, {{"b"}, 2000, 20}, {{"c"}, 900, 90}, {{"d"}, 5000, 50}};
  const auto groups = coverage(universes, {{0}, 500});
  CHECK(named(groups) == Names{"b", "d", "other"});
  CHECK(groups[2].registered == 1200);
  CHECK(groups[2].reached == 120);
  CHECK(registered(groups) == 8200);
}

TEST_CASE("Small groups together are no small group", "[campaign]") {
  const Universes universes{{{"a"}, 100, 1}, {{"b"}, 200, 1}, {{"c"}, 900, 9}, {{"d"}, 5000, 50}};
  CHECK(named(coverage(universes, {{0}, 500})) == Names{"d", "other"});
  CHECK(registered(coverage(universes, {{0}, 500})) == 6200);
}

TEST_CASE("Nothing is shown of too few people", "[campaign]") {
  const Universes universes{{{"a"}, 100, 1}, {{"b"}, 200, 1}};
  CHECK(coverage(universes, {{0}, 500}).empty());
  CHECK(coverage(Universes{}, {{0}, 500}).empty());
}

TEST_CASE("Pairs of tags cannot be found by subtraction", "[campaign]") {
  // old+north is small. Its row and its column are known from each tag alone, so that in both
  // another is hidden, and in theirs too.
  const Universes universes{{{"old", "north"}, 100, 1},    {{"old", "south"}, 3000, 1},
                            {{"old", "west"}, 4000, 1},    {{"young", "north"}, 2000, 1},
                            {{"young", "south"}, 5000, 1}, {{"young", "west"}, 6000, 1}};
  const auto groups = coverage(universes, {{0, 1}, 500});
  CHECK(named(groups) == Names{"old+west", "young+west", "other"});
  CHECK(registered(groups) == 20100);
}

TEST_CASE("Universes without a tag are a group of their own", "[campaign]") {
  const Universes universes{{{"a"}, 1000, 10}, {{""}, 900, 9}, {{"a"}, 0, 0}};
  const auto groups = coverage(universes, {{0}, 500});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].values == Names{""});
  CHECK(registered(groups) == 1900);
}

TEST_CASE("Where nobody is reached no ratio is made up", "[campaign]") {
  CHECK(coverage(Universes{{{"a"}, 1000, 0}}, {{0}, 500})[0].ratio == 0);
}
