#include "hustings/tally/tally.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "core/aligned.hpp"
#include "support/busy_scenario.hpp"
#include "support/isa_paths.hpp"
#include "support/recount.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "tally/kernels.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = kBlock + 1234;

}  // namespace

TEST_CASE("A tally is what the elections come to, counted again one by one", "[tally]") {
  const Model model = test::model_of(test::busy_scenario());
  const RunResult run = test::run(model, kElections, kElections);
  CHECK(test::differences(run.tally, test::recount(model, run.draws, kElections)) ==
        std::vector<std::string>());
}

TEST_CASE("A tally's parts fit together", "[tally]") {
  const Model model = test::model_of(test::busy_scenario());
  const Tally tally = test::run(model, kElections).tally;
  const auto total = [](const std::vector<std::uint64_t>& counts, std::size_t first,
                        std::size_t n) {
    std::uint64_t sum = 0;
    for (std::size_t i = first; i < first + n; ++i) sum += counts[i];
    return sum;
  };
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    const ModelContest& contest = model.contests[ContestId(c)];
    CHECK(total(tally[kWin].counts, contest.first_candidate, contest.n_candidates) == kElections);
    CHECK(total(tally[kTurnout].counts, c * tally.bins, tally.bins) == kElections);
    CHECK(total(tally[kMargin].counts, c * tally.bins, tally.bins) == kElections);
  }
  for (std::size_t i = 0; i < model.candidates.size(); ++i) {
    CHECK(total(tally[kShare].counts, i * tally.bins, tally.bins) == kElections);
  }
  std::size_t most_members = 0;
  for (const ModelSlate& slate : model.slates) {
    most_members = std::max(most_members, slate.members.size());
  }
  REQUIRE(tally[kSeats].counts.size() == model.slates.size() * (most_members + 1));
  for (std::size_t s = 0; s < model.slates.size(); ++s) {
    const std::size_t first = s * (most_members + 1);
    const std::size_t k = model.slates[SlateId(s)].members.size();
    CHECK(total(tally[kSeats].counts, first, k + 1) == kElections);
    CHECK(total(tally[kSeats].counts, first + k + 1, most_members - k) == 0);
    CHECK(total(tally.outcomes[s], 0, tally.outcomes[s].size()) == kElections);
    CHECK(tally.outcomes[s].back() == tally[kSeats].counts[first + k]);
  }
}

TEST_CASE("Margins are the winner's share less the runner-up's", "[tally]") {
  const Model model = test::model_of(test::busy_scenario());
  const RunResult run = test::run(model, kElections, kElections);
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    const ModelContest& contest = model.contests[ContestId(c)];
    double sum = 0;
    double square = 0;
    for (std::size_t e = 0; e < kElections; ++e) {
      std::vector<double> shares;
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        shares.push_back(
            test::at(run.draws[kShare].values, run.draws, contest.candidate(k).index(), e));
      }
      std::sort(shares.rbegin(), shares.rend());
      sum += shares[0] - shares[1];
      square += (shares[0] - shares[1]) * (shares[0] - shares[1]);
    }
    const double n = kElections;
    CHECK(static_cast<double>(run.tally[kMargin].sums[c].sum) / 0x1p20 / n ==
          Approx(sum / n).margin(1e-6));
    CHECK(static_cast<double>(run.tally[kMargin].sums[c].squares) / 0x1p40 / n ==
          Approx(square / n).margin(1e-6));
  }
}

TEST_CASE("What is not asked for is not kept", "[tally]") {
  const Model model = test::model_of(test::busy_scenario());
  const RunResult all = test::run(model, 1000);
  const RunResult less = simulate(model, {1000, 0, 2, {false, false, 3}});
  CHECK(less.tally[kTurnout].sums.empty());
  CHECK(less.tally[kMargin].counts.empty());
  CHECK(less.tally[kWin].counts == all.tally[kWin].counts);
  CHECK(less.tally[kShare].sums == all.tally[kShare].sums);
  // Pairs within slates only: three of `reform`, one of `green`.
  CHECK(less.tally.pairs.size() == 4);
  CHECK(all.tally.pairs.size() == 9 * 8 / 2);
}

TEST_CASE("A row's moments and bins are those of its valid elections, on every path", "[tally]") {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> uniform(0, 1);
  Aligned<float> row(kBatch);
  for (float& x : row) x = uniform(random);
  row[0] = 0;
  row[1] = 1;
  row[2] = 0.5F;
  row[3] = 0x1p-21F;  // half a unit: goes to the even 0
  row[4] = 0x3p-21F;  // one and a half: goes to 2
  for (const std::string& isa : test::isa_paths()) {
    const test::IsaPath path(isa);
    CAPTURE(isa);
    for (const std::size_t n_valid : {std::size_t{1}, std::size_t{5}, std::size_t{255}, kBatch}) {
      for (const std::uint32_t bins : {1U, 10U, 500U, 5000U, 100'000U}) {
        CAPTURE(n_valid, bins);
        std::vector<std::uint64_t> histogram(bins);
        const FixedMoments moments =
            tally_kernels().tally_row(row.data(), 1.0F, n_valid, bins, histogram.data());
        std::uint64_t sum = 0;
        std::uint64_t squares = 0;
        std::vector<std::uint64_t> expected(bins);
        for (std::size_t e = 0; e < n_valid; ++e) {
          const auto fixed = static_cast<std::uint64_t>(std::nearbyint(row[e] * 0x1p20F));
          sum += fixed;
          squares += fixed * fixed;
          ++expected[std::min<std::size_t>(fixed * bins >> 20, bins - 1)];
        }
        CHECK(moments.sum == sum);
        CHECK(moments.squares == squares);
        CHECK((histogram == expected));
      }
    }
  }
}
