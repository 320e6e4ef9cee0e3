// What must not matter: threads, instruction set, where a run ends.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/engine/block_ranges.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/isa_paths.hpp"
#include "support/recount.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kOddNumber = 3 * kBlock + 5 * kBatch + 37;

}  // namespace

TEST_CASE("Any number of threads gives the same counts and draws", "[invariance]") {
  const Model model = test::model_of(GENERATE(test::busy_scenario(), test::delegate_scenario()));
  const RunResult one = simulate(model, {kOddNumber, 5000, 1, {}});
  REQUIRE(one.complete);
  for (const int threads : {2, 3, 7}) {
    CAPTURE(threads);
    const RunResult many = simulate(model, {kOddNumber, 5000, threads, {}});
    CHECK(many.tally == one.tally);
    CHECK(test::same_draws(many.draws, one.draws));
  }
}

TEST_CASE("Every instruction path gives the same counts and draws", "[invariance]") {
  const Model model = test::model_of(GENERATE(test::busy_scenario(), test::delegate_scenario()));
  const RunResult usual = test::run(model, kOddNumber, 3000);
  for (const std::string& isa : test::isa_paths()) {
    CAPTURE(isa);
    const test::IsaPath path(isa);
    const RunResult same = test::run(model, kOddNumber, 3000);
    CHECK(same.tally == usual.tally);
    CHECK(test::same_draws(same.draws, usual.draws));
  }
}

TEST_CASE("Swing is the same on any threads and instruction set, and moves nothing else",
          "[invariance][swing]") {
  const Model model = test::model_of(GENERATE(test::busy_scenario(), test::every_rule_scenario()));
  const Tally one = test::swung(model, kOddNumber, 0, 1).tally;
  REQUIRE(one.swing.blocks == 4);
  REQUIRE(std::any_of(one.swing.sums.begin(), one.swing.sums.end(),
                      [](const SwingSums& sums) { return sums.narrow != 0; }));
  for (const int threads : {2, 3}) CHECK(test::swung(model, kOddNumber, 0, threads).tally == one);
  for (const std::string& isa : test::isa_paths()) {
    CAPTURE(isa);
    const test::IsaPath path(isa);
    CHECK(test::swung(model, kOddNumber).tally == one);
  }
  Tally plain = one;
  plain.swing = {};
  CHECK(test::run(model, kOddNumber).tally == plain);
  Tally sum = one;
  sum += one;
  CHECK(sum.swing.blocks == 8);
  CHECK(sum.swing.sums[0].squares == 2 * one.swing.sums[0].squares);
}

TEST_CASE("A shorter run is the beginning of a longer one", "[invariance]") {
  const Model model = test::model_of(GENERATE(test::busy_scenario(), test::delegate_scenario()));
  const RunResult longer = test::run(model, 2 * kBlock, 2 * kBlock);
  for (const std::uint64_t n : {std::uint64_t{1}, std::uint64_t{255}, kBatch, kBatch + 1,
                                std::uint64_t{1000}, kBlock - 1, kBlock, kBlock + 77}) {
    CAPTURE(n);
    const RunResult shorter = test::run(model, n, n);
    CHECK(shorter.tally.elections == n);
    CHECK(test::same_draws(shorter.draws, test::first_draws(longer.draws, n)));
    CHECK(test::differences(shorter.tally, test::recount(model, longer.draws, n)).empty());
  }
}

TEST_CASE("Tallies of parts add up to the tally of the whole", "[invariance]") {
  const Model model = test::model_of(test::busy_scenario());
  Tally sum(model, {});
  sum += test::run(model, 3000).tally;
  sum += test::run(model, 3000).tally;
  const Tally once = test::run(model, 3000).tally;
  CHECK(sum.elections == 6000);
  CHECK(sum[kWin].counts[0] == 2 * once[kWin].counts[0]);
  CHECK(sum[kShare].sums[1].squares == 2 * once[kShare].sums[1].squares);
  CHECK(sum.outcomes[0][1] == 2 * once.outcomes[0][1]);
  CHECK(sum[kEvent].counts[2] == 2 * once[kEvent].counts[2]);
}

TEST_CASE("Any cut of a run into blocks adds up to the run, with its worlds and its draws",
          "[invariance]") {
  const scenario::Scenario scenario = test::busy_scenario();
  const Model model = test::model_of(scenario);
  scenario::Scenario other = scenario;
  other.seed = scenario.seed;
  other.effects.front().loads.front().sd *= 0.5;
  const Model world = test::model_of(other);
  const std::uint64_t n = 9 * kBlock + 77;  // ten blocks, the last one cut short
  const RunPlan whole_plan{.elections = n, .n_draws = 3 * kBlock + 100, .threads = 2};
  const RunResult whole = simulate(model, {&world}, whole_plan);

  const std::vector<std::vector<BlockRange>> cuts[] = {
      {{{0, 10}}},
      {{{0, 1}}, {{1, 10}}},
      {{{0, 2}, {3, 4}, {9, 10}}, {{2, 3}, {4, 9}}},
      {{{5, 10}}, {{0, 1}, {2, 5}}, {{1, 2}}}};
  for (const auto& parts : cuts) {
    Tally sum(model, {});
    Tally of_world(world, {});
    PairedTally paired(labels_of(world));
    std::uint64_t n_draws = 0;
    for (const auto& blocks : parts) {
      RunPlan plan = whole_plan;
      plan.blocks = blocks;
      const RunResult part = simulate(model, {&world}, plan);
      sum += part.tally;
      of_world += part.worlds.front().tally;
      paired += part.worlds.front().paired;
      std::uint64_t column = 0;
      for (const BlockRange& range : blocks) {
        for (std::uint64_t e = range.first * kBlock; e < range.end * kBlock; ++e) {
          if (e >= whole.draws.elections) break;
          REQUIRE(part.draws[kShare].values[column] == whole.draws[kShare].values[e]);
          REQUIRE(part.draws.factor[part.draws.elections + column] ==
                  whole.draws.factor[whole.draws.elections + e]);
          ++column;
        }
      }
      CHECK(column == part.draws.elections);
      n_draws += column;
    }
    CHECK(sum == whole.tally);
    CHECK(of_world == whole.worlds.front().tally);
    CHECK(paired == whole.worlds.front().paired);
    CHECK(n_draws == whole.draws.elections);
  }
}

TEST_CASE("Delegates of parts add up to those of the whole", "[invariance]") {
  const Model model = test::model_of(test::delegate_scenario());
  const RunResult run = test::run(model, 3000, 3000);
  CHECK(test::differences(run.tally, test::recount(model, run.draws, 3000)).empty());
  Tally sum = run.tally;
  sum += run.tally;
  CHECK(sum[kDelegates].counts[5] == 2 * run.tally[kDelegates].counts[5]);
  CHECK(sum[kNameDelegates].counts[7] == 2 * run.tally[kNameDelegates].counts[7]);
  CHECK(sum[kLead].counts[1] == 2 * run.tally[kLead].counts[1]);
  CHECK(sum[kNoMajority].counts[0] == 2 * run.tally[kNoMajority].counts[0]);
}

TEST_CASE("An observer is told every block once and can stop the run", "[invariance]") {
  const Model model = test::model_of(test::busy_scenario());
  std::uint64_t told = 0;
  double standard_error = 0;
  const RunResult whole = simulate(model, {kOddNumber, 0, 3, {}}, [&](const Progress& progress) {
    CHECK(progress.done > told);
    CHECK(progress.of == kOddNumber);
    CHECK(progress.what == "elections");
    told = progress.done;
    standard_error = progress.standard_error.value();
    return true;
  });
  CHECK(told == kOddNumber);
  const double p = static_cast<double>(headline_count(model, whole.tally)) / kOddNumber;
  CHECK(standard_error == Approx(std::sqrt(p * (1 - p) / kOddNumber)));
  const RunResult stopped =
      simulate(model, {kOddNumber, 0, 1, {}}, [](const Progress&) { return false; });
  CHECK_FALSE(stopped.complete);
}

TEST_CASE("What a run did before it was stopped and what is left add up to the whole",
          "[invariance]") {
  const Model model = test::model_of(test::busy_scenario());
  const std::uint64_t n = 20 * kBlock + 77;
  const RunPlan whole_plan{.elections = n, .n_draws = 12 * kBlock, .threads = 1};
  const RunResult whole = simulate(model, whole_plan);
  CHECK(whole.blocks == std::vector<BlockRange>{{0, 21}});
  for (const int threads : {1, 2, 3}) {
    // With 0 every block counts as one that takes long: those under way are left unfinished.
    for (const double longest_stop : {0.0, 1e9}) {
      for (const std::uint64_t asked : {std::uint64_t{1}, std::uint64_t{40}, std::uint64_t{90}}) {
        CAPTURE(threads, longest_stop, asked);
        RunPlan plan = whole_plan;
        plan.threads = threads;
        plan.longest_stop = longest_stop;
        std::uint64_t times = 0;
        const std::uint64_t most = longest_stop > 0 ? asked / 10 + 1 : asked;
        const RunResult first =
            simulate(model, plan, [&](const Progress&) { return ++times < most; });
        REQUIRE_FALSE(first.complete);
        plan.blocks = left_of(first.blocks, 21);
        REQUIRE_FALSE(plan.blocks.empty());
        const RunResult rest = simulate(model, plan);
        CHECK(rest.complete);
        CHECK(rest.blocks == plan.blocks);
        Tally sum = first.tally;
        sum += rest.tally;
        CHECK(sum == whole.tally);
        RunPlan same = whole_plan;
        same.blocks = first.blocks;
        if (same.blocks.empty()) {
          CHECK(first.draws.elections == 0);
        } else {
          CHECK(test::same_draws(first.draws, simulate(model, same).draws));
        }
      }
    }
  }
}

TEST_CASE("A run with a stop rule goes on where it was cut, and stops at the same look",
          "[invariance]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.until = scenario::Until{0.0012, scenario.events.front()};
  const Model model = test::model_of(scenario);
  const std::uint64_t n = 400 * kBlock;
  const RunResult whole = simulate(model, {.elections = n, .n_draws = 5000, .threads = 2});
  REQUIRE(whole.precise);
  REQUIRE(whole.blocks.front().end > kFewestBlocks);
  REQUIRE(whole.blocks.front().end < 400);
  std::uint64_t times = 0;
  const RunResult first = simulate(model, {.elections = n, .n_draws = 5000, .threads = 2},
                                   [&](const Progress&) { return ++times < 2 * kLookBlocks - 1; });
  REQUIRE_FALSE(first.complete);
  Tally sum = first.tally;
  LookedAt before{first.tally.elections, first.stops};
  std::uint64_t next = first.blocks.empty() ? 0 : first.blocks.front().end;
  CHECK(next % kLookBlocks == 0);
  for (bool is_precise = false; !is_precise; next += kLookBlocks) {
    const RunResult look = simulate(
        model,
        {.elections = n, .threads = 2, .blocks = {{next, next + kLookBlocks}}, .before = before});
    sum += look.tally;
    before.elections += look.tally.elections;
    before.stops += look.stops;
    is_precise = look.precise;
  }
  CHECK(sum == whole.tally);
  CHECK(before.stops == whole.stops);
}
