// What is said first of a run: headline, facts, calls and a hundred dots.

#include "hustings/summary/reading.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

/// One contest of three, one of two, a slate of one of each, two events.
Labels labels() {
  Labels labels;
  labels.contests = {{.id = "Mayor", .name = "Mayor", .first_candidate = 0, .n_candidates = 3},
                     {.id = "Seat", .name = "The seat", .first_candidate = 3, .n_candidates = 2}};
  labels.candidates = {
      {"ana", "Ana", 0}, {"ben", "Ben", 0}, {"cy", "Cy", 0}, {"dee", "Dee", 1}, {"eve", "Eve", 1}};
  labels.slates = {{"reform", "the reform slate", {0, 3}}};
  labels.events = {{"upset", ""}, {"landslide", ""}};
  return labels;
}

struct Wins {
  std::vector<std::uint64_t> candidates;
  std::vector<std::uint64_t> seats;
  std::vector<std::uint64_t> events;
};

/// 1,000 elections of these counts; all shares are one half.
Tally tally(const Wins& wins) {
  const Extents extents(labels(), 10);
  Tally tally;
  tally.elections = 1000;
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    tally.columns[q] = Column(quantities()[q], extents);
  }
  tally[kWin].counts = wins.candidates;
  tally[kSeats].counts = wins.seats;
  tally[kEvent].counts = wins.events;
  return tally;
}

Reading read(const Wins& wins) {
  const Labels of = labels();
  const Tally counts = tally(wins);
  return reading_of(View(of, counts));
}

const Wins kOpen{{300, 650, 50, 900, 100}, {80, 640, 280}, {120, 0}};

std::vector<std::string> sentences(const Reading& reading) {
  std::vector<std::string> texts;
  for (const Fact& fact : reading.facts) texts.push_back(fact.sentence());
  return texts;
}

}  // namespace

TEST_CASE("A hundred is shared by largest remainder", "[reading]") {
  using Counts = std::vector<std::uint64_t>;
  CHECK(in_hundred(Counts{1, 1, 1}) == std::vector<int>{34, 33, 33});
  CHECK(in_hundred(Counts{996, 4}) == std::vector<int>{100, 0});
  CHECK(in_hundred(Counts{994, 6}) == std::vector<int>{99, 1});
  CHECK(in_hundred(Counts{0, 0}) == std::vector<int>{0, 0});
  CHECK(in_hundred(Counts{}).empty());
  std::mt19937 bits(5);
  for (int i = 0; i < 200; ++i) {
    Counts counts(1 + bits() % 9);
    for (auto& count : counts) count = bits() % 100'000;
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    const std::vector<int> shares = in_hundred(counts);
    if (total == 0) continue;
    REQUIRE(std::accumulate(shares.begin(), shares.end(), 0) == 100);
    for (std::size_t k = 0; k < counts.size(); ++k) {
      REQUIRE(std::fabs(shares[k] - 100 * static_cast<double>(counts[k]) / total) < 1);
    }
  }
}

TEST_CASE("A chance of a hundred is no surer than the run can see", "[reading]") {
  CHECK(of_hundred(probability(312, 1000)) == "31");
  CHECK(of_hundred(probability(4, 1000)) == "under 1");
  CHECK(of_hundred(probability(996, 1000)) == "over 99");
  CHECK(of_hundred(probability(0, 1000)) == "under 1");
  CHECK(of_hundred(probability(0, 100)) == "under 3");
  CHECK(of_hundred(probability(100, 100)) == "over 97");
}

TEST_CASE("The first sweep in doubt is the headline", "[reading]") {
  const Reading reading = read(kOpen);
  CHECK(reading.headline.kind == HeadlineKind::sweep);
  CHECK(reading.headline.name == "the reform slate sweeps");
  CHECK(reading.headline.text ==
        "The reform slate sweeps in 28 of 100 elections; most often it wins 1 of 2.");
  CHECK(reading.dots.happens == 28);
  CHECK(reading.dots.one_short == 64);
  CHECK(reading.dots.others == 8);
  CHECK(sentences(reading) ==
        std::vector<std::string>{
            "Closest race: Mayor, where Ben wins 65 and Ana 30 times in 100.",
            "What the sweep waits for: Ana. When Ana wins, all of the slate do 93 times in 100.",
            "Upset: 12 times in 100."});
}

TEST_CASE("Where no sweep is in doubt, an event is the headline, else a favourite", "[reading]") {
  const Reading event = read({{0, 950, 50, 900, 100}, {100, 900, 0}, {120, 0}});
  CHECK(event.headline.kind == HeadlineKind::event);
  CHECK(event.headline.text == "\u201cupset\u201d happens in 12 of 100 elections.");
  CHECK(event.dots.happens == 12);
  CHECK(event.dots.others == 88);
  const Reading win = read({{0, 950, 50, 900, 100}, {100, 900, 0}, {0, 1000}});
  CHECK(win.headline.kind == HeadlineKind::win);
  CHECK(win.headline.text == "Dee wins Seat in 90 of 100 elections.");
  // Below one in a hundred is doubt enough where there is nothing else.
  const Reading rare = read({{5, 995, 0, 1000, 0}, {0, 995, 5}, {0, 1000}});
  CHECK(rare.headline.kind == HeadlineKind::sweep);
  CHECK(rare.headline.text ==
        "The reform slate sweeps in 1 of 100 elections; most often it wins 1 of 2.");
}

TEST_CASE("Contests stand by doubt, candidates by chance, with a call", "[reading]") {
  const Reading reading = read(kOpen);
  CHECK(reading.order == std::vector<std::size_t>{0, 1});
  CHECK(reading.contests[0].order == std::vector<std::size_t>{1, 0, 2});
  CHECK(reading.contests[0].call == Call::leaning);
  CHECK(reading.contests[1].call == Call::likely);
  CHECK(reading.contests[0].dots == std::vector<Dots>{{1, 65}, {0, 30}, {2, 5}});
  CHECK(read({{300, 590, 110, 975, 25}, {80, 640, 280}, {1, 1}}).contests[0].call ==
        Call::too_close);
  CHECK(read({{300, 590, 110, 975, 25}, {80, 640, 280}, {1, 1}}).contests[1].call ==
        Call::all_but_certain);
}

TEST_CASE("Dots of a real run are its chances, rounded", "[reading]") {
  const test::ViewedRun run(test::model_of(test::busy_scenario()), 4096);
  const Reading reading = reading_of(*run);
  for (const ContestReading& contest : reading.contests) {
    int sum = 0;
    for (const Dots& dots : contest.dots) {
      sum += dots.count;
      CHECK(std::fabs(dots.count - 100 * run->chance(kWin, dots.candidate).probability) < 1);
    }
    CHECK(sum == 100);
  }
}
