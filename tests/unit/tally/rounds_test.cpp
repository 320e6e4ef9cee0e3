// Rounds in a tally, against the outcomes of the same nights counted again one by one.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/nights.hpp"
#include "hustings/summary/view.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kElections = 2 * kBatch + 77;

const std::string kScenario = R"(
seed: 41
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: l, faction: left, registered: 900, turnout: {mean: 0.3, sd: 0.06}}
  - {district: A, universe: r, faction: right, registered: 1200, turnout: {mean: 0.4}}
  - {district: B, universe: r, faction: right, registered: 800, turnout: {mean: 0.25}}
contests:
  - id: plain
    districts: [A]
    count: {plurality: {seats: 2}}
    recount: {share: 0.02, votes: 5}
    candidates: [a, b, c, d]
    support: {left: {a: 0.4, b: 0.3, c: 0.2, d: rest}, right: {a: 0.2, b: 0.3, c: 0.3, d: rest}}
  - id: ranked
    districts: all
    count: {ranked_choice: {ranks: 3, lengths: [0.3, 0.3, 0.4], elimination: batch}}
    recount: {share: 0.005, votes: 12}
    candidates: [a, b, c, d, e]
    support:
      left: {a: 0.3, b: 0.3, c: 0.2, d: 0.1, e: rest}
      right: {a: 0.2, b: 0.3, c: 0, d: 0.3, e: rest}
  - id: twice
    districts: [B]
    count: {runoff: {threshold: 0.4}}
    candidates: [a, b, c]
    support: {left: {a: 0.3, b: 0.3, c: rest}, right: {a: 0.4, b: 0.3, c: rest}}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.3}
  - {id: day, affects: turnout, sd: 0.1}
output: {histogram_bins: 20}
)";

std::uint64_t fixed(float share) {
  return static_cast<std::uint64_t>(std::nearbyint(static_cast<double>(share) * (1 << 20)));
}

/// Most rounds of any contest: the columns by round have so many.
std::size_t most_rounds_of(const Model& model) {
  std::size_t most = 0;
  for (const ModelContest& contest : model.contests) {
    most = std::max<std::size_t>(most, most_rounds(contest.count));
  }
  return most;
}

/// Counts again what a tally of rounds says, straight from the outcomes.
struct Recounted {
  std::vector<std::uint64_t> reached, eliminated, led_but_lost, lots, recounts, exhausted;
  std::vector<std::uint64_t> cast, squared_cast, exhausted_of;
  std::map<std::pair<std::size_t, std::size_t>, std::uint64_t> pairs;

  explicit Recounted(const Model& model, std::size_t n_rounds)
      : reached(model.contests.size() * n_rounds),
        eliminated(model.candidates.size() * n_rounds),
        led_but_lost(model.contests.size()),
        lots(model.contests.size()),
        recounts(model.contests.size()),
        exhausted(model.contests.size()),
        cast(model.candidates.size()),
        squared_cast(model.candidates.size()),
        exhausted_of(n_items(labels_of(model), Axis::transfer_group)) {
    Nights nights(model);
    for (std::uint64_t first = 0; first < kElections; first += kBatch) {
      const auto n = static_cast<std::size_t>(std::min(kBatch, kElections - first));
      nights.begin(first / kBatch, n, {});
      for (std::size_t c = 0; c < model.contests.size(); ++c) {
        nights.draw_first_choices(ContestId(c));
        const Outcome& outcome = nights.count(ContestId(c));
        lots[c] += outcome.by_lot.count();
        for (std::size_t e = 0; e < n; ++e)
          add(model.contests[ContestId(c)], c, outcome, e, n_rounds);
      }
    }
  }

  void add(const ModelContest& contest, std::size_t c, const Outcome& outcome, std::size_t e,
           std::size_t n_rounds) {
    const double votes = static_cast<double>(outcome.deciding_votes()[e]);
    const double margin = static_cast<double>(outcome.margin[e]);
    if (contest.recount && (margin <= contest.recount->share ||
                            margin * votes <= static_cast<double>(contest.recount->votes))) {
      ++recounts[c];
    }
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      const float first_choices = outcome.share(k)[e] * outcome.ballots[e];
      const auto whole = static_cast<std::uint64_t>(std::lround(first_choices));
      cast[contest.candidate(k).index()] += whole;
      squared_cast[contest.candidate(k).index()] += whole * whole;
    }
    const Rounds& rounds = outcome.rounds;
    if (rounds.n_rounds == 0) return;
    for (std::size_t u = 0; u < rounds.n_groups; ++u) {
      exhausted_of[u] += fixed(rounds.exhausted_of[u * kBatch + e]);
    }
    for (std::int32_t m = 0; m < rounds.last[e]; ++m) {
      ++reached[c * n_rounds + static_cast<std::size_t>(m)];
    }
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      const std::int32_t out = rounds.eliminated[k * kBatch + e];
      if (out > 0) {
        ++eliminated[contest.candidate(k).index() * n_rounds + static_cast<std::size_t>(out) - 1];
      }
    }
    led_but_lost[c] += rounds.leader[e] != outcome.winner[e] ? 1 : 0;
    const auto last = static_cast<std::size_t>(rounds.last[e] - 1);
    exhausted[c] += fixed(rounds.exhausted[last * kBatch + e]);
    const auto a = contest.candidate(static_cast<std::size_t>(outcome.winner[e])).index();
    const auto b = contest.candidate(static_cast<std::size_t>(rounds.runner_up[e])).index();
    ++pairs[{std::min(a, b), std::max(a, b)}];
  }
};

}  // namespace

TEST_CASE("Votes of a tally are the whole votes of its nights, and kept where asked for",
          "[tally]") {
  const QuantityId votes_of = quantity("candidate_votes");
  CHECK(test::run(test::model_of(kScenario), kElections).tally[votes_of].empty());
  Model model = test::model_of(kScenario);
  model.keeps_votes = true;
  const Labels labels = labels_of(model);
  const Tally tally = test::run(model, kElections).tally;
  const Recounted plain(model, most_rounds_of(model));
  const View view(labels, tally);
  for (std::size_t i = 0; i < plain.cast.size(); ++i) {
    CAPTURE(i);
    CHECK(tally[votes_of].sums[i].sum == plain.cast[i]);
    CHECK(tally[votes_of].sums[i].squares == plain.squared_cast[i]);
    const Distribution votes = view.distribution(votes_of, i);
    CHECK(votes.mean == Approx(static_cast<double>(plain.cast[i]) / kElections));
    // Of 20 bins of the registered: within one of them the quantiles are those of any order.
    const double bin = labels.contests[labels.candidates[i].contest].registered / 20;
    CHECK(std::fabs(votes.quantiles[2] - votes.mean) < bin + votes.sd);
    CHECK(std::is_sorted(votes.quantiles.begin(), votes.quantiles.end()));
  }
}

TEST_CASE("Rounds, lots and recounts of a tally are those of its nights", "[tally]") {
  const Model model = test::model_of(kScenario);
  const Tally tally = test::run(model, kElections).tally;
  const std::size_t n_rounds = most_rounds_of(model);
  REQUIRE(n_rounds == 4);
  const Recounted plain(model, n_rounds);
  CHECK(tally[kReached].counts == plain.reached);
  CHECK(tally[kEliminated].counts == plain.eliminated);
  CHECK(tally[kLedFirstButLost].counts == plain.led_but_lost);
  CHECK(tally[kLots].counts == plain.lots);
  CHECK(tally[kRecount].counts == plain.recounts);
  CHECK(plain.recounts[0] > 0);
  CHECK(plain.recounts[1] > 0);
  CHECK(plain.recounts[2] == 0);
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(tally[kExhausted].sums[c].sum == plain.exhausted[c]);
  }
  const auto& by_group = tally[quantity("exhausted_by_group")].sums;
  REQUIRE(by_group.size() == 2);  // left and right, of the ranked contest alone
  for (std::size_t u = 0; u < by_group.size(); ++u) {
    CHECK(by_group[u].sum == plain.exhausted_of[u]);
    CHECK(plain.exhausted_of[u] > 0);
  }
  const std::vector<FinalPairLabel> pairs = final_pairs(labels_of(model));
  REQUIRE(tally[kFinalPair].counts.size() == pairs.size());
  std::uint64_t n_pairs = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto found = plain.pairs.find({pairs[i].a, pairs[i].b});
    CHECK(tally[kFinalPair].counts[i] == (found == plain.pairs.end() ? 0 : found->second));
    n_pairs += tally[kFinalPair].counts[i];
  }
  CHECK(n_pairs == 2 * kElections);
}

TEST_CASE("Ballots are conserved in the tally of every round", "[tally]") {
  const Model model = test::model_of(kScenario);
  const Tally tally = test::run(model, kElections).tally;
  const std::size_t n_rounds = most_rounds_of(model);
  for (const std::size_t c : {std::size_t{1}, std::size_t{2}}) {
    const ModelContest& contest = model.contests[ContestId(c)];
    for (std::size_t m = 0; m < most_rounds(contest.count); ++m) {
      CAPTURE(contest.id, m);
      const std::uint64_t elections = tally[kReached].counts[c * n_rounds + m];
      auto sum = static_cast<double>(tally[kExhaustedByRound].sums[c * n_rounds + m].sum);
      for (std::size_t k = 0; k < contest.n_candidates; ++k) {
        sum += static_cast<double>(
            tally[kStanding].sums[contest.candidate(k).index() * n_rounds + m].sum);
      }
      // Units of 2^-20, rounded once for every candidate.
      const double whole = static_cast<double>(elections) * (1 << 20);
      CHECK(std::fabs(sum - whole) <= 4.0 * static_cast<double>(elections));
    }
    // Everybody but the last two leaves in some round; who is out in one is out once.
    std::uint64_t out = 0;
    for (std::size_t k = 0; k < contest.n_candidates; ++k) {
      for (std::size_t m = 0; m < n_rounds; ++m) {
        out += tally[kEliminated].counts[contest.candidate(k).index() * n_rounds + m];
      }
    }
    if (c == 1) CHECK(out == kElections * (contest.n_candidates - 2));
  }
}
