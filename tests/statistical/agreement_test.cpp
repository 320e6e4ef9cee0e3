// The fast engine against the slow, plain one: same scenario, independent random numbers.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "support/delegate_scenario.hpp"
#include "support/message_law.hpp"
#include "support/reference_engine.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

constexpr std::uint64_t kFast = std::uint64_t{1} << 18;
constexpr std::size_t kPlain = 60'000;
constexpr double kErrors = 5;  // standard errors; several hundred comparisons, seeds fixed

/// What the centres' own numerics leave: 8 nodes per t scale, points for common factors.
constexpr double kSolving = 4e-4;

void must_agree(double fast, double plain, double error, double allowed) {
  CHECK(std::fabs(fast - plain) < kErrors * error + allowed);
}

void must_agree(const Probability& fast, std::uint64_t n_happened) {
  const auto n = static_cast<double>(kPlain);
  const double plain = static_cast<double>(n_happened) / n;
  const double p = (plain * n + fast.probability * kFast) / (n + kFast);
  must_agree(fast.probability, plain, std::sqrt(p * (1 - p) * (1 / n + 1.0 / kFast)),
             1 / n + 4 * kSolving * std::sqrt(p * (1 - p)));
}

/// Mean, sd and quantiles of a share-like quantity.
void must_agree(const Distribution& fast, std::vector<double> plain) {
  const auto n = static_cast<double>(plain.size());
  double mean = 0;
  for (const double x : plain) mean += x / n;
  double variance = 0;
  double fourth = 0;
  for (const double x : plain) {
    variance += std::pow(x - mean, 2) / n;
    fourth += std::pow(x - mean, 4) / n;
  }
  if (variance < 1e-12) {  // nothing moves it; quantiles are linear within the bin
    CHECK(fast.mean == Approx(mean).margin(1e-5));
    CHECK(fast.sd < 1e-5);
    return;
  }
  const double sd = std::sqrt(variance);
  const double both = std::sqrt(1 / n + 1.0 / kFast);
  const double kurtosis = fourth / (variance * variance);
  must_agree(fast.mean, mean, sd * both, kSolving);
  must_agree(fast.sd, sd, sd * std::sqrt((kurtosis - 1) / 4) * both, kSolving / 2);
  if (!fast.has_quantiles) return;
  std::sort(plain.begin(), plain.end());
  for (std::size_t i = 0; i < kQuantileLevels.size(); ++i) {
    CAPTURE(kQuantileLevels[i]);
    const auto at = static_cast<std::size_t>(kQuantileLevels[i] * n);
    must_agree(fast.quantiles[i], plain[at],
               fast.quantile_standard_errors[i] * std::sqrt(1 + kFast / n), kSolving + 2e-4);
  }
}

/// Of whole delegates: their quantiles are steps, which two runs may take apart.
Distribution without_quantiles(Distribution d) {
  d.has_quantiles = false;
  return d;
}

using Plain = std::vector<test::ReferenceElection>;

Plain plain_run(const scenario::Scenario& scenario) {
  test::ReferenceEngine engine(scenario, 20260623);
  Plain elections;
  for (std::size_t e = 0; e < kPlain; ++e) elections.push_back(engine.draw());
  return elections;
}

template <class Value>
std::vector<double> column(const Plain& plain, Value value) {
  std::vector<double> values;
  for (const auto& election : plain) values.push_back(value(election));
  return values;
}

bool wins(const Model& model, const test::ReferenceElection& election, CandidateId candidate) {
  const ContestId contest = model.candidates[candidate].contest;
  return model.contests[contest].candidate(election.winner[contest.index()]) == candidate;
}

void compare_candidates(const Model& model, const View& fast, const Plain& plain) {
  for (std::size_t i = 0; i < model.candidates.size(); ++i) {
    CAPTURE(model.candidates[CandidateId(i)].label);
    must_agree(fast.distribution(kShare, i),
               column(plain, [i](const auto& election) { return election.share[i]; }));
    const auto n = std::count_if(plain.begin(), plain.end(), [&](const auto& election) {
      return wins(model, election, CandidateId(i));
    });
    must_agree(fast.chance(kWin, i), static_cast<std::uint64_t>(n));
    if (!fast.has(kDelegates, i)) continue;
    const ContestId contest = model.candidates[CandidateId(i)].contest;
    const double all = n_delegates(model.contests[contest].count);
    Distribution part = without_quantiles(fast.distribution(kDelegates, i));
    part.mean /= all;
    part.sd /= all;
    must_agree(part, column(plain, [i, all](const auto& e) { return e.delegates[i] / all; }));
  }
}

void compare_contests(const Model& model, const View& fast, const Plain& plain) {
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    CAPTURE(model.contests[ContestId(c)].id);
    must_agree(fast.distribution(kTurnout, c),
               column(plain, [c](const auto& election) { return election.turnout[c]; }));
    const bool steps = n_delegates(model.contests[ContestId(c)].count) > 0;
    const Distribution margin = fast.distribution(kMargin, c);
    must_agree(steps ? without_quantiles(margin) : margin,
               column(plain, [c](const auto& election) { return election.margin[c]; }));
  }
  for (std::size_t u = 0; u < model.universes.size(); ++u) {
    CAPTURE(model.universes[UniverseId(u)].label);
    must_agree(fast.distribution(kUniverseTurnout, u),
               column(plain, [u](const auto& election) { return election.universe_turnout[u]; }));
  }
}

void compare_joint(const Model& model, const View& fast, const Plain& plain) {
  const Tally& tally = fast.tally();
  for (std::size_t p = 0; p < tally.pairs.size(); ++p) {
    CAPTURE(model.candidates[tally.pairs[p].a].label, model.candidates[tally.pairs[p].b].label);
    const auto n = std::count_if(plain.begin(), plain.end(), [&](const auto& election) {
      return wins(model, election, tally.pairs[p].a) && wins(model, election, tally.pairs[p].b);
    });
    must_agree(probability(tally.both_win[p], kFast), static_cast<std::uint64_t>(n));
  }
  for (std::size_t s = 0; s < model.slates.size(); ++s) {
    const auto& members = model.slates[SlateId(s)].members;
    CAPTURE(model.slates[SlateId(s)].id);
    std::vector<std::uint64_t> outcomes(tally.outcomes[s].size());
    for (const auto& election : plain) {
      std::size_t outcome = 0;
      for (std::size_t i = 0; i < members.size(); ++i) {
        outcome |= static_cast<std::size_t>(wins(model, election, members[i])) << i;
      }
      ++outcomes[outcome];
    }
    for (std::size_t o = 0; o < outcomes.size(); ++o) {
      CAPTURE(o);
      must_agree(probability(tally.outcomes[s][o], kFast), outcomes[o]);
    }
  }
}

void engines_agree(const scenario::Scenario& scenario) {
  const Model model = test::model_of(scenario);
  const test::ViewedRun fast(model, kFast);
  const Plain plain = plain_run(scenario);
  compare_candidates(model, *fast, plain);
  compare_contests(model, *fast, plain);
  compare_joint(model, *fast, plain);
}

}  // namespace

TEST_CASE("Engines agree: normal effects, turnout as mean and sd, interval and log-odds",
          "[statistical]") {
  engines_agree(test::scenario_of(R"(
seed: 11
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {interval: [0.20, 0.42], level: 0.9}}
  - {district: B, universe: young, faction: left, registered: 12000, age: young, turnout: {mean: 0.12}}
  - {district: B, universe: old, faction: right, registered: 26000, age: old, turnout: {log_odds: -0.4}}
contests:
  - id: X
    districts: all
    count: plurality
    candidates: [ana, ben, cleo]
    support:
      left: {ana: 0.5, ben: 0.3, cleo: rest}
      right: {ana: 0.2, ben: 0.38, cleo: 0.42}
  - id: Y
    districts: [B]
    count: plurality
    candidates: [dora, eli]
    support: {left: {dora: 0.7, eli: rest}, right: {dora: 0.42, eli: rest}}
slates: {reform: [X/ana, Y/dora]}
effects:
  - {id: turnout, affects: turnout, sd: 0.20}
  - {id: by age, affects: turnout, by: age, sd: 0.15}
  - {id: polling, affects: support, by: candidate, sd: 0.3}
  - {id: place, affects: support, by: [candidate, region], sd: 0.2}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.15}
)"));
}

TEST_CASE("Engines agree: t tails by contest and by family, slates, loads on both, negative sd",
          "[statistical]") {
  engines_agree(test::scenario_of(R"(
seed: 12
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 25000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: all, faction: left, registered: 40000, age: old, turnout: {log_odds: -0.8}}
contests:
  - id: X
    districts: [A, B]
    count: plurality
    candidates: [{id: ana, wing: reform}, {id: ben, wing: old}, {id: cleo, wing: reform}]
    support:
      left: {ana: 0.4, ben: 0.32, cleo: rest}
      right: {ana: 0.25, ben: 0.45, cleo: rest}
  - id: Y
    districts: [A]
    count: plurality
    candidates: [{id: dora, wing: reform}, {id: eli, wing: old}]
    support: {left: {dora: 0.6, eli: rest}, right: {dora: 0.4, eli: rest}}
  - id: Z
    districts: [B]
    count: plurality
    candidates: [{id: fay, wing: old}, {id: gil, wing: reform}]
    support: {left: {fay: 0.48, gil: rest}, right: {fay: 0.5, gil: rest}}
slates:
  reform: [X/ana, Y/dora, Z/gil]
  green: [X/ana, X/cleo]
effects:
  - {id: turnout, affects: turnout, sd: 0.25, tails: {df: 7}}
  - {id: polling, affects: support, by: candidate, sd: 0.34, tails: {df: 6, shared_by: contest}}
  - {id: mood, affects: support, by: slate, sd: 0.2}
  - id: surge
    loads:
      - {affects: turnout, where: {age: young}, sd: 0.2}
      - {affects: support, where: {slate: reform}, sd: 0.15}
      - {affects: support, where: {wing: old, faction: right}, sd: -0.1}
)"));
}

TEST_CASE("Engines agree: endorsements in and across contests, two t families on a universe",
          "[statistical]") {
  engines_agree(test::scenario_of(R"(
seed: 15
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25}}
  - {district: A, universe: old, faction: right, registered: 25000, age: old, turnout: {mean: 0.35}}
  - {district: B, universe: all, faction: left, registered: 40000, age: old, turnout: {log_odds: -0.8}}
contests:
  - id: X
    districts: [A, B]
    count: plurality
    candidates: [ana, ben, cleo, dan]
    support:
      left: {ana: 0.4, ben: 0.3, cleo: 0.2, dan: rest}
      right: {ana: 0.25, ben: 0.4, cleo: 0, dan: rest}
  - id: Y
    districts: [A]
    count: plurality
    candidates: [dora, eli]
    support: {left: {dora: 0.6, eli: rest}, right: {dora: 0.4, eli: rest}}
  - id: Z
    districts: [B]
    count: plurality
    candidates: [fay, gil]
    support: {left: {fay: 0.48, gil: rest}, right: {fay: 0.5, gil: rest}}
slates: {reform: [X/ana, Y/dora, Z/gil]}
endorsements:
  strength: 0.45
  edges: [[X/ana, X/cleo], [X/ana, Y/dora], [Z/gil, X/cleo], [X/ana, X/ben], [Y/eli, Z/fay]]
effects:
  - {id: turnout, affects: turnout, sd: 0.25, tails: {df: 7}}
  - {id: by age, affects: turnout, by: age, sd: 0.2, tails: {df: 4}}
  - {id: polling, affects: support, by: candidate, sd: 0.34, tails: {df: 6, shared_by: contest}}
  - {id: place, affects: support, by: [candidate, region], sd: 0.25, tails: {df: 5}}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.15}
)"));
}

TEST_CASE("Engines agree: one t scale for all contests moves them together", "[statistical]") {
  engines_agree(test::scenario_of(R"(
seed: 13
factions: [all]
districts: [{id: A}, {id: B}, {id: C}]
universes:
  - {district: A, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}
  - {district: B, universe: u, faction: all, registered: 1000, turnout: {log_odds: -1}}
  - {district: C, universe: u, faction: all, registered: 1000, turnout: {log_odds: -2}}
contests:
  - {id: X, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.62, b: rest}}}
  - {id: Y, districts: [B], count: plurality, candidates: [a, b], support: {all: {a: 0.62, b: rest}}}
  - {id: Z, districts: [C], count: plurality, candidates: [a, b], support: {all: {a: 0.58, b: rest}}}
slates: {as: [X/a, Y/a, Z/a]}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.4, tails: {df: 3, shared_by: family}}
)"));
}

TEST_CASE("Engines agree: eight candidates, some not on the ballot everywhere, log weights",
          "[statistical]") {
  scenario::Scenario scenario = test::scenario_of(R"(
seed: 14
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: l, faction: left, registered: 3000, turnout: {mean: 0.3, sd: 0.1}}
  - {district: A, universe: r, faction: right, registered: 3000, turnout: {mean: 0.5, sd: 0.1}}
  - {district: B, universe: l, faction: left, registered: 4000, turnout: {mean: 0.1, sd: 0.05}}
contests:
  - id: X
    districts: [A, B]
    count: plurality
    candidates: [a, b, c, d, e, f, g, h]
    support:
      left: {a: 0.25, b: 0.2, c: 0.15, d: 0.12, e: 0.1, f: 0.08, g: 0.1, h: 0}
      right: {a: 0, b: 0.1, c: 0.3, d: 0.2, e: 0, f: 0.2, g: 0.05, h: 0.15}
  - id: Y
    districts: [B]
    count: plurality
    candidates: [a, b, c, d, e]
    support: {left: {a: 0.3, b: 0.25, c: 0.2, d: 0.2, e: 0.05}}
slates: {two: [X/a, Y/a]}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.35}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.25}
  - {id: day, affects: turnout, sd: 0.1}
)");
  test::take_logs(scenario.contests[1]);
  engines_agree(scenario);
}

TEST_CASE("Engines agree: roll-off by rows, of two contests, moved by shared effects",
          "[statistical][rolloff]") {
  engines_agree(test::scenario_of(R"(
seed: 16
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: young, faction: left, registered: 12000, age: young, turnout: {mean: 0.2}}
  - {district: B, universe: old, faction: right, registered: 26000, age: old, turnout: {log_odds: -0.4}}
contests:
  - id: X
    districts: all
    candidates: [ana, ben, cleo]
    support: {left: {ana: 0.5, ben: 0.3, cleo: rest}, right: {ana: 0.2, ben: 0.38, cleo: 0.42}}
  - id: Y
    districts: [B]
    rolloff: {mean: 0.2, sd: 0.1}
    candidates: [dora, eli]
    support: {left: {dora: 0.62, eli: rest}, right: {dora: 0.42, eli: rest}}
  - id: Z
    districts: all
    rolloff:
      - {mean: 0.15, sd: 0.08}
      - {where: {age: young}, mean: 0.4, sd: 0.12}
      - {where: {age: young, region: south}, mean: 0.3, sd: 0.15}
    candidates: [fay, gil, hal]
    support: {left: {fay: 0.48, gil: 0.3, hal: rest}, right: {fay: 0.3, gil: 0.5, hal: rest}}
slates: {reform: [X/ana, Y/dora, Z/fay]}
effects:
  - {id: turnout, affects: turnout, sd: 0.20}
  - {id: polling, affects: support, by: candidate, sd: 0.3}
  - id: tired
    loads: [{affects: turnout, sd: -0.15}, {affects: rolloff, sd: 0.2}]
  - {id: long paper, affects: rolloff, by: [region, age], where: {contest: Z}, sd: 0.25, tails: {df: 6}}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.15}
)"));
}

TEST_CASE("Engines agree: delegates by district, at large, with and without fallback",
          "[statistical]") {
  scenario::Scenario scenario = test::delegate_scenario();
  scenario.output.histogram_bins = 500;
  engines_agree(scenario);
}

TEST_CASE("Engines agree: programmes of two sides and three contests, endorsers, roll-off",
          "[statistical][programmes]") {
  engines_agree(test::scenario_of(R"(
seed: 16
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: young, faction: left, registered: 12000, age: young, turnout: {mean: 0.12, sd: 0.05}}
  - {district: B, universe: old, faction: right, registered: 26000, age: old, turnout: {mean: 0.4, sd: 0.1}}
contests:
  - id: X
    districts: all
    salience: medium
    candidates: [ana, ben, cleo]
    support:
      left: {ana: 0.5, ben: 0.3, cleo: rest}
      right: {ana: 0.2, ben: 0.38, cleo: 0.42}
  - id: Y
    districts: [B]
    rolloff: {mean: 0.1, sd: 0.03}
    candidates: [dora, eli]
    support: {left: {dora: 0.7, eli: rest}, right: {dora: 0.42, eli: rest}}
slates: {reform: [X/ana, Y/dora]}
effects:
  - {id: turnout, affects: turnout, sd: 0.20}
  - {id: polling, affects: support, by: candidate, sd: 0.3}
calendar: {early: [{days_before: 9, share: 0.2}, {days_before: 3, share: 0.25}]}
programmes:
  - {id: doors, for: X/ana, mode: doors, where: {age: young}, attempts: 80_000, supporters: 0.7,
     lift: {turnout: {points: 0.1, at: 0.35, sd: 0.05}}, days_before: {10: 0.4, 4: 0.3, 1: rest}}
  - {id: far doors, for: Y/dora, mode: doors, where: {faction: left}, attempts: 30_000,
     accuracy: {sensitivity: 0.8, specificity: 0.7}, supporters: 0.9, skip_voted: true,
     lift: {turnout: {points: 0.08, at: 0.3, sd: 0.02}, support: {points: 0.1, at: 0.5, sd: 0.05}}}
  - {id: calls, owner: them, for: X/ben, mode: volunteer_phone, attempts: 150_000, order: random,
     lift: {support: {points: 0.06, at: 0.5, sd: 0.04}}}
  - {id: letters, owner: them, for: X/ben, mode: mail, attempts: 60_000, together: 0,
     lift: {turnout: {points: 0.02, at: 0.35, sd: 0.02}, support: {points: 0.04, at: 0.4, sd: 0.03}}}
  - {id: union, for: X/ana, mode: endorser, days_before: 5, followers: {left: 0.3, right: -0.1},
     lift: {support: {points: 0.15, at: 0.5, sd: 0.08}}}
  - {id: paper, for: X/cleo, mode: endorser, followers: {right: 0.25}}
  - {id: mayor, for: Y/eli, mode: endorser, known: true, followers: {right: 0.4}}
  - {id: party, for: [X/ana, Y/dora], mode: endorser, followers: {left: 0.5, right: 0.3},
     lift: {support: {points: 0.05, at: 0.5, sd: 0.2}}}
)"));
}

TEST_CASE("Engines agree: shocks to support and turnout, groups, answers and early ballots",
          "[statistical]") {
  engines_agree(test::scenario_of(R"(
seed: 23
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: young, faction: left, registered: 12000, age: young, turnout: {mean: 0.12, sd: 0.05}}
  - {district: B, universe: old, faction: right, registered: 26000, age: old, turnout: {mean: 0.4, sd: 0.1}}
contests:
  - id: X
    districts: all
    candidates: [ana, ben, cleo]
    support:
      left: {ana: 0.5, ben: 0.3, cleo: rest}
      right: {ana: 0.2, ben: 0.38, cleo: 0.42}
  - id: Y
    districts: [B]
    candidates: [dora, eli]
    support: {left: {dora: 0.7, eli: rest}, right: {dora: 0.42, eli: rest}}
slates: {reform: [X/ana, Y/dora]}
effects:
  - {id: turnout, affects: turnout, sd: 0.20}
  - {id: polling, affects: support, by: candidate, sd: 0.3}
calendar: {early: [{days_before: 4, share: 0.2}, {days_before: 1, share: 0.25}]}
channels: {social: {use: {left: 0.9, right: 0.4}}, tv: {use: 0.6}}
programmes:
  - {id: doors, for: X/ana, mode: doors, where: {age: young}, attempts: 80_000, supporters: 0.7,
     lift: {turnout: {points: 0.1, at: 0.35, sd: 0.05}}, days_before: {10: 0.4, 4: 0.3, 1: rest}}
  - {id: calls, for: X/ben, mode: volunteer_phone, attempts: 150_000, order: random,
     lift: {support: {points: 0.06, at: 0.5, sd: 0.04}}}
shocks:
  - {id: lie, probability: 0.4, group: hostile, hours_before_close: [30, 110], against: X/ana,
     exposure: {social: 0.8, tv: 0.3}, effect: {support: {points: -0.2, at: 0.5, sd: 0.08},
     turnout: {points: -0.1, at: 0.3, sd: 0.05}}, response: {after_minutes: 240, undone: 0.9}}
  - {id: fake, probability: 0.3, group: hostile, hours_before_close: 100, against: Y/dora,
     where: {age: old}, exposure: {tv: 0.7}, effect: withdrawn, spread_half_life_hours: 4}
  - {id: fake too, probability: 0.6, hours_before_close: 60, against: Y/eli,
     exposure: {tv: 0.6, social: 0.4}, effect: withdrawn}
  - {id: fake again, probability: 0.4, hours_before_close: [60, 120], against: Y/dora,
     exposure: {social: 0.5}, effect: withdrawn}
  - {id: echo, follows: {shock: lie, probability: 0.7}, hours_before_close: 20, against: X/ben,
     exposure: {social: 0.5}, effect: {support: {points: 0.15, at: 0.4, sd: 0.05}},
     effect_half_life_hours: 12, response: {after_minutes: {median: 30, sd: 1}}}
)"));
}

TEST_CASE("Engines agree: shocks that take channels from their onset on", "[statistical]") {
  engines_agree(test::scenario_of(R"(
seed: 29
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.05}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {mean: 0.35, sd: 0.05}}
  - {district: B, universe: young, faction: left, registered: 12000, age: young, turnout: {mean: 0.2, sd: 0.05}}
contests:
  - id: X
    districts: [A]
    candidates: [ana, ben]
    support: {left: {ana: 0.5, ben: rest}, right: {ana: 0.3, ben: rest}}
  - {id: Y, districts: [B], candidates: [dora, eli], support: {left: {dora: 0.5, eli: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.1}]
endorsements: {strength: 0, edges: [[X/ana, Y/dora]]}
calendar: {early: [{days_before: 4, share: 0.3}], weeks: 2}
channels: {tv: {use: {left: 0.4, right: 0.8}}}
resources: {us: {volunteer_hours: {weekly: 2500, sd: 0.4}}}
programmes:
  - {id: doors, for: X/ana, mode: doors, where: {age: young}, attempts: 60_000, supporters: 0.7,
     lift: {turnout: {points: 0.2, at: 0.35, sd: 0.05}, support: {points: 0, at: 0.5, sd: 0}},
     days_before: {10: 0.3, 4: 0.3, 1: rest}, cost: {per_attempt: {volunteer_hours: 0.04}}}
  - {id: text, for: X/ana, mode: text, attempts: 40_000, spread: 0.5, days_before: {5: 0.5, 2: rest},
     lift: {turnout: {points: 0.05, at: 0.3, sd: 0.02}, support: {points: 0.15, at: 0.5, sd: 0.05}}}
  - {id: friends, for: X/ben, mode: relational, captains: 150, tells: 25, tells_on: 0.4,
     days_before: {6: 0.5, 1: rest}, cost: {per_attempt: {money: 0}},
     lift: {turnout: {points: 0.2, at: 0.35, sd: 0.05}, support: {points: 0.1, at: 0.5, sd: 0.05}}}
  - {id: spots, for: X/ben, mode: broadcast, impressions: 60_000, in_universe: 0.6, channel: tv,
     days_before: {8: 0.5, 2: rest}, cost: {per_attempt: {money: 0}},
     lift: {support: {points: 0.2, at: 0.5, sd: 0.05}}}
shocks:
  - {id: outage, probability: 0.5, group: storm, hours_before_close: [20, 280], against: X/ana,
     effect: {degrade: {channel: doors, keep: 0.2}}}
  - {id: ban, probability: 0.5, hours_before_close: 60, against: X/ana,
     effect: {degrade: {channel: text, keep: 0}}}
  - {id: row, probability: 0.6, group: storm, hours_before_close: [10, 200], against: X/ben,
     exposure: {tv: 0.5}, effect: {support: {points: -0.1, at: 0.5, sd: 0.03},
     degrade: {channel: relational, keep: 0.3, what: links}}}
  - {id: strike, follows: {shock: row, probability: 0.7}, hours_before_close: 100, against: X/ben,
     effect: {degrade: {channel: tv, keep: 0.25}}}
  - {id: quit, probability: 0.5, hours_before_close: 300, against: X/ben,
     effect: {degrade: {channel: friends, keep: 0.5, what: captains}}}
)"));
}

TEST_CASE("Engines agree: captains who tell within districts and the city, broadcasts by channel",
          "[statistical][programmes]") {
  engines_agree(test::scenario_of(R"(
seed: 18
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}, {id: Out}]
universes:
  - {district: A, universe: young, faction: left, registered: 9000, age: young, turnout: {mean: 0.25, sd: 0.08}}
  - {district: A, universe: old, faction: right, registered: 8000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: young, faction: left, registered: 5000, age: young, turnout: {mean: 0.15, sd: 0.05}}
  - {district: B, universe: old, faction: right, registered: 9000, age: old, turnout: {mean: 0.4, sd: 0.1}}
  - {district: Out, universe: all, faction: left, registered: 20000, age: old, turnout: {mean: 0.3, sd: 0.1}}
channels:
  tv: {use: {left: 0.4, right: 0.8}}
contests:
  - id: X
    districts: [A, B]
    candidates: [ana, ben]
    support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.45, ben: rest}}
  - id: Z
    districts: [Out]
    candidates: [dora, eli]
    support: {left: {dora: 0.5, eli: rest}, right: {dora: 0.5, eli: rest}}
effects:
  - {id: turnout, affects: turnout, sd: 0.15}
  - {id: polling, affects: support, by: candidate, sd: 0.1}
calendar: {early: [{days_before: 4, share: 0.3}]}
programmes:
  - {id: friends, for: X/ana, mode: relational, where: {faction: left}, captains: 60, tells: 30, tells_on: 0.6,
     homophily: 0.7, days_before: {8: 0.6, 2: rest}, supporters: 0.8,
     lift: {turnout: {points: 0.2, at: 0.4, sd: 0.04}, support: {points: 0.1, at: 0.5, sd: 0.03}}}
  - {id: all over, for: X/ben, mode: relational, captains: 25, tells: 60, tells_on: 1.2, fade: 0.9, homophily: 0.1,
     mixing: city, contact: {cap: 0.4}, lift: {turnout: {points: 0.1, at: 0.4, sd: 0.02}, support: {points: 0.15, at: 0.5, sd: 0.02}}}
  - {id: spots, for: X/ben, mode: broadcast, where: {district: A}, impressions: 200_000, in_universe: 0.1, channel: tv,
     times_needed: 2, lift: {support: {points: 0.1, at: 0.5, sd: 0.05}}, cost: {per_attempt: {money: 0.03}}}
  - {id: doors, for: X/ana, mode: doors, attempts: 20_000, lift: {turnout: {points: 0.05, at: 0.35, sd: 0.02}}}
)"));
}

TEST_CASE("Engines agree: messages chosen before the draw, and lifts that spread over endorsements",
          "[statistical][programmes]") {
  scenario::Scenario scenario = test::scenario_of(R"(
seed: 18
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}, {id: C, region: south}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: young, faction: left, registered: 12000, age: young, turnout: {mean: 0.12, sd: 0.05}}
  - {district: B, universe: old, faction: right, registered: 26000, age: old, turnout: {mean: 0.4, sd: 0.1}}
  - {district: C, universe: all, faction: right, registered: 15000, age: old, turnout: {mean: 0.3, sd: 0.05}}
contests:
  - id: X
    districts: [A, B]
    candidates: [ana, ben, cleo]
    support:
      left: {ana: 0.5, ben: 0.3, cleo: rest}
      right: {ana: 0.2, ben: 0.38, cleo: 0.42}
  - id: Y
    districts: [B, C]
    candidates: [dora, eli, fay]
    support: {left: {dora: 0.6, eli: 0.3, fay: rest}, right: {dora: 0.42, eli: 0.4, fay: rest}}
effects:
  - {id: turnout, affects: turnout, sd: 0.20}
  - {id: polling, affects: support, by: candidate, sd: 0.3}
endorsements: {strength: 0, edges: [[X/ana, Y/dora], [X/ana, X/cleo], [Y/fay, X/cleo]]}
programmes:
  - {id: texts, for: X/ana, mode: text, attempts: 60_000, message: tested, spread: 0.6, days_before: 1,
     lift: {turnout: {points: 0.1, at: 0.35, sd: 0.04}, support: {points: 0.15, at: 0.5, sd: 0.05}}}
  - {id: more texts, for: X/ben, mode: text, attempts: 30_000, message: tested, days_before: 3,
     lift: {support: {points: 0.08, at: 0.5, sd: 0}}}
  - {id: doors, for: X/cleo, mode: doors, where: {age: young}, attempts: 60_000, spread: -0.4,
     lift: {support: {points: 0.12, at: 0.5, sd: 0.04}}}
  - {id: letters, for: Y/dora, mode: mail, attempts: 30_000, message: other, spread: 0.3,
     lift: {support: {points: 0.1, at: 0.4, sd: 0.03}}}
)");
  scenario.messages = {
      test::message_set("tested", scenario::Measure::signups,
                        {{400, 20}, {500, 45}, {300, 22}, {450, 20}}),
      test::message_set("other", scenario::Measure::turnout, {{200, 60}, {150, 70}, {260, 80}})};
  scenario.messages[0].validated = {{.3, .2, .25}, {-.2, -.3, .2}};
  engines_agree(scenario);
}

TEST_CASE("Engines agree: resources that run out, volunteers led by staff, scripts, transfers",
          "[statistical][programmes]") {
  engines_agree(test::scenario_of(R"(
seed: 17
factions: [left, right]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: young, faction: left, registered: 30000, age: young, turnout: {mean: 0.25, sd: 0.10}}
  - {district: A, universe: old, faction: right, registered: 20000, age: old, turnout: {mean: 0.35, sd: 0.08}}
  - {district: B, universe: all, faction: right, registered: 26000, age: old, turnout: {mean: 0.4, sd: 0.1}}
contests:
  - id: X
    districts: all
    candidates: [ana, ben]
    support: {left: {ana: 0.6, ben: rest}, right: {ana: 0.42, ben: rest}}
effects:
  - {id: polling, affects: support, by: candidate, sd: 0.2}
calendar: {early: [{days_before: 9, share: 0.2}]}
resources:
  us:
    money: {start: 3000, weekly: 16_000, sd: 0.6}
    staff_hours: {weekly: 160}
    volunteer_hours: {asked: 3000, signs_up: 0.2, first_shift: 0.5, leaves: 0.1, hours: 8, per_staff: 90, sd: 0.9}
  them: {volunteer_hours: {start: 500, weekly: 2200, sd: 0.7}}
programmes:
  - {id: doors, for: X/ana, mode: doors, where: {age: young}, attempts: 70_000, supporters: 0.8,
     lift: {turnout: {points: 0.2, at: 0.35, sd: 0.03}, support: {points: 0.05, at: 0.5, sd: 0.02}},
     days_before: {13: 0.3, 10: 0.2, 4: 0.2, 1: rest}}
  - {id: letters, for: X/ana, mode: mail, attempts: 8_000, days_before: 3,
     lift: {turnout: {points: 0.05, at: 0.35, sd: 0.02}}}
  - {id: calls, owner: them, for: X/ben, mode: volunteer_phone, attempts: 100_000,
     days_before: {9: 0.5, 2: rest},
     script: {seconds: 60, hang_up: {90: 0.4, 30: 0.2}, lift_kept: 0.8,
              transfer: {share: 0.3, seconds: 100, like: doors}},
     lift: {turnout: {points: 0.15, at: 0.35, sd: 0.05}, support: {points: 0.08, at: 0.5, sd: 0.03}}}
)"));
}
