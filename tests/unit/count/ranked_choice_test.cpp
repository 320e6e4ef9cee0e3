#include "count/ranked_choice.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "count/elimination.hpp"
#include "support/ranked_plans.hpp"

namespace hustings::test {
namespace {

/// Gives every election of a batch the same first choices, in one group.
BatchVotes same_votes(const std::vector<double>& votes) {
  BatchVotes rows(votes.size() * kBatch);
  for (std::size_t k = 0; k < votes.size(); ++k) {
    for (std::size_t e = 0; e < kBatch; ++e) rows[k * kBatch + e] = static_cast<float>(votes[k]);
  }
  return rows;
}

double standing(const Outcome& outcome, std::size_t round, std::size_t k, std::size_t lane) {
  const std::size_t n = outcome.wins.size();
  return static_cast<double>(outcome.rounds.standing[(round * n + k) * kBatch + lane]);
}

double exhausted(const Outcome& outcome, std::size_t round, std::size_t lane) {
  return static_cast<double>(outcome.rounds.exhausted[round * kBatch + lane]);
}

/// Whether a lane of the kernel's count is the reference's, within `tolerance` of all votes.
bool agrees(const Outcome& outcome, std::size_t lane, const RankedCount& reference,
            double tolerance) {
  const std::size_t n = outcome.wins.size();
  double votes = reference.exhausted[0];
  for (const double x : reference.standing[0]) votes += x;
  for (std::size_t m = 0; m + 1 < n; ++m) {
    if (std::fabs(exhausted(outcome, m, lane) - reference.exhausted[m] / votes) > tolerance) {
      return false;
    }
    for (std::size_t k = 0; k < n; ++k) {
      const double expected = reference.standing[m][k] / votes;
      if (std::fabs(standing(outcome, m, k, lane) - expected) > tolerance) return false;
    }
  }
  return static_cast<std::size_t>(outcome.winner[lane]) == reference.winner;
}

/// Whether some round of a reference count is too close for floats to tell who is last.
bool is_close(const RankedCount& count) {
  for (const auto& round : count.standing) {
    std::vector<double> votes;
    for (const double x : round) {
      if (x > 0) votes.push_back(x);
    }
    std::sort(votes.begin(), votes.end());
    const double all = std::accumulate(votes.begin(), votes.end(), 0.0);
    if (votes[1] - votes[0] < 1e-4 * all) return true;
  }
  return false;
}

constexpr double kKernel = 1e-5;

}  // namespace

TEST_CASE("chances that the first ranks are all eliminated have the published values") {
  // The first candidate stands for "no first choice": it has no weight.
  const std::vector<double> weights{0, 5, 4, 3, 2, 1};
  auto in = all_in(weights, 0, 0b110000, 3);
  CHECK(in[1] == Approx(0.2).epsilon(1e-6));
  CHECK(in[2] == Approx(0.01978022).epsilon(1e-6));
  CHECK(in[3] == 0);
  in = all_in(weights, 0, 0b111000, 3);
  CHECK(in[1] == Approx(0.4).epsilon(1e-6));
  CHECK(in[2] == Approx(0.11483516).epsilon(1e-6));
  CHECK(in[3] == Approx(0.01698302).epsilon(1e-6));
  in = all_in({0, .40, .30, .15, .10, .05}, 0, 0b111000, 3);
  CHECK(in[1] == Approx(0.3).epsilon(1e-9));
  CHECK(in[2] == Approx(0.061850705194).epsilon(1e-9));
  CHECK(in[3] == Approx(0.006286549708).epsilon(1e-9));
}

TEST_CASE("the full ranking model has the published rounds") {
  RankedChoicePlan plan = quiet_plan(5, 1, {0.3, 0.3, 0.4}, 0.5);
  plan.slate[0 * 5 + 2] = plan.slate[2 * 5 + 0] = 1;
  const BatchVotes votes = same_votes({400000, 300000, 150000, 100000, 50000});
  const std::vector<std::vector<double>> rounds{
      {.411751284377, .310176910798, .157196162637, .105875642189, 0, .015},
      {.43983885581, .334501461189, .174396217168, 0, 0, .051263465833},
      {.517636139659, .362371840311, 0, 0, 0, .11999202003}};
  const RankedCount reference = count_exactly(election_of(plan, votes, 0));
  const Outcome outcome = count_batch(plan, votes);
  for (std::size_t m = 0; m < rounds.size(); ++m) {
    for (std::size_t k = 0; k < 5; ++k) {
      CHECK(reference.standing[m + 1][k] / 1e6 == Approx(rounds[m][k]).epsilon(1e-6));
      CHECK(standing(outcome, m + 1, k, 100) == Approx(rounds[m][k]).margin(kKernel));
    }
    CHECK(reference.exhausted[m + 1] / 1e6 == Approx(rounds[m][5]).epsilon(1e-6));
    CHECK(exhausted(outcome, m + 1, 100) == Approx(rounds[m][5]).margin(kKernel));
  }
  CHECK(outcome.winner[0] == 0);
  CHECK(outcome.rounds.runner_up[0] == 1);
  const double pair = .517636139659 + .362371840311;
  CHECK(outcome.margin[0] == Approx((.517636139659 - .362371840311) / pair).margin(kKernel));
}

TEST_CASE("plain Plackett-Luce on New York's first choices of 2025 has the published final",
          "[count]") {
  // Ballots by first choice and number of different names (Board of Elections, cast-vote record).
  const std::vector<std::vector<double>> ballots{{41291, 32021, 35753, 48626, 312269},
                                                 {176748, 53484, 52185, 22765, 82482},
                                                 {4379, 10889, 17950, 19394, 68536},
                                                 {7161, 5124, 6536, 5583, 20301},
                                                 {2628, 2264, 3287, 2628, 7398},
                                                 {798, 677, 1269, 1584, 6488},
                                                 {652, 1476, 1540, 1321, 3613},
                                                 {687, 371, 545, 537, 2353},
                                                 {1301, 532, 446, 401, 1764},
                                                 {320, 164, 160, 230, 805},
                                                 {359, 173, 204, 194, 685}};
  std::vector<double> first;
  for (const auto& row : ballots) first.push_back(std::accumulate(row.begin(), row.end(), 0.0));
  RankedChoicePlan plan = quiet_plan(11, 1, {0, 0, 0, 0, 1}, 1);
  for (std::size_t c = 0; c < 11; ++c) {
    for (std::size_t l = 0; l < 5; ++l) {
      plan.lengths[5 * c + l] = static_cast<float>(ballots[c][l] / first[c]);
    }
  }
  const Outcome outcome = count_batch(plan, same_votes(first));
  CHECK(outcome.rounds.final_shares[0] == Approx(0.548).margin(0.0005));
  const double all = std::accumulate(first.begin(), first.end(), 0.0);
  CHECK(exhausted(outcome, 9, 0) * all == Approx(21727).epsilon(0.01));
}

TEST_CASE("the count agrees with the plain recursion for any numbers of candidates and ranks") {
  CHECK(rc::check([] {
    const auto n = *rc::gen::inRange<std::size_t>(2, 12);
    const auto n_groups = *rc::gen::inRange<std::size_t>(1, 4);
    const auto n_ranks = *rc::gen::inRange<std::size_t>(1, 8);
    std::mt19937_64 rng(*rc::gen::arbitrary<std::uint64_t>());
    std::vector<double> lengths(n_ranks);
    for (double& share : lengths) share = std::uniform_real_distribution<>(0.1, 1)(rng);
    const double sum = std::accumulate(lengths.begin(), lengths.end(), 0.0);
    for (double& share : lengths) share /= sum;
    RankedChoicePlan plan = quiet_plan(n, n_groups, lengths, 0.7);
    for (float& x : plan.slate) x = std::uniform_real_distribution<float>(-1, 1)(rng);
    for (float& x : plan.appeal_mean) x = std::uniform_real_distribution<float>(-1, 1)(rng);
    if (*rc::gen::arbitrary<bool>()) {
      plan.written.assign(n_groups * n * n, -1);
      for (std::size_t k = 0; k < n; ++k) plan.written[k] = static_cast<float>(k + 1);
    }
    const BatchVotes votes = random_votes(n, n_groups, rng);
    const Outcome outcome = count_batch(plan, votes);
    for (std::size_t lane = 0; lane < kBatch; lane += 37) {
      const RankedCount reference = count_exactly(election_of(plan, votes, lane));
      if (is_close(reference)) continue;
      RC_ASSERT(agrees(outcome, lane, reference, 5e-5));
    }
  }));
}

TEST_CASE("many candidates, by the integral, agree with the plain recursion") {
  std::mt19937_64 rng(5);
  const RankedChoicePlan plan = quiet_plan(15, 2, {0.17, 0.11, 0.13, 0.12, 0.47}, 0.5);
  const BatchVotes votes = random_votes(15, 2, rng);
  const Outcome outcome = count_batch(plan, votes);
  int n_checked = 0;
  for (std::size_t lane = 0; lane < kBatch; lane += 60) {
    const RankedCount reference = count_exactly(election_of(plan, votes, lane));
    if (is_close(reference)) continue;
    ++n_checked;
    CHECK(agrees(outcome, lane, reference, 5e-5));
  }
  CHECK(n_checked > 0);
}

/// The same first choices in every election of a batch.
BatchVotes repeated(const std::vector<float>& first) {
  BatchVotes votes(first.size() * kBatch);
  for (std::size_t i = 0; i < first.size(); ++i) {
    std::fill_n(votes.begin() + static_cast<std::ptrdiff_t>(i * kBatch), kBatch, first[i]);
  }
  return votes;
}

/// Holds ballots that are drawn name by name and counted one by one against the batch's count.
/// Returns false, with nothing checked, where the draw itself may turn an elimination round.
bool check_against_ballots(const RankedChoicePlan& plan, const BatchVotes& votes,
                           std::mt19937_64& rng) {
  const std::size_t n = plan.n_candidates;
  const RankedElection election = election_of(plan, votes, 0);
  const auto ballots = sample_ballots(election, rng);
  const RankedCount plain = count_plainly(ballots, n);
  if (plain.order != count_exactly(election).order) return false;
  const Outcome outcome = count_batch(plan, votes);
  const auto n_ballots = static_cast<double>(ballots.size());
  for (std::size_t m = 0; m < plain.standing.size(); ++m) {
    double all = plain.exhausted[m];
    for (std::size_t k = 0; k < n; ++k) {
      const double p = standing(outcome, m, k, 0);
      all += plain.standing[m][k];
      CAPTURE(m, k, n);
      CHECK(std::fabs(plain.standing[m][k] / n_ballots - p) <=
            4 * std::sqrt(p * (1 - p) / n_ballots) + 1e-6);
    }
    CHECK(all == n_ballots);
  }
  return true;
}

TEST_CASE("ballots drawn name by name and counted one by one agree within 4 sd") {
  std::mt19937_64 rng(7);
  RankedChoicePlan plan = quiet_plan(6, 2, {0.2, 0.2, 0.2, 0.4}, 0.6);
  plan.slate[1 * 6 + 4] = plan.slate[4 * 6 + 1] = 1;
  const BatchVotes votes = repeated({30000, 26000, 15000, 9000, 5000, 2500,  //
                                     12000, 22000, 11000, 9000, 2000, 1500});
  CHECK(check_against_ballots(plan, votes, rng));
}

TEST_CASE("ballots of random elections, counted one by one, agree within 4 sd") {
  std::mt19937_64 rng(20);
  const auto between = [&](std::size_t least, std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(least, most)(rng);
  };
  const auto uniform = [&](double low, double high) {
    return std::uniform_real_distribution<>(low, high)(rng);
  };
  int n_checked = 0;
  for (int i = 0; i < 40; ++i) {
    const std::size_t n = between(2, 7);
    const std::size_t n_groups = between(1, 3);
    std::vector<double> lengths(between(1, 5));
    for (double& share : lengths) share = uniform(0.1, 1);
    const double sum = std::accumulate(lengths.begin(), lengths.end(), 0.0);
    for (double& share : lengths) share /= sum;
    RankedChoicePlan plan = quiet_plan(n, n_groups, lengths, uniform(0, 1));
    for (float& x : plan.slate) x = static_cast<float>(uniform(-1, 1));
    for (float& x : plan.appeal_mean) x = static_cast<float>(uniform(-1, 1));
    std::vector<float> first;
    for (std::size_t k = 0; k < n * n_groups; ++k) {
      first.push_back(static_cast<float>(std::floor(uniform(50, 5000))));
    }
    n_checked += check_against_ballots(plan, repeated(first), rng) ? 1 : 0;
  }
  CHECK(n_checked >= 30);
}

TEST_CASE("ballots are conserved in every round") {
  std::mt19937_64 rng(11);
  for (const bool batch : {false, true}) {
    RankedChoicePlan plan = quiet_plan(9, 3, {0.3, 0.2, 0.1, 0.1, 0.3}, 0.35);
    plan.batch = batch;
    const Outcome outcome = count_batch(plan, random_votes(9, 3, rng));
    for (std::size_t e = 0; e < kBatch; ++e) {
      for (std::size_t m = 0; m < static_cast<std::size_t>(outcome.rounds.last[e]); ++m) {
        double sum = exhausted(outcome, m, e);
        for (std::size_t k = 0; k < 9; ++k) sum += standing(outcome, m, k, e);
        REQUIRE(sum == Approx(1).margin(2e-6));
      }
    }
  }
}

/// Ballots of a group, by its first choices.
static double ballots_of(const BatchVotes& votes, std::size_t n, std::size_t u, std::size_t e) {
  double sum = 0;
  for (std::size_t k = 0; k < n; ++k) {
    sum += static_cast<double>(votes[(u * n + k) * kBatch + e]);
  }
  return sum;
}

TEST_CASE("what is exhausted of the groups adds up to what is exhausted of all") {
  std::mt19937_64 rng(12);
  for (const bool batch : {false, true}) {
    RankedChoicePlan plan = quiet_plan(9, 3, {0.3, 0.2, 0.1, 0.1, 0.3}, 0.35);
    plan.batch = batch;
    const BatchVotes votes = random_votes(9, 3, rng);
    const Outcome outcome = count_batch(plan, votes);
    REQUIRE(outcome.rounds.n_groups == 3);
    for (std::size_t e = 0; e < kBatch; ++e) {
      double sum = 0;
      for (std::size_t u = 0; u < 3; ++u) {
        const auto part = static_cast<double>(outcome.rounds.exhausted_of[u * kBatch + e]);
        sum += part * ballots_of(votes, 9, u, e);
      }
      const auto last = static_cast<std::size_t>(outcome.rounds.last[e] - 1);
      const double all = static_cast<double>(outcome.ballots[e]);
      REQUIRE(sum / all == Approx(exhausted(outcome, last, e)).margin(2e-6));
    }
  }
}

TEST_CASE("of a group that names one choice, those of the eliminated are exhausted") {
  std::mt19937_64 rng(19);
  const RankedChoicePlan plan = quiet_plan(5, 2, {1}, 0.35);
  const BatchVotes votes = random_votes(5, 2, rng);
  const Outcome outcome = count_batch(plan, votes);
  for (std::size_t e = 0; e < kBatch; ++e) {
    for (std::size_t u = 0; u < 2; ++u) {
      double out = 0;
      for (std::size_t k = 0; k < 5; ++k) {
        if (outcome.rounds.eliminated[k * kBatch + e] == 0) continue;
        out += static_cast<double>(votes[(u * 5 + k) * kBatch + e]);
      }
      REQUIRE(static_cast<double>(outcome.rounds.exhausted_of[u * kBatch + e]) ==
              Approx(out / ballots_of(votes, 5, u, e)).margin(1e-6));
    }
  }
}

TEST_CASE("nobody is exhausted where nobody is eliminated") {
  std::mt19937_64 rng(23);
  const Outcome outcome = count_batch(quiet_plan(2, 3, {1}, 0.35), random_votes(2, 3, rng));
  for (const float part : outcome.rounds.exhausted_of) REQUIRE(part == 0);
}

TEST_CASE("who ranks all but one candidate exhausts nobody") {
  std::mt19937_64 rng(13);
  const RankedChoicePlan plan = quiet_plan(6, 2, {0, 0, 0, 0, 1}, 0.35);
  const Outcome outcome = count_batch(plan, random_votes(6, 2, rng));
  for (std::size_t e = 0; e < kBatch; ++e) REQUIRE(exhausted(outcome, 4, e) == 0);
}

TEST_CASE("one-name ballots are exhausted once their choice is out") {
  std::mt19937_64 rng(17);
  const RankedChoicePlan plan = quiet_plan(4, 1, {1}, 0.35);
  const Outcome outcome = count_batch(plan, random_votes(4, 1, rng));
  for (std::size_t e = 0; e < kBatch; ++e) {
    double out = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      if (outcome.rounds.eliminated[k * kBatch + e] > 0) {
        out += static_cast<double>(outcome.share(k)[e]);
      }
    }
    REQUIRE(exhausted(outcome, 2, e) == Approx(out).margin(1e-6));
  }
}

TEST_CASE("relabelling the candidates relabels the count") {
  std::mt19937_64 rng(19);
  const std::size_t n = 7;
  const std::vector<std::size_t> to{3, 0, 6, 1, 5, 2, 4};
  RankedChoicePlan plan = quiet_plan(n, 2, {0.2, 0.3, 0.2, 0.3}, 0.5);
  RankedChoicePlan other = plan;
  const BatchVotes votes = random_votes(n, 2, rng);
  BatchVotes moved(votes.size());
  for (std::size_t k = 0; k < n; ++k) {
    plan.appeal_mean[k] = std::uniform_real_distribution<float>(-1, 1)(rng);
    other.appeal_mean[to[k]] = plan.appeal_mean[k];
    for (std::size_t c = 0; c < n; ++c) {
      plan.slate[c * n + k] = std::uniform_real_distribution<float>(-1, 1)(rng);
      other.slate[to[c] * n + to[k]] = plan.slate[c * n + k];
    }
    for (std::size_t u = 0; u < 2; ++u) {
      for (std::size_t e = 0; e < kBatch; ++e) {
        moved[(u * n + to[k]) * kBatch + e] = votes[(u * n + k) * kBatch + e];
      }
    }
  }
  const Outcome a = count_batch(plan, votes);
  const Outcome b = count_batch(other, moved);
  for (std::size_t e = 0; e < kBatch; ++e) {
    CHECK(to[static_cast<std::size_t>(a.winner[e])] == static_cast<std::size_t>(b.winner[e]));
    for (std::size_t k = 0; k < n; ++k) {
      CHECK(a.rounds.eliminated[k * kBatch + e] == b.rounds.eliminated[to[k] * kBatch + e]);
      CHECK(standing(a, 5, k, e) == Approx(standing(b, 5, to[k], e)).margin(kKernel));
    }
  }
}

TEST_CASE("batch elimination changes the rounds but not who is left") {
  std::mt19937_64 rng(23);
  RankedChoicePlan plan = quiet_plan(8, 2, {0.2, 0.3, 0.2, 0.3}, 0.5);
  const BatchVotes votes = random_votes(8, 2, rng);
  const Outcome one = count_batch(plan, votes);
  plan.batch = true;
  const Outcome batch = count_batch(plan, votes);
  bool shorter = false;
  for (std::size_t e = 0; e < kBatch; ++e) {
    REQUIRE(one.winner[e] == batch.winner[e]);
    REQUIRE(one.rounds.runner_up[e] == batch.rounds.runner_up[e]);
    REQUIRE(one.margin[e] == batch.margin[e]);
    shorter |= batch.rounds.last[e] < one.rounds.last[e];
    const auto last = static_cast<std::size_t>(batch.rounds.last[e]) - 1;
    REQUIRE(exhausted(batch, last, e) == exhausted(one, 6, e));
  }
  CHECK(shorter);
}

TEST_CASE("those who go together are those that counting real ballots calls hopeless") {
  std::mt19937_64 rng(29);
  const std::size_t n = 8;
  RankedChoicePlan plan = quiet_plan(n, 1, {0.4, 0.3, 0.3}, 0.5);
  plan.batch = true;
  const Outcome outcome = count_batch(plan, random_votes(n, 1, rng));
  for (std::size_t e = 0; e < kBatch; ++e) {
    std::vector<bool> out(n);
    for (std::int32_t round = 1; round < outcome.rounds.last[e]; ++round) {
      std::vector<Standing<double>> standings;
      for (std::size_t k = 0; k < n; ++k) {
        const double votes = standing(outcome, static_cast<std::size_t>(round - 1), k, e);
        if (!out[k]) standings.push_back({BallotCandidateId(k), votes});
      }
      sort_by_votes<double>(standings);
      const Batch together = hopeless<double>(std::span<const Standing<double>>(standings));
      const bool two_stay = together.n + 2 <= standings.size();
      const std::size_t n_out =
          std::max<std::size_t>(two_stay ? together.n : together.n_without_last_step, 1);
      for (std::size_t i = 0; i < standings.size(); ++i) {
        const std::size_t k = standings[i].candidate.index();
        REQUIRE((outcome.rounds.eliminated[k * kBatch + e] == round) == (i < n_out));
      }
      for (std::size_t i = 0; i < n_out; ++i) out[standings[i].candidate.index()] = true;
    }
  }
}

TEST_CASE("a full tie goes by one order of lots, and is counted") {
  const RankedChoicePlan plan = quiet_plan(4, 1, {0.5, 0.5}, 0.5);
  const Outcome outcome = count_batch(plan, same_votes({100, 100, 100, 100}));
  CHECK(outcome.by_lot.count() == kBatch);
  std::vector<int> wins(4);
  for (std::size_t e = 0; e < kBatch; ++e) ++wins[static_cast<std::size_t>(outcome.winner[e])];
  for (const int n : wins) CHECK(std::abs(n - 64) < 4 * std::sqrt(256 * .25 * .75));
}

TEST_CASE("a group without ballots, and one without all but one candidate, count for nothing") {
  RankedChoicePlan plan = quiet_plan(3, 3, {0.2, 0.8}, 0);
  plan.on_ballot = {1, 1, 1, 1, 1, 1, 0, 0, 1};
  BatchVotes votes(9 * kBatch, 0.0F);
  const std::vector<float> rows{50, 30, 20, 0, 0, 0, 0, 0, 5};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::fill_n(votes.begin() + static_cast<std::ptrdiff_t>(i * kBatch), kBatch, rows[i]);
  }
  const Outcome outcome = count_batch(plan, votes);
  // alpha 0: of the 20 in the first group 16 rank on, half each; those of the third have nowhere to
  // go
  CHECK(standing(outcome, 1, 0, 9) == Approx(58.0 / 105).margin(kKernel));
  CHECK(standing(outcome, 1, 1, 9) == Approx(38.0 / 105).margin(kKernel));
  CHECK(exhausted(outcome, 1, 9) == Approx(9.0 / 105).margin(kKernel));
}

}  // namespace hustings::test
