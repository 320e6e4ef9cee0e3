// The pairs of every quantity of a what-if, held against the tallies of both worlds.

#include <catch2/catch.hpp>
#include <set>
#include <span>
#include <string>

#include "hustings/engine/simulate.hpp"
#include "hustings/model/build_event.hpp"
#include "hustings/summary/view.hpp"
#include "support/busy_scenario.hpp"
#include "support/scenarios.hpp"

using namespace hustings;
using scenario::Operation;

namespace {

constexpr std::uint64_t kElections = kBlock + 41;

scenario::WhatIf what_if(const std::string& name, const scenario::ChangeKind& kind) {
  return {{}, name, {{{}, {}, kind}}};
}

/// Every rule of counting, with changes of turnout, of who runs and of how it is counted.
scenario::Scenario changed_rules() {
  scenario::Scenario scenario = test::every_rule_scenario();
  scenario::Delegates rule = std::get<scenario::Delegates>(scenario.contests[5].count);
  rule.threshold = 0.3;
  scenario::RankedChoice fewer = std::get<scenario::RankedChoice>(scenario.contests[2].count);
  fewer.ranks = 2;
  fewer.lengths = {0.4, 0.6};
  const scenario::WhereClause in_a{{{"district", {"A"}}}, {}};
  scenario.what_ifs = {
      what_if("more votes", scenario::TurnoutChange{in_a, Operation::times, 1.2}),
      what_if("nobody in A/old", scenario::RegisteredChange{{{{"universe", {"A/old"}}}, {}}, 1, 0}),
      what_if("no c", scenario::RemoveCandidate{"ranked", "c", {}, {}}),
      what_if("ivy",
              scenario::AddCandidate{
                  "runoff", {{}, "ivy", "", {}}, {{"left", {{{}, "ivy", 0.2}}}}, {{"left", {}}}}),
      what_if("two ranks", scenario::CountChange{"ranked", fewer}),
      what_if("plurality", scenario::CountChange{"batches", scenario::Plurality{{}, 1}}),
      what_if("threshold", scenario::CountChange{"delegates", rule}),
      what_if("a likelier rumour",
              scenario::ShockChange{"rumour", {}, scenario::ShockPart::probability, 0.6}),
  };
  return scenario;
}

/// Sum over all elections of whole numbers, and the elections with so many or more.
struct Numbers {
  std::int64_t sum = 0;
  std::vector<std::uint64_t> at_least;

  explicit Numbers(std::span<const std::uint64_t> elections) : at_least(elections.size()) {
    for (std::size_t k = elections.size(); k-- > 0;) {
      sum += static_cast<std::int64_t>(k * elections[k]);
      at_least[k] = elections[k] + (k + 1 < elections.size() ? at_least[k + 1] : 0);
    }
  }
};

/// Holds the pairs of every quantity against the tallies of both worlds, item by item, where both
/// have it; names those that moved.
void check_pairs(const Model& base_model, const Tally& base, const Model& world_model,
                 const WorldResult& world, std::set<std::string>& moved) {
  const Labels base_labels = labels_of(base_model);
  const Labels labels = labels_of(world_model);
  const View before(base_labels, base);
  const View after(labels, world.tally);
  const Links links(base_labels, labels);
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const QuantityId id(q);
    const Quantity& quantity = about(id);
    if (quantity.pairs == Pairs::no || quantity.kept == Kept::nothing) continue;
    if (!before.has(id) || !after.has(id)) continue;
    CAPTURE(quantity.name);
    const PairedColumn& paired = world.paired[id];
    if (world.paired[id] != PairedColumn(quantity, Extents(labels, 0))) {
      moved.emplace(quantity.name);
    }
    const std::size_t n_across = quantity.across == Across::round ? after.width(Across::round) : 1;
    for (std::size_t i = 0; i < after.n(quantity.axis); ++i) {
      const auto linked = links(quantity.axis, i);
      if (quantity.axis == Axis::universe && labels.universes[i].registered <= 0) {
        CHECK(paired.differences[i] == DifferenceSums{});  // nobody is left to turn out
        continue;
      }
      for (std::size_t m = 0; linked && m < n_across; ++m) {
        if (!after.has(id, i, m) || !before.has(id, *linked, m)) continue;
        CAPTURE(i, m);
        if (quantity.kept == Kept::count) {
          const PairedCount& count = paired.counts[i * n_across + m];
          CHECK(before.count(id, *linked, m) + count.gains == after.count(id, i, m) + count.losses);
        } else if (quantity.kept == Kept::numbers) {
          const Numbers then(before.counts(id, *linked));
          const Numbers now(after.counts(id, i));
          CHECK(now.sum - then.sum == paired.differences[i].sum);
          const std::size_t levels = quantity.pairs_counts() ? now.at_least.size() : 1;
          for (std::size_t k = 1; k < levels; ++k) {
            const PairedCount& count = paired.counts[i * (levels - 1) + k - 1];
            CHECK(then.at_least[k] + count.gains == now.at_least[k] + count.losses);
          }
        } else {
          CHECK(static_cast<std::int64_t>(world.tally[id].sums[i].sum -
                                          base[id].sums[*linked].sum) == paired.differences[i].sum);
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("Of every quantity a world has what the base has, and its gains, less its losses",
          "[what_if]") {
  const Worlds worlds = test::worlds_of(changed_rules());
  std::vector<const Model*> models;
  for (const World& world : worlds.what_ifs) models.push_back(&world.model);
  const RunResult run = simulate(worlds.base, models, {kElections, 0, 2, {}});
  std::set<std::string> moved;
  for (std::size_t i = 0; i < worlds.what_ifs.size(); ++i) {
    CAPTURE(worlds.what_ifs[i].name);
    check_pairs(worlds.base, run.tally, worlds.what_ifs[i].model, run.worlds[i], moved);
  }
  for (const Quantity& quantity : quantities()) {
    CAPTURE(quantity.name);
    const bool is_checked = quantity.pairs != Pairs::no && quantity.kept != Kept::nothing;
    CHECK(moved.contains(std::string(quantity.name)) == is_checked);
  }
}

TEST_CASE("What-ifs under a condition and without it make up the what-ifs", "[what_if][given]") {
  const scenario::Scenario scenario = changed_rules();
  const Worlds worlds = test::worlds_of(scenario);
  std::vector<const Model*> changed;
  for (const World& world : worlds.what_ifs) changed.push_back(&world.model);
  const RunResult all = simulate(worlds.base, changed, {.elections = kElections});
  const auto given = [&](const std::string& text, int threads = 2) {
    Problems problems;
    scenario::EventDefinition event;
    event.event = scenario::parse_event(text, {{"here", 1, 1}, ""}, problems);
    RunPlan plan{.elections = kElections, .threads = threads};
    plan.given = build_event(scenario, event, problems);
    problems.throw_if_errors();
    return simulate(worlds.base, changed, plan);
  };
  const std::string condition = "runoff/c is in the last two and turnout of everybody > 0.28";
  const RunResult with = given(condition);
  const RunResult without = given("not (" + condition + ")");
  CHECK(with.tally == all.tally);
  CHECK(with.given->elections > 100);
  CHECK(without.given->elections > 100);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    CAPTURE(worlds.what_ifs[i].name);
    CHECK(with.worlds[i].tally.elections == with.given->elections);
    WorldResult sum = with.worlds[i];
    sum += without.worlds[i];
    CHECK(sum.tally == all.worlds[i].tally);
    CHECK(sum.paired == all.worlds[i].paired);
    const WorldResult again = given(condition, 1).worlds[i];
    CHECK(again.tally == with.worlds[i].tally);
    CHECK(again.paired == with.worlds[i].paired);
  }
}
