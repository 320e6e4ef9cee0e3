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

std::vector<CoverageGroup> by(const Universes& universes, const std::vector<std::size_t>& tags) {
  return coverage(universes, safe_groups(universes, 500), tags);
}

}  // namespace

TEST_CASE("Coverage compares groups with the mean", "[campaign]") {
  const Universes first{{{"target"}, "", 40000, 8500}, {{"rest"}, "", 60000, 1500}};
  const auto groups = by(first, {0});
  REQUIRE(named(groups) == Names{"rest", "target"});
  CHECK(groups[1].ratio == Approx(2.125).epsilon(1e-12));
  CHECK(groups[0].ratio == Approx(.25).epsilon(1e-12));
  const Universes more{{{"target"}, "", 40000, 40000 * .386111111111}, {{"rest"}, "", 60000, 3000}};
  CHECK(by(more, {0})[1].ratio == Approx(2.0933734940).margin(1e-9).epsilon(0));
  CHECK(by(more, {0})[0].ratio == Approx(.2710843373).margin(1e-9).epsilon(0));
}

TEST_CASE("One small group hides the next smallest too", "[campaign]") {
  const Universes universes{
      {{"a"}, "", 300, 30}, {{"b"}, "", 2000, 20}, {{"c"}, "", 900, 90}, {{"d"}, "", 5000, 50}};
  const auto groups = by(universes, {0});
  CHECK(named(groups) == Names{"b", "d", "other"});
  CHECK(groups[2].registered == 1200);
  CHECK(groups[2].reached == 120);
  CHECK(registered(groups) == 8200);
}

TEST_CASE("Small groups together are no small group", "[campaign]") {
  const Universes universes{
      {{"a"}, "", 100, 1}, {{"b"}, "", 200, 1}, {{"c"}, "", 900, 9}, {{"d"}, "", 5000, 50}};
  CHECK(named(by(universes, {0})) == Names{"d", "other"});
  CHECK(registered(by(universes, {0})) == 6200);
}

TEST_CASE("Of nobody nothing is shown", "[campaign]") {
  CHECK(safe_groups(Universes{}, 500).shown.empty());
}

TEST_CASE("A tag that would tell of small groups beside others is in no pair", "[campaign]") {
  // old+north is small. It would be what is left of the old where south and west are told.
  const Universes universes{{{"old", "north"}, "", 100, 1},    {{"old", "south"}, "", 3000, 1},
                            {{"old", "west"}, "", 4000, 1},    {{"young", "north"}, "", 2000, 1},
                            {{"young", "south"}, "", 5000, 1}, {{"young", "west"}, "", 6000, 1}};
  const SafeGroups groups = safe_groups(universes, 500);
  CHECK(groups.shown == std::vector{true, true});
  CHECK(groups.paired == std::vector{true, false});
  CHECK(named(by(universes, {0})) == Names{"old", "young"});
  CHECK(named(by(universes, {1})) == Names{"north", "south", "west"});
}

TEST_CASE("Values that are few in one part are merged in all", "[campaign]") {
  // Of those whom the plan reaches, few are of c: with the next smallest they are enough.
  const Universes universes{{{"a"}, "reached", 3000, 300}, {{"b"}, "reached", 900, 90},
                            {{"c"}, "reached", 20, 2},     {{"a"}, "", 7000, 0},
                            {{"b"}, "", 4000, 0},          {{"c"}, "", 8000, 0}};
  const auto groups = by(universes, {0});
  CHECK(named(groups) == Names{"a", "other"});
  CHECK(groups[1].registered == 12920);
  CHECK(groups[1].reached == 92);
}

TEST_CASE("A tag whose values are all small is not shown", "[campaign]") {
  const Universes universes{{{"left", "1"}, "", 400, 1},
                            {{"left", "2"}, "", 300, 1},
                            {{"right", "3"}, "", 450, 1},
                            {{"right", "4"}, "", 499, 1}};
  CHECK(safe_groups(universes, 500).shown == std::vector{true, false});
}

TEST_CASE("Universes without a tag are a group of their own", "[campaign]") {
  const Universes universes{{{"a"}, "", 1000, 10}, {{""}, "", 900, 9}};
  const auto groups = by(universes, {0});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].values == Names{""});
  CHECK(registered(groups) == 1900);
}

TEST_CASE("Where nobody is reached no ratio is made up", "[campaign]") {
  CHECK(by(Universes{{{"a"}, "", 1000, 0}}, {0})[0].ratio == 0);
}
