#include "hustings/decide/compare.hpp"

#include <catch2/catch.hpp>

#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 3 * kBlock;

Model model_with_seed(std::uint64_t seed) {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.seed = seed;
  return test::model_of(scenario);
}

}  // namespace

TEST_CASE("Two runs of one seed are held against each other on the same draws", "[compare]") {
  const Model model = model_with_seed(5);
  const TwoRuns runs = simulate_two(model, model, {.elections = kElections});
  CHECK(runs.first == test::run(model, kElections).tally);
  REQUIRE(runs.paired.has_value());
  CHECK(runs.second[kWin] == runs.first[kWin]);
  for (const PairedCount& count : (*runs.paired)[kWin].counts) {
    CHECK(count.gains + count.losses == 0);
  }
}

TEST_CASE("Runs of two seeds are independent; progress is that of both", "[compare]") {
  const Model first = model_with_seed(5);
  const Model second = model_with_seed(6);
  std::uint64_t told = 0;
  const TwoRuns runs = simulate_two(first, second, {.elections = kElections}, [&](auto& progress) {
    CHECK(progress.done > told);
    CHECK(progress.of == 2 * kElections);
    told = progress.done;
    return true;
  });
  CHECK(told == 2 * kElections);
  CHECK(runs.first == test::run(first, kElections).tally);
  CHECK(runs.second == test::run(second, kElections).tally);
  CHECK_FALSE(runs.paired.has_value());

  std::size_t n_told = 0;
  simulate_two(first, second, {.elections = kElections, .threads = 1}, [&](auto&) {
    ++n_told;
    return false;
  });
  CHECK(n_told == 1);  // the second is not begun
}
