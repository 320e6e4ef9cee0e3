#include "count/plurality.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "hustings/random/name.hpp"
#include "support/isa_paths.hpp"

using namespace hustings;

namespace {

const DrawKey kKey = draw_key(77, Purpose::lots);

std::vector<std::uint64_t> lot_names(std::size_t n) {
  std::vector<std::uint64_t> names;
  for (std::size_t k = 0; k < n; ++k) names.push_back(name_hash({"lot", "X", std::to_string(k)}));
  return names;
}

/// Small whole numbers of votes: ties are common.
Aligned<float> few_votes(std::size_t n, int most, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> votes(1, most);
  Aligned<float> rows(n * kBatch);
  for (float& x : rows) x = static_cast<float>(votes(random));
  return rows;
}

struct PlainOutcome {
  std::size_t winner = 0;
  bool by_lot = false;
  double margin = 0;
};

PlainOutcome plain_outcome(const Aligned<float>& votes, const std::vector<std::uint64_t>& lots,
                           std::uint64_t batch, std::size_t e) {
  PlainOutcome outcome;
  std::vector<float> here;
  for (std::size_t k = 0; k < lots.size(); ++k) here.push_back(votes[k * kBatch + e]);
  const float top = *std::max_element(here.begin(), here.end());
  outcome.by_lot = std::count(here.begin(), here.end(), top) > 1;
  std::int64_t highest = -1;
  for (std::size_t k = 0; k < lots.size(); ++k) {
    if (here[k] != top) continue;
    const std::int64_t lot = draw_word(kKey, lots[k], batch * kBatch + e);
    if (lot > highest) outcome.winner = k;
    highest = std::max(highest, lot);
  }
  const float total = std::accumulate(here.begin(), here.end(), 0.0F);
  std::sort(here.rbegin(), here.rend());
  outcome.margin = (here[0] - here[1]) / total;
  return outcome;
}

}  // namespace

TEST_CASE("Plurality elects who has most votes, ties by lot, on every path", "[count]") {
  for (const std::string& isa : test::isa_paths()) {
    const test::IsaPath path(isa);
    for (const std::size_t n : {std::size_t{2}, std::size_t{3}, std::size_t{5}, std::size_t{17}}) {
      CAPTURE(isa, n);
      const std::uint64_t batch = 5;
      const auto names = lot_names(n);
      const Aligned<float> votes = few_votes(n, 6, static_cast<unsigned>(n));
      for (const std::size_t n_valid : {kBatch, std::uint64_t{100}}) {
        Outcome outcome;
        count_plurality(votes, {&kKey, names}, batch, n_valid, outcome);
        std::uint64_t n_lots = 0;
        for (std::size_t e = 0; e < n_valid; ++e) {
          const PlainOutcome plain = plain_outcome(votes, names, batch, e);
          n_lots += plain.by_lot ? 1 : 0;
          REQUIRE(static_cast<std::size_t>(outcome.winner[e]) == plain.winner);
          REQUIRE(outcome.margin[e] == Approx(plain.margin).margin(1e-7));
          for (std::size_t k = 0; k < n; ++k) {
            REQUIRE(outcome.wins[k][e] == (k == plain.winner));
            REQUIRE(outcome.share(k)[e] ==
                    Approx(votes[k * kBatch + e] / outcome.ballots[e]).epsilon(1e-6));
          }
        }
        CHECK(outcome.by_lot.count() == n_lots);
        CHECK(n_lots > 0);
      }
    }
  }
}

TEST_CASE("Where everything is tied every candidate wins as often", "[count]") {
  const std::size_t n = 4;
  const auto names = lot_names(n);
  const Aligned<float> votes(n * kBatch, 1000.0F);
  std::vector<std::uint64_t> wins(n);
  const std::uint64_t n_batches = 200;
  for (std::uint64_t batch = 0; batch < n_batches; ++batch) {
    Outcome outcome;
    count_plurality(votes, {&kKey, names}, batch, kBatch, outcome);
    CHECK(outcome.by_lot.count() == kBatch);
    for (std::size_t k = 0; k < n; ++k) wins[k] += outcome.wins[k].count();
  }
  const double elections = static_cast<double>(n_batches * kBatch);
  for (const std::uint64_t count : wins) {
    CHECK(std::fabs(static_cast<double>(count) - elections / 4) <
          5 * std::sqrt(elections * 3 / 16));
  }
}
