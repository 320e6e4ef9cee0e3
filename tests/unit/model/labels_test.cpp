// Names of a run's items, and the items of one run that are those of another.

#include "hustings/model/labels.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/busy_scenario.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr Axis kAllAxes[] = {Axis::contest,        Axis::candidate,  Axis::district,
                             Axis::universe,       Axis::slate,      Axis::event,
                             Axis::total,          Axis::total_name, Axis::final_pair,
                             Axis::transfer_group, Axis::shock};
static_assert(std::size(kAllAxes) == kAxes);

Labels every_rule() {
  return labels_of(test::model_of(test::every_rule_scenario()));
}

}  // namespace

TEST_CASE("Items of the same labels are linked to themselves", "[labels]") {
  const Labels labels = every_rule();
  const Links links(labels, labels);
  for (const Axis axis : kAllAxes) {
    CAPTURE(static_cast<int>(axis));
    CHECK(links.n(axis) == n_items(labels, axis));
    CHECK(links.n(axis) > 0);
    for (std::size_t i = 0; i < links.n(axis); ++i) CHECK(links(axis, i) == i);
  }
}

TEST_CASE("Items are linked by name, wherever they stand", "[labels]") {
  const Labels base = every_rule();
  Labels world = base;
  std::reverse(world.districts.begin(), world.districts.end());
  std::reverse(world.universes.begin(), world.universes.end());
  std::reverse(world.events.begin(), world.events.end());
  std::reverse(world.total_names.begin(), world.total_names.end());
  const Links links(base, world);
  for (const Axis axis : {Axis::district, Axis::universe, Axis::event, Axis::total_name}) {
    CAPTURE(static_cast<int>(axis));
    const std::size_t n = links.n(axis);
    for (std::size_t i = 0; i < n; ++i) CHECK(links(axis, i) == n - 1 - i);
  }
}

TEST_CASE("Final pairs are linked whichever of the two stands first", "[labels]") {
  const Labels base = every_rule();
  Labels world = base;
  const std::uint32_t first = base.contests[2].first_candidate;
  std::swap(world.candidates[first], world.candidates[first + 1]);
  const Links links(base, world);
  CHECK(links(Axis::candidate, first) == first + 1);
  CHECK(links(Axis::candidate, first + 1) == first);
  // Of five candidates: ab, ac, ad, ae, bc, bd, be, cd, ce, de.
  CHECK(links(Axis::final_pair, 0) == 0);  // ba is ab
  CHECK(links(Axis::final_pair, 1) == 4);  // bc
  CHECK(links(Axis::final_pair, 4) == 1);  // ac
  CHECK(links(Axis::final_pair, 7) == 7);  // cd
}

TEST_CASE("What has another name, or a slate with other members, is linked to nothing",
          "[labels]") {
  const Labels base = every_rule();
  Labels world = base;
  world.contests[0].id = "another";
  world.districts[1].id = "another";
  world.universes[2].id = "another";
  world.slates[0].members.pop_back();
  world.events[0].name = "another";
  world.totals[0].id = "another";
  const Links links(base, world);
  CHECK_FALSE(links(Axis::contest, 0));
  CHECK(links(Axis::contest, 1) == 1);
  // Candidates and names of totals carry the name of what they belong to.
  CHECK_FALSE(links(Axis::candidate, 0));
  CHECK_FALSE(links(Axis::candidate, 1));
  CHECK(links(Axis::candidate, 2) == 2);
  CHECK_FALSE(links(Axis::district, 1));
  CHECK_FALSE(links(Axis::universe, 2));
  CHECK_FALSE(links(Axis::slate, 0));
  CHECK_FALSE(links(Axis::event, 0));
  CHECK_FALSE(links(Axis::total, 0));
  CHECK_FALSE(links(Axis::total_name, 0));
  CHECK_FALSE(links(Axis::total_name, 1));
}

TEST_CASE("Final pairs are those of the contests that are counted in rounds", "[labels]") {
  const Labels labels = every_rule();
  const auto pairs = final_pairs(labels);
  CHECK(pairs.size() == 10 + 10 + 3);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const CandidateLabel& a = labels.candidates[pairs[i].a];
    const CandidateLabel& b = labels.candidates[pairs[i].b];
    CHECK(pairs[i].a < pairs[i].b);
    CHECK(a.contest == b.contest);
    CHECK(labels.contests[a.contest].n_rounds > 0);
    CHECK(contest_of(labels, Axis::final_pair, i) == a.contest);
  }
  CHECK_FALSE(contest_of(labels, Axis::district, 0));
  CHECK_FALSE(contest_of(labels, Axis::slate, 0));
}

TEST_CASE("Transfer groups are those of ranked-choice contests, linked by contest and name",
          "[labels]") {
  const Labels base = every_rule();
  for (std::size_t i = 0; i < base.transfer_groups.size(); ++i) {
    const std::uint32_t c = base.transfer_groups[i].contest;
    CHECK(base.contests[c].rule == "ranked_choice");
    CHECK(contest_of(base, Axis::transfer_group, i) == c);
    CHECK(transfer_group_label(base, i) ==
          base.contests[c].id + "/" + base.transfer_groups[i].name);
  }
  Labels world = base;
  std::reverse(world.transfer_groups.begin(), world.transfer_groups.end());
  world.transfer_groups.back().name = "another";
  const Links links(base, world);
  const std::size_t n = links.n(Axis::transfer_group);
  for (std::size_t i = 0; i + 1 < n; ++i) CHECK(links(Axis::transfer_group, i) == n - 1 - i);
  CHECK_FALSE(links(Axis::transfer_group, n - 1));
}
