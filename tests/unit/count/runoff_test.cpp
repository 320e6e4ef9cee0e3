#include "count/runoff.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "hustings/random/name.hpp"
#include "support/ranked_plans.hpp"

namespace hustings::test {
namespace {

/// A runoff without noise: whoever is not eliminated comes back whole.
RunoffPlan quiet_runoff(std::size_t n_candidates, std::size_t n_universes) {
  RunoffPlan plan;
  plan.ranking = quiet_plan(n_candidates, n_universes, {1}, 0.5);
  plan.noise.assign(n_candidates, {});
  plan.universes.assign(n_universes, {});
  plan.districts.assign(1, {});
  return plan;
}

Outcome count_runoff(const RunoffPlan& plan, const BatchVotes& votes) {
  std::vector<std::uint64_t> names;
  for (std::size_t k = 0; k < plan.ranking.n_candidates; ++k) {
    names.push_back(name_hash({"lot", "test", std::to_string(k)}));
  }
  const DrawKey key = draw_key(1, Purpose::lots);
  RunoffCounter counter(plan, {&key, names});
  Outcome outcome;
  counter(votes, 0, kBatch, outcome);
  return outcome;
}

BatchVotes same_votes(const std::vector<float>& rows) {
  BatchVotes votes(rows.size() * kBatch);
  for (std::size_t i = 0; i < votes.size(); ++i) votes[i] = rows[i / kBatch];
  return votes;
}

double final_share(const Outcome& outcome, std::size_t k, std::size_t e) {
  return static_cast<double>(outcome.rounds.final_shares[k * kBatch + e]);
}

}  // namespace

TEST_CASE("who has the threshold wins at once, exactly it only where that is enough", "[count]") {
  RunoffPlan plan = quiet_runoff(3, 1);
  const BatchVotes votes = same_votes({50, 30, 20});
  Outcome outcome = count_runoff(plan, votes);
  CHECK(outcome.rounds.last[0] == 1);
  CHECK(outcome.margin[0] == Approx(0.2));
  CHECK(final_share(outcome, 2, 0) == Approx(0.2));
  plan.strict = true;
  outcome = count_runoff(plan, votes);
  CHECK(outcome.rounds.last[0] == 2);
  CHECK(outcome.rounds.eliminated[2 * kBatch] == 1);
  CHECK(outcome.rounds.eliminated[0] == 0);
}

TEST_CASE("the eliminated's voters split by the ranking model, the rest stay", "[count]") {
  RunoffPlan plan = quiet_runoff(4, 2);
  plan.eliminated_stay = 0.8F;
  plan.ranking.slate[2 * 4 + 1] = 1;
  const std::vector<float> universes{400, 300, 250, 50, 200, 300, 150, 100};
  const Outcome outcome = count_runoff(plan, same_votes(universes));
  double first = 0;
  double second = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    const double a = static_cast<double>(universes[4 * i]);
    const double b = static_cast<double>(universes[4 * i + 1]);
    for (std::size_t c = 2; c < 4; ++c) {
      const double to_b = std::sqrt(b) * (c == 2 ? std::exp(1.0) : 1);
      const double stay = 0.8 * static_cast<double>(universes[4 * i + c]) / (std::sqrt(a) + to_b);
      first += stay * std::sqrt(a);
      second += stay * to_b;
    }
    first += a;
    second += b;
  }
  // 600 and 600 votes in the first round: the lots say who leads.
  CHECK(final_share(outcome, 0, 3) == Approx(first / (first + second)).margin(1e-6));
  CHECK(outcome.winner[3] == 1);
  CHECK(outcome.rounds.final_votes[3] == Approx(first + second).epsilon(1e-6));
}

TEST_CASE("random runoffs are those of a plain count of their universes", "[count]") {
  std::mt19937_64 rng(4);
  const auto uniform = [&](double low, double high) {
    return std::uniform_real_distribution<>(low, high)(rng);
  };
  int n_seconds = 0;
  for (int i = 0; i < 60; ++i) {
    const std::size_t n = std::uniform_int_distribution<std::size_t>(2, 8)(rng);
    const std::size_t n_universes = std::uniform_int_distribution<std::size_t>(1, 5)(rng);
    RunoffPlan plan = quiet_runoff(n, n_universes);
    plan.threshold = static_cast<float>(uniform(0.3, 0.6));
    plan.eliminated_stay = static_cast<float>(uniform(0, 1));
    plan.ratio_log = static_cast<float>(uniform(-1, 0.2));
    for (float& x : plan.ranking.slate) x = static_cast<float>(uniform(-1, 1));
    std::vector<float> universes;
    for (std::size_t k = 0; k < n * n_universes; ++k) {
      universes.push_back(static_cast<float>(uniform(1, 1000)));
    }
    const auto at = [&](std::size_t universe, std::size_t k) {
      return static_cast<double>(universes[universe * n + k]);
    };
    std::vector<double> totals(n, 0.0);
    for (std::size_t k = 0; k < universes.size(); ++k)
      totals[k % n] += static_cast<double>(universes[k]);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto x, auto y) { return totals[x] > totals[y]; });
    const std::size_t a = order[0];
    const std::size_t b = order[1];
    const double all = std::accumulate(totals.begin(), totals.end(), 0.0);
    const Outcome outcome = count_runoff(plan, same_votes(universes));
    CAPTURE(i, n, n_universes);
    if (totals[a] / all >= static_cast<double>(plan.threshold)) {
      CHECK(outcome.rounds.last[0] == 1);
      CHECK(outcome.winner[0] == static_cast<int>(a));
      continue;
    }
    ++n_seconds;
    double for_a = 0;
    double for_b = 0;
    for (std::size_t universe = 0; universe < n_universes; ++universe) {
      for_a += at(universe, a);
      for_b += at(universe, b);
      for (std::size_t c = 0; c < n; ++c) {
        if (c == a || c == b) continue;
        const auto pull = [&](std::size_t k) {
          return std::sqrt(at(universe, k)) *
                 std::exp(static_cast<double>(plan.ranking.slate[c * n + k]));
        };
        const double stay = static_cast<double>(plan.eliminated_stay) * at(universe, c);
        for_a += stay * pull(a) / (pull(a) + pull(b));
        for_b += stay * pull(b) / (pull(a) + pull(b));
      }
    }
    CHECK(final_share(outcome, a, 0) == Approx(for_a / (for_a + for_b)).margin(1e-5));
    CHECK(outcome.rounds.final_votes[0] ==
          Approx((for_a + for_b) * std::exp(static_cast<double>(plan.ratio_log))).epsilon(1e-5));
    if (std::fabs(for_a - for_b) > 1e-4 * all) {
      CHECK(outcome.winner[0] == static_cast<int>(for_a > for_b ? a : b));
    }
  }
  CHECK(n_seconds > 20);
}

TEST_CASE("noise of a runoff has the sizes it is given", "[count]") {
  RunoffPlan plan = quiet_runoff(2, 1);
  plan.threshold = 0.99F;
  plan.ranking.key = draw_key(5, Purpose::runoff);
  plan.ratio = draw_address(plan.ranking.key, 1);
  plan.ratio_log = std::log(0.63F);
  plan.ratio_log_sd = 0.35F;
  plan.noise = {draw_address(plan.ranking.key, 2), draw_address(plan.ranking.key, 3)};
  plan.noise_sd = 0.2F;
  const Outcome outcome = count_runoff(plan, same_votes({500, 500}));
  double turnout = 0;
  double odds = 0;
  for (std::size_t e = 0; e < kBatch; ++e) {
    turnout += std::pow(std::log(static_cast<double>(outcome.rounds.final_votes[e]) / 630), 2);
    odds += std::pow(std::log(final_share(outcome, 0, e) / final_share(outcome, 1, e)), 2);
  }
  const double relative_error = 4 * std::sqrt(2.0 / kBatch);
  CHECK(turnout / kBatch == Approx(0.35 * 0.35).epsilon(relative_error));
  CHECK(odds / kBatch == Approx(2 * 0.2 * 0.2).epsilon(relative_error));
}

TEST_CASE("a universe that can vote for neither finalist does not count in the runoff", "[count]") {
  RunoffPlan plan = quiet_runoff(3, 2);
  plan.ranking.on_ballot = {1, 1, 1, 0, 0, 1};
  const Outcome outcome = count_runoff(plan, same_votes({50, 40, 20, 0, 0, 15}));
  const double to_first = std::sqrt(50.0) / (std::sqrt(50.0) + std::sqrt(40.0));
  CHECK(outcome.rounds.final_votes[0] == Approx(110).epsilon(1e-6));
  CHECK(final_share(outcome, 0, 0) == Approx((50 + 20 * to_first) / 110).margin(1e-6));
}

TEST_CASE("where everything is tied everybody wins a runoff as often", "[count]") {
  RunoffPlan plan = quiet_runoff(3, 1);
  std::vector<std::uint64_t> names;
  for (std::size_t k = 0; k < 3; ++k) names.push_back(name_hash({"lot", std::to_string(k)}));
  const DrawKey key = draw_key(4, Purpose::lots);
  RunoffCounter counter(plan, {&key, names});
  std::vector<double> wins(3, 0.0);
  constexpr std::uint64_t kBatches = 40;
  Outcome outcome;
  for (std::uint64_t batch = 0; batch < kBatches; ++batch) {
    counter(same_votes({90, 90, 90}), batch, kBatch, outcome);
    CHECK(outcome.by_lot.count() == kBatch);
    for (std::size_t k = 0; k < 3; ++k) wins[k] += static_cast<double>(outcome.wins[k].count());
  }
  const double elections = kBatches * kBatch;
  for (const double won : wins) {
    CHECK(std::fabs(won - elections / 3) < 5 * std::sqrt(elections * 2 / 9));
  }
}

TEST_CASE("a runoff of nobody counts without a fault", "[count]") {
  const Outcome outcome = count_runoff(quiet_runoff(4, 2), same_votes(std::vector<float>(8, 0)));
  for (std::size_t e = 0; e < kBatch; ++e) {
    REQUIRE(outcome.ballots[e] == 0);
    REQUIRE(std::isfinite(outcome.margin[e]));
    REQUIRE(outcome.winner[e] >= 0);
    REQUIRE(outcome.winner[e] < 4);
    for (std::size_t k = 0; k < 4; ++k) REQUIRE(std::isfinite(final_share(outcome, k, e)));
  }
}

TEST_CASE("shares add up in both rounds of a runoff, who stays is who voted", "[count]") {
  std::mt19937_64 rng(6);
  RunoffPlan plan = quiet_runoff(5, 3);
  plan.eliminated_stay = 0.8F;
  const BatchVotes votes = random_votes(5, 3, rng);
  const Outcome outcome = count_runoff(plan, votes);
  for (std::size_t e = 0; e < kBatch; ++e) {
    double first = 0;
    double last = 0;
    double voted = 0;
    double of_two = 0;
    for (std::size_t k = 0; k < 5; ++k) {
      first += static_cast<double>(outcome.share(k)[e]);
      last += final_share(outcome, k, e);
      for (std::size_t u = 0; u < 3; ++u) {
        const double here = static_cast<double>(votes[(u * 5 + k) * kBatch + e]);
        voted += here;
        of_two += outcome.rounds.eliminated[k * kBatch + e] == 0 ? here : 0;
      }
    }
    REQUIRE(first == Approx(1).margin(1e-5));
    REQUIRE(last == Approx(1).margin(1e-5));
    REQUIRE(static_cast<double>(outcome.ballots[e]) == Approx(voted).epsilon(1e-5));
    if (outcome.rounds.last[e] == 2) {
      const double back = of_two + 0.8 * (voted - of_two);
      REQUIRE(static_cast<double>(outcome.rounds.final_votes[e]) == Approx(back).epsilon(1e-5));
    }
  }
}

}  // namespace hustings::test
