#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "hustings/summary/view.hpp"
#include "support/small_results.hpp"

using namespace hustings;

namespace {

DifferenceSums sums_of(const std::vector<std::int64_t>& values) {
  DifferenceSums sums;
  for (const std::int64_t value : values) {
    sums += {value, static_cast<U128>(value) * static_cast<U128>(value)};
  }
  return sums;
}

/// A base and a world as they are read.
struct Views {
  View base;
  View world;

  Views(const Results& before, const Results& after, bool paired)
      : base(before.labels, before.tally),
        world(after.labels, after.tally, base, paired ? &after.paired : nullptr) {}
  Views(const Views&) = delete;  // one refers to the other
  Views& operator=(const Views&) = delete;
};

/// A base and a what-if of it, either of which a test may change before it compares.
struct BaseAndWhatIf {
  Results base = test::small_results();
  Results what_if = test::small_what_if(base);

  Views views(bool paired = true) const { return {base, what_if, paired}; }
};

/// Writes the elections in which a run's first slate wins 0, 1, ... seats.
void set_seats(const std::vector<std::uint64_t>& elections, Tally& tally) {
  std::ranges::copy(elections, tally[kSeats].counts.begin());
}

}  // namespace

TEST_CASE("The paired error of a probability comes from gains and losses", "[summary][what_if]") {
  const Difference d = difference_of(PairedCount{30, 10}, 100);
  CHECK(d.difference == Approx(0.2));
  CHECK(d.paired_standard_error == Approx(0.06));  // sqrt((0.4 - 0.2^2) / 100)

  // As many gains as losses: no difference, but an error, that of 100 discordant pairs in 1e6.
  const Difference even = difference_of(PairedCount{50, 50}, 1'000'000);
  CHECK(even.difference == 0);
  CHECK(even.paired_standard_error == Approx(std::sqrt(1e-4 / 1e6)));

  CHECK(difference_of(PairedCount{7, 0}, 7).paired_standard_error == 0);  // all move alike
  CHECK(difference_of(PairedCount{0, 0}, 0).difference == 0);
}

TEST_CASE("The paired error of a mean is that of the differences", "[summary][what_if]") {
  const Difference d = difference_of(sums_of({-3, -1, 0, 4}), 4, 1);
  CHECK(d.difference == 0);
  CHECK(d.paired_standard_error == Approx(std::sqrt(26.0 / 4 / 4)));

  // -2^30 and -2^30 - 1: in doubles the squares would leave nothing of a spread of 1/2.
  std::vector<std::int64_t> close;
  for (std::int64_t i = 0; i < 1000; ++i) close.push_back(-(std::int64_t{1} << 30) - i % 2);
  const Difference far = difference_of(sums_of(close), 1000, 1);
  CHECK(far.difference == -(1073741824 + 0.5));
  CHECK(far.paired_standard_error == Approx(0.5 / std::sqrt(1000.0)).epsilon(1e-12));

  const Difference share = difference_of(sums_of({1 << 18, 1 << 18}), 2, kShareUnit);
  CHECK(share.difference == 0.25);
  CHECK(share.paired_standard_error == 0);
}

TEST_CASE("Mean seats are compared by pairs or as independent runs", "[summary][what_if]") {
  BaseAndWhatIf worlds;
  set_seats({250, 250, 250, 250}, worlds.base.tally);
  set_seats({0, 500, 500, 0}, worlds.what_if.tally);
  worlds.what_if.paired[kSeats].differences[0] = {100, 900};
  const auto paired = worlds.views().world.compared(kSeats, 0);
  REQUIRE(paired);
  CHECK(paired->before == 1.5);
  CHECK(paired->after == 1.5);
  CHECK(paired->moved.difference == 0.1);
  CHECK(paired->moved.paired_standard_error == Approx(std::sqrt((0.9 - 0.01) / 1000)));
  const auto apart = worlds.views(false).world.compared(kSeats, 0);
  CHECK(apart->moved.difference == 0);
  CHECK(apart->moved.paired_standard_error == Approx(std::sqrt((1.25 + 0.25) / 1000)));
}

TEST_CASE("What has no counterpart in the base is not compared", "[summary][what_if]") {
  BaseAndWhatIf worlds;
  Labels& base = worlds.base.labels;
  CHECK(worlds.views().world.compared(kExhausted, 0));
  CHECK(worlds.views().world.compared(kRecount, 0));
  CHECK_FALSE(worlds.views().world.compared(kExhausted, 1));
  CHECK_FALSE(worlds.views().world.compared(kEliminated, 3, 0));
  CHECK_FALSE(worlds.views().world.compared(kRecount, 1));
  base.contests[0].n_rounds = 0;
  base.contests[0].recounts = false;
  base.contests[3].id = "other";
  base.districts[1].id = "other";
  base.universes[2].id = "other";
  base.universes[3].registered = 0;
  worlds.what_if.labels.universes[4].registered = 0;
  worlds.what_if.labels.districts[3].registered = 0;
  base.slates[0].members[2] = 8;
  base.events[1].name = "other";
  const Views views = worlds.views();
  const View& world = views.world;
  CHECK_FALSE(world.compared(kExhausted, 0));
  CHECK_FALSE(world.compared(kLedFirstButLost, 0));
  CHECK_FALSE(world.compared(kEliminated, 0, 0));
  CHECK_FALSE(world.compared(kRecount, 0));
  CHECK_FALSE(world.compared(kTurnout, 3));
  CHECK(world.compared(kWin, 8));
  CHECK_FALSE(world.compared(kWin, 9));
  CHECK_FALSE(world.compared(kDistrictTurnout, 1));
  CHECK(world.compared(kDistrictTurnout, 2));
  CHECK_FALSE(world.compared(kDistrictTurnout, 3));
  CHECK_FALSE(world.compared(kUniverseTurnout, 2));
  CHECK_FALSE(world.compared(kUniverseTurnout, 3));
  CHECK_FALSE(world.compared(kUniverseTurnout, 4));
  CHECK(world.compared(kUniverseTurnout, 5));
  CHECK_FALSE(world.compared_at_least(0, 1));
  CHECK_FALSE(world.compared(kSeats, 0));
  CHECK(world.compared(kEvent, 0));
  CHECK_FALSE(world.compared(kEvent, 1));
}
