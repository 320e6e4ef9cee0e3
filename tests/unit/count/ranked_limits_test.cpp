// Ranked choice where draws are on, and at its limits: ties, nobody, few and many candidates.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/random/name.hpp"
#include "support/isa_paths.hpp"
#include "support/ranked_plans.hpp"

namespace hustings::test {
namespace {

const std::vector<double> kLengths = {0.17, 0.11, 0.13, 0.12, 0.47};

/// Everything of a plan moved with the candidates: k becomes to[k], and its draws with it.
RankedChoicePlan relabelled(const RankedChoicePlan& from, const std::vector<std::size_t>& to) {
  const std::size_t n = from.n_candidates;
  const std::size_t n_ranks = from.n_ranks;
  RankedChoicePlan plan = from;
  for (std::size_t c = 0; c < n; ++c) {
    plan.appeal[to[c]] = from.appeal[c];
    plan.appeal_mean[to[c]] = from.appeal_mean[c];
    std::copy_n(from.lengths.begin() + static_cast<std::ptrdiff_t>(c * n_ranks), n_ranks,
                plan.lengths.begin() + static_cast<std::ptrdiff_t>(to[c] * n_ranks));
    for (std::size_t k = 0; k < n; ++k) {
      plan.slate[to[c] * n + to[k]] = from.slate[c * n + k];
      plan.noise[to[c] * n + to[k]] = from.noise[c * n + k];
      for (std::size_t u = 0; !from.written.empty() && u < from.n_groups; ++u) {
        plan.written[(u * n + to[c]) * n + to[k]] = from.written[(u * n + c) * n + k];
      }
    }
    for (std::size_t u = 0; u < from.n_groups; ++u) {
      plan.on_ballot[u * n + to[c]] = from.on_ballot[u * n + c];
    }
  }
  return plan;
}

BatchVotes relabelled(const BatchVotes& from, const std::vector<std::size_t>& to) {
  const std::size_t n = to.size();
  BatchVotes votes(from.size());
  for (std::size_t row = 0; row < from.size() / kBatch; ++row) {
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(row * kBatch), kBatch,
                votes.begin() + static_cast<std::ptrdiff_t>((row / n * n + to[row % n]) * kBatch));
  }
  return votes;
}

/// A plan with everything in it that a scenario can ask for.
RankedChoicePlan full_plan(std::size_t n, std::size_t n_groups, std::mt19937_64& rng) {
  RankedChoicePlan plan = noisy_plan(n, n_groups, kLengths);
  std::uniform_real_distribution<float> size(-1, 1);
  for (float& x : plan.appeal_mean) x = size(rng);
  for (float& x : plan.slate) x = size(rng);
  plan.written.assign(n_groups * n * n, -1);
  for (std::size_t k = 0; k < n; ++k) plan.written[n * 1 + k] = k == 1 ? 0 : size(rng) + 1;
  for (std::size_t l = 0; l < plan.n_ranks; ++l) plan.lengths[l] = l == 0 ? 1.0F : 0.0F;
  return plan;
}

/// Votes of which one group has none, and another none for one candidate who is not on its ballot.
BatchVotes holey_votes(RankedChoicePlan& plan, std::mt19937_64& rng) {
  const std::size_t n = plan.n_candidates;
  BatchVotes votes = random_votes(n, plan.n_groups, rng);
  std::fill_n(votes.begin() + static_cast<std::ptrdiff_t>(n * kBatch), n * kBatch, 0.0F);
  std::fill_n(votes.begin() + static_cast<std::ptrdiff_t>((2 * n + 3) * kBatch), kBatch, 0.0F);
  plan.on_ballot[2 * n + 3] = 0;
  return votes;
}

double standing(const Outcome& outcome, std::size_t round, std::size_t k, std::size_t e) {
  const std::size_t n = outcome.wins.size();
  return static_cast<double>(outcome.rounds.standing[(round * n + k) * kBatch + e]);
}

bool all_finite(const Aligned<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
}

}  // namespace

TEST_CASE("Ballots are conserved in every round with every draw on, for few candidates and many",
          "[count]") {
  std::mt19937_64 rng(31);
  for (const std::string& isa : isa_paths()) {
    const IsaPath path(isa);
    for (const std::size_t n :
         {std::size_t{4}, std::size_t{11}, std::size_t{13}, std::size_t{14}, std::size_t{20}}) {
      RankedChoicePlan plan = full_plan(n, 4, rng);
      const BatchVotes votes = holey_votes(plan, rng);
      for (const bool batch : {false, true}) {
        CAPTURE(isa, n, batch);
        plan.batch = batch;
        const Outcome outcome = count_batch(plan, votes);
        for (std::size_t e = 0; e < kBatch; ++e) {
          const auto last = static_cast<std::size_t>(outcome.rounds.last[e]);
          double before = 0;
          for (std::size_t m = 0; m < last; ++m) {
            const double exhausted = static_cast<double>(outcome.rounds.exhausted[m * kBatch + e]);
            double sum = exhausted;
            for (std::size_t k = 0; k < n; ++k) sum += standing(outcome, m, k, e);
            REQUIRE(sum == Approx(1).margin(1e-5));
            REQUIRE(exhausted >= before - 1e-6);  // who is exhausted stays so
            before = exhausted;
          }
        }
      }
    }
  }
}

TEST_CASE("Nobody loses ballots while standing", "[count]") {
  std::mt19937_64 rng(33);
  RankedChoicePlan plan = full_plan(9, 4, rng);
  const BatchVotes votes = holey_votes(plan, rng);
  const Outcome outcome = count_batch(plan, votes);
  for (std::size_t e = 0; e < kBatch; ++e) {
    for (std::size_t k = 0; k < 9; ++k) {
      const std::int32_t out = outcome.rounds.eliminated[k * kBatch + e];
      for (std::size_t m = 1; m < 8; ++m) {
        const bool stands = out == 0 || static_cast<std::size_t>(out) > m;
        if (stands) REQUIRE(standing(outcome, m, k, e) >= standing(outcome, m - 1, k, e) - 1e-6);
        if (!stands) REQUIRE(standing(outcome, m, k, e) == 0);
      }
    }
  }
}

TEST_CASE("Relabelling the candidates with their slots relabels a count with all its draws",
          "[count]") {
  std::mt19937_64 rng(35);
  for (const std::size_t n : {std::size_t{7}, std::size_t{15}}) {
    std::vector<std::size_t> to(n);
    for (std::size_t k = 0; k < n; ++k) to[k] = (4 * k + 2) % n;
    RankedChoicePlan plan = full_plan(n, 4, rng);
    const BatchVotes votes = holey_votes(plan, rng);
    const Outcome a = count_batch(plan, votes);
    const Outcome b = count_batch(relabelled(plan, to), relabelled(votes, to));
    for (std::size_t e = 0; e < kBatch; ++e) {
      CAPTURE(n, e);
      REQUIRE(to[static_cast<std::size_t>(a.winner[e])] == static_cast<std::size_t>(b.winner[e]));
      REQUIRE(a.margin[e] == Approx(b.margin[e]).margin(1e-4));
      for (std::size_t k = 0; k < n; ++k) {
        REQUIRE(a.rounds.eliminated[k * kBatch + e] == b.rounds.eliminated[to[k] * kBatch + e]);
        for (std::size_t m = 0; m + 1 < n; ++m) {
          REQUIRE(standing(a, m, k, e) == Approx(standing(b, m, to[k], e)).margin(2e-5));
        }
      }
    }
  }
}

TEST_CASE("Where everything is tied everybody wins as often, for few candidates and many",
          "[count]") {
  for (const std::size_t n : {std::size_t{2}, std::size_t{3}, std::size_t{11}, std::size_t{15}}) {
    const RankedChoicePlan plan = quiet_plan(n, 1, {0, 0, 0, 0, 1}, 0.35);
    const BatchVotes votes(n * kBatch, 1000.0F);
    std::vector<std::uint64_t> names;
    for (std::size_t k = 0; k < n; ++k) names.push_back(name_hash({"lot", std::to_string(k)}));
    const DrawKey key = draw_key(9, Purpose::lots);
    RankedChoiceCounter counter(plan, {&key, names});
    std::vector<double> wins(n, 0.0);
    constexpr std::uint64_t kBatches = 40;
    Outcome outcome;
    for (std::uint64_t batch = 0; batch < kBatches; ++batch) {
      counter(votes, batch, kBatch, outcome);
      CHECK(outcome.by_lot.count() == kBatch);
      for (std::size_t k = 0; k < n; ++k) wins[k] += static_cast<double>(outcome.wins[k].count());
    }
    const double elections = kBatches * kBatch;
    const double p = 1 / static_cast<double>(n);
    for (const double won : wins) {
      CAPTURE(n, won);
      CHECK(std::fabs(won - elections * p) < 5 * std::sqrt(elections * p * (1 - p)));
    }
  }
}

TEST_CASE("An electorate of nobody counts without a fault", "[count]") {
  for (const std::size_t n : {std::size_t{2}, std::size_t{5}, std::size_t{15}}) {
    CAPTURE(n);
    const RankedChoicePlan plan = noisy_plan(n, 2, kLengths);
    const Outcome outcome = count_batch(plan, BatchVotes(2 * n * kBatch, 0.0F));
    CHECK(outcome.by_lot.count() == kBatch);
    CHECK(all_finite(outcome.margin));
    CHECK(all_finite(outcome.shares));
    CHECK(all_finite(outcome.rounds.final_shares));
    CHECK(all_finite(outcome.rounds.standing));
    for (std::size_t e = 0; e < kBatch; ++e) {
      REQUIRE(outcome.ballots[e] == 0);
      REQUIRE(static_cast<std::size_t>(outcome.winner[e]) < n);
    }
  }
}

TEST_CASE("Two candidates need no second round", "[count]") {
  std::mt19937_64 rng(37);
  const RankedChoicePlan plan = noisy_plan(2, 2, {1});
  const BatchVotes votes = random_votes(2, 2, rng);
  const Outcome outcome = count_batch(plan, votes);
  for (std::size_t e = 0; e < kBatch; ++e) {
    const float first = votes[e] + votes[2 * kBatch + e];
    const float second = votes[kBatch + e] + votes[3 * kBatch + e];
    REQUIRE(outcome.winner[e] == (first > second ? 0 : 1));
    REQUIRE(outcome.rounds.last[e] == 1);
    REQUIRE(outcome.margin[e] == Approx(std::fabs(first - second) / (first + second)).margin(1e-6));
  }
}

}  // namespace hustings::test
