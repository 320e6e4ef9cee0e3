#include "count/seats.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "hustings/random/name.hpp"

using namespace hustings;

namespace {

const DrawKey kKey = draw_key(78, Purpose::lots);

std::vector<std::uint64_t> lot_names(std::size_t n) {
  std::vector<std::uint64_t> names;
  for (std::size_t k = 0; k < n; ++k) names.push_back(name_hash({"lot", "X", std::to_string(k)}));
  return names;
}

}  // namespace

TEST_CASE("Several seats go to those with most votes, ties by one order of lots", "[count]") {
  constexpr std::uint64_t kIndex = 3;
  for (const std::size_t n : {std::size_t{3}, std::size_t{6}, std::size_t{17}}) {
    for (const std::size_t seats : {std::size_t{1}, std::size_t{2}, n - 1}) {
      CAPTURE(n, seats);
      const auto names = lot_names(n);
      std::mt19937 random(static_cast<unsigned>(n));
      Aligned<float> votes(n * kBatch);
      for (float& x : votes) x = static_cast<float>(1 + random() % 5);
      Outcome outcome;
      count_seats(votes, seats, {&kKey, names}, kIndex, kBatch, outcome);
      std::uint64_t n_lots = 0;
      for (std::size_t e = 0; e < kBatch; ++e) {
        std::vector<std::size_t> order(n);
        for (std::size_t k = 0; k < n; ++k) order[k] = k;
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
          const float x = votes[a * kBatch + e];
          const float y = votes[b * kBatch + e];
          const std::uint64_t election = kIndex * kBatch + e;
          return x != y ? x > y
                        : draw_word(kKey, names[a], election) > draw_word(kKey, names[b], election);
        });
        double all = 0;
        for (std::size_t k = 0; k < n; ++k) all += static_cast<double>(votes[k * kBatch + e]);
        for (std::size_t i = 0; i < n; ++i) REQUIRE(outcome.wins[order[i]][e] == (i < seats));
        const double last_in = static_cast<double>(votes[order[seats - 1] * kBatch + e]);
        const double first_out = static_cast<double>(votes[order[seats] * kBatch + e]);
        REQUIRE(outcome.margin[e] == Approx((last_in - first_out) / all).margin(1e-6));
        REQUIRE(static_cast<std::size_t>(outcome.winner[e]) == order[0]);
        n_lots += last_in == first_out ? 1 : 0;
      }
      CHECK(outcome.by_lot.count() == n_lots);
      CHECK(n_lots > 0);
    }
  }
}

TEST_CASE("Where all are tied every candidate has as many seats", "[count]") {
  constexpr std::size_t kCandidates = 5;
  constexpr std::size_t kSeats = 2;
  constexpr std::uint64_t kBatches = 100;
  const auto names = lot_names(kCandidates);
  const Aligned<float> votes(kCandidates * kBatch, 700.0F);
  std::vector<double> wins(kCandidates, 0.0);
  Outcome outcome;
  for (std::uint64_t batch = 0; batch < kBatches; ++batch) {
    count_seats(votes, kSeats, {&kKey, names}, batch, kBatch, outcome);
    CHECK(outcome.by_lot.count() == kBatch);
    std::size_t seats = 0;
    for (std::size_t k = 0; k < kCandidates; ++k) {
      wins[k] += static_cast<double>(outcome.wins[k].count());
      seats += outcome.wins[k].count();
    }
    CHECK(seats == kSeats * kBatch);
  }
  const double elections = kBatches * kBatch;
  for (const double won : wins) {
    CHECK(std::fabs(won - 0.4 * elections) < 5 * std::sqrt(elections * 0.4 * 0.6));
  }
}

TEST_CASE("Votes of nobody are shares of 0, decided by lot", "[count]") {
  const auto names = lot_names(4);
  const Aligned<float> votes(4 * kBatch, 0.0F);
  Outcome outcome;
  for (const std::size_t seats : {std::size_t{1}, std::size_t{3}}) {
    count_seats(votes, seats, {&kKey, names}, 0, kBatch, outcome);
    CHECK(outcome.by_lot.count() == kBatch);
    std::uint64_t wins = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      wins += outcome.wins[k].count();
      for (std::size_t e = 0; e < kBatch; ++e) REQUIRE(outcome.share(k)[e] == 0);
    }
    CHECK(wins == seats * kBatch);
    for (std::size_t e = 0; e < kBatch; ++e) REQUIRE(outcome.margin[e] == 0);
  }
}
