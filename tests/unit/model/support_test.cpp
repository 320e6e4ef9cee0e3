#include <catch2/catch.hpp>

#include "model/support_lookup.hpp"

using namespace hustings;
using scenario::Contest;
using scenario::District;
using scenario::SupportKind;
using scenario::SupportRow;
using scenario::Universe;
using Kind = SupportFault::Kind;

namespace {

const District kNorth{.id = "D", .region = "north", .tags = {{"density", "high"}}};
const Universe kYoung{
    .district = "D", .universe = "young", .faction = "left", .tags = {{"age", "18-34"}}};
const PlacedUniverse kUniverse{&kYoung, &kNorth};

SupportRow share(const char* candidate, scenario::RowKeys keys, double value) {
  return {.candidate = candidate, .keys = std::move(keys), .value = value};
}

SupportRow rest(const char* candidate, scenario::RowKeys keys) {
  return {.candidate = candidate, .keys = std::move(keys), .kind = SupportKind::rest};
}

Contest contest(std::vector<SupportRow> rows) {
  Contest contest;
  contest.candidates = {{.id = "a"}, {.id = "b"}};
  contest.support = std::move(rows);
  return contest;
}

struct Resolved {
  SupportFault fault;
  std::vector<CandidateSupport> support = std::vector<CandidateSupport>(2);
};

Resolved resolve(std::vector<SupportRow> rows) {
  const Contest resolved_contest = contest(std::move(rows));
  Resolved resolved;
  resolved.fault = SupportLookup(resolved_contest)(kUniverse, resolved.support);
  return resolved;
}

}  // namespace

TEST_CASE("A universe is matched by its own keys, its district's and its full name", "[support]") {
  CHECK(universe_has(kUniverse, "faction", "left"));
  CHECK(universe_has(kUniverse, "district", "D"));
  CHECK(universe_has(kUniverse, "region", "north"));
  CHECK(universe_has(kUniverse, "universe", "young"));
  CHECK(universe_has(kUniverse, "universe", "D/young"));
  CHECK_FALSE(universe_has(kUniverse, "universe", "E/young"));
  CHECK(universe_has(kUniverse, "age", "18-34"));
  CHECK(universe_has(kUniverse, "density", "high"));
  CHECK_FALSE(universe_value(kUniverse, "nothing"));
}

TEST_CASE("The row with most keys counts, candidate by candidate", "[support]") {
  const Resolved resolved =
      resolve({share("a", {}, 0.5), share("b", {}, 0.3), share("a", {{"faction", "left"}}, 0.6),
               share("a", {{"age", "18-34"}, {"faction", "left"}}, 0.7),
               share("a", {{"faction", "right"}}, 0.1)});
  REQUIRE(resolved.fault.kind == Kind::none);
  CHECK(resolved.support[0].value == 0.7);
  CHECK(resolved.support[1].value == 0.3);
}

TEST_CASE("The rest is what the others leave, and a share of 0 is off the ballot", "[support]") {
  Resolved resolved = resolve({share("a", {}, 0.85), rest("b", {})});
  REQUIRE(resolved.fault.kind == Kind::none);
  CHECK(resolved.support[1].value == Approx(0.15));
  resolved = resolve({share("a", {}, 1), share("b", {}, 0)});
  REQUIRE(resolved.fault.kind == Kind::none);
  CHECK(resolved.support[1].kind == CandidateSupport::Kind::absent);
}

TEST_CASE("What a support table leaves open is a fault", "[support]") {
  CHECK(resolve({share("a", {}, 1)}).fault.kind == Kind::missing);
  CHECK(resolve({share("a", {{"faction", "right"}}, 1)}).fault.kind == Kind::no_rows);
  CHECK(resolve({share("a", {}, 0.5), share("b", {}, 0.4)}).fault.kind == Kind::sum);
  CHECK(resolve({share("a", {}, 1), rest("b", {})}).fault.kind == Kind::rest_empty);
  CHECK(resolve({rest("a", {}), rest("b", {})}).fault.kind == Kind::two_rests);
  SupportRow weight = share("b", {}, 0.5);
  weight.kind = SupportKind::log_weight;
  CHECK(resolve({share("a", {}, 0.5), weight}).fault.kind == Kind::mixed);
  CHECK(resolve({share("a", {{"faction", "left"}}, 0.5), share("a", {{"age", "18-34"}}, 0.4),
                 rest("b", {})})
            .fault.kind == Kind::tie);
  const Contest repeating = contest({share("a", {}, 0.5), share("a", {}, 0.4), rest("b", {})});
  const SupportLookup lookup(repeating);
  REQUIRE(lookup.repeated().size() == 1);
  CHECK(lookup.repeated()[0] == std::pair<std::size_t, std::size_t>(1, 0));
}
