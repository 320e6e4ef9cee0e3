#include "model/solve/effects.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "support/busy_scenario.hpp"
#include "support/random_scenario.hpp"
#include "support/reference_effects.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Covariances of predictors by pair of t scales: what an expansion means, whatever its factors are
/// called. -1 = a factor without scale.
template <class Terms, class NormalOf, class ScaleOf>
std::map<std::pair<int, int>, double> covariances(const Terms& a, const Terms& b,
                                                  const NormalOf& normal_of,
                                                  const ScaleOf& scale_of) {
  std::map<std::pair<int, int>, double> sums;
  for (const auto& [factor_a, load_a] : a) {
    for (const auto& [factor_b, load_b] : b) {
      if (normal_of(factor_a) != normal_of(factor_b)) continue;
      sums[{scale_of(factor_a), scale_of(factor_b)}] += load_a * load_b;
    }
  }
  return sums;
}

/// Sorted sizes by family; the names of scales differ between the two.
std::vector<double> sizes(const std::map<std::pair<int, int>, double>& sums) {
  std::vector<double> values;
  for (const auto& [scale, sum] : sums) {
    if (std::fabs(sum) > 1e-12) values.push_back(sum);
  }
  std::sort(values.begin(), values.end());
  return values;
}

struct Expansions {
  std::vector<EffectTerms> fast;
  std::vector<test::ReferenceTerms> plain;
};

void check_expansion(const scenario::Scenario& scenario) {
  const ScenarioIndex index(scenario);
  const auto universes = contest_universes(index);
  const Effects fast = expand_effects(index, universes);
  const test::ReferenceEffects plain = test::reference_effects(scenario);
  Expansions all{fast.turnout, plain.turnout};
  for (std::size_t c = 0; c < universes.size(); ++c) {
    const std::size_t n = scenario.contests[c].candidates.size();
    for (std::size_t i = 0; i < universes[c].size(); ++i) {
      for (std::size_t k = 0; k < n; ++k) {
        all.fast.push_back(fast.support[c][i * n + k]);
        all.plain.push_back(plain.support[c][universes[c][i].index()][k]);
      }
    }
  }
  const auto fast_scale = [&](FactorId f) {
    const ScaleId scale = fast.factors[f].scale;
    return scale ? static_cast<int>(scale.index()) : -1;
  };
  const auto plain_scale = [&](std::size_t f) {
    return plain.factors[f].scaled ? static_cast<int>(plain.factors[f].scale) : -1;
  };
  const auto fast_normal = [&](FactorId f) { return fast.factors[f].name; };
  const auto plain_normal = [&](std::size_t f) { return plain.normal_of(f); };
  for (std::size_t a = 0; a < all.fast.size(); ++a) {
    for (std::size_t b = a; b < all.fast.size(); ++b) {
      const auto got = sizes(covariances(all.fast[a], all.fast[b], fast_normal, fast_scale));
      const auto wanted = sizes(covariances(all.plain[a], all.plain[b], plain_normal, plain_scale));
      CAPTURE(a, b);
      REQUIRE(got.size() == wanted.size());
      for (std::size_t i = 0; i < got.size(); ++i)
        REQUIRE(got[i] == Approx(wanted[i]).margin(1e-12));
    }
  }
  const auto n_fast = std::count_if(fast.factors.begin(), fast.factors.end(),
                                    [](const EffectFactor& factor) { return !factor.is_copy; });
  const auto n_plain = std::count_if(plain.factors.begin(), plain.factors.end(),
                                     [](const auto& factor) { return !factor.copy_of; });
  CHECK(n_fast == n_plain);
  CHECK(fast.scales.size() == plain.scales.size());
}

std::string two_contests(const std::string& effects) {
  return R"(
factions: [left, right]
districts: [{id: A, region: north}, {id: B, region: south}]
universes:
  - {district: A, universe: u, faction: left, registered: 1000, turnout: {log_odds: 0}, age: young}
  - {district: B, universe: u, faction: right, registered: 1000, turnout: {log_odds: 0}, age: old}
contests:
  - {id: X, districts: [A], count: plurality, candidates: [{id: a, wing: new}, {id: b, wing: old}], support: {left: {a: 0.5, b: rest}}}
  - {id: Y, districts: [B], count: plurality, candidates: [{id: c, wing: new}, {id: d, wing: new}], support: {right: {c: 0.5, d: rest}}}
slates: {both: [X/a, Y/c], also: [X/a]}
effects:
)" + effects;
}

/// Terms on the support of X/a and X/b in A/u, and turnout of A/u: (level, load) by factor.
struct OfFirst {
  std::vector<std::pair<std::string, double>> a, b, turnout;
};

OfFirst terms_of(const std::string& effects) {
  const scenario::Scenario scenario = test::scenario_of(two_contests(effects));
  const ScenarioIndex index(scenario);
  const Effects expanded = expand_effects(index, contest_universes(index));
  const auto shown = [&](const EffectTerms& terms) {
    std::vector<std::pair<std::string, double>> list;
    for (const EffectTerm& term : terms) {
      list.emplace_back(expanded.factors[term.factor].level, term.load);
    }
    return list;
  };
  return {shown(expanded.support[0][0]), shown(expanded.support[0][1]), shown(expanded.turnout[0])};
}

using Shown = std::vector<std::pair<std::string, double>>;

bool one_error_says(const std::string& effects, const std::vector<std::string>& words) {
  const std::vector<std::string> errors = test::errors_of(two_contests(effects));
  CAPTURE(errors);
  return errors.size() == 1 && std::all_of(words.begin(), words.end(), [&](const auto& word) {
           return errors[0].find(word) != std::string::npos;
         });
}

}  // namespace

TEST_CASE("Effects expand to the plain meaning of by, where and loads", "[model]") {
  check_expansion(test::busy_scenario());
  for (std::uint32_t seed = 200; seed < 230; ++seed) {
    CAPTURE(seed);
    check_expansion(test::random_scenario(seed));
  }
}

TEST_CASE("A table of loads moves each candidate in each district by its row", "[model]") {
  scenario::Scenario scenario =
      test::scenario_of(two_contests("  - {id: slope, affects: support, by: candidate, where: "
                                     "{candidate: [X/a, Y/c]}, sd: 0.5}\n"));
  scenario.effects[0].loads[0].rows = {{{}, "X", "a", "A", 0.6}, {{}, "Y", "c", "B", -2}};
  check_expansion(scenario);
  const ScenarioIndex index(scenario);
  const Effects expanded = expand_effects(index, contest_universes(index));
  REQUIRE(expanded.support[0][0].size() == 1);
  CHECK(expanded.support[0][0][0].load == Approx(0.3));
  CHECK(expanded.support[0][1].empty());
  REQUIRE(expanded.support[1][0].size() == 1);
  CHECK(expanded.support[1][0][0].load == Approx(-1));
  CHECK(expanded.support[1][1].empty());
}

TEST_CASE("A table of loads that says one number everywhere is a load of that size", "[model]") {
  const std::string effect =
      "  - {id: slope, affects: support, by: candidate, where: {contest: X}, sd: 0.2}\n";
  scenario::Scenario scenario = test::scenario_of(two_contests(effect));
  const auto terms = [](const scenario::Scenario& of) {
    const ScenarioIndex index(of);
    return expand_effects(index, contest_universes(index)).support[0][0];
  };
  const EffectTerms plain = terms(scenario);
  scenario.effects[0].loads[0].rows = {{{}, "X", "a", "A", 1}, {{}, "X", "b", "A", 1}};
  const EffectTerms tabled = terms(scenario);
  REQUIRE(tabled.size() == plain.size());
  CHECK(tabled[0].load == plain[0].load);
}

TEST_CASE("A candidate in two slates has both factors, one in none has none", "[model]") {
  const OfFirst terms = terms_of("  - {id: mood, affects: support, by: slate, sd: 0.2}\n");
  CHECK(terms.a == Shown{{"both", 0.2}, {"also", 0.2}});
  CHECK(terms.b.empty());
}

TEST_CASE("Two loads of one factor add before squaring", "[model]") {
  const OfFirst terms = terms_of(
      "  - {id: mood, loads: [{affects: support, where: {wing: new}, sd: 0.2}, {affects: support, "
      "where: {candidate: [a, c]}, sd: -0.05}, {affects: turnout, sd: 0.1}, {affects: turnout, "
      "where: {region: north}, sd: 0.03}]}\n");
  REQUIRE(terms.a.size() == 1);
  CHECK(terms.a[0].second == Approx(0.15));
  CHECK(terms.b.empty());
  REQUIRE(terms.turnout.size() == 1);
  CHECK(terms.turnout[0].second == Approx(0.13));
}

TEST_CASE("by and where name levels and restrict", "[model]") {
  const OfFirst terms = terms_of(
      "  - {id: p, affects: support, by: [region, candidate], sd: 0.2}\n"
      "  - {id: y, affects: turnout, by: age, where: {faction: [left]}, sd: 0.1}\n"
      "  - {id: z, affects: turnout, where: {district: B}, sd: 0.1}\n");
  CHECK(terms.a == Shown{{"X/a, north", 0.2}});
  CHECK(terms.b == Shown{{"X/b, north", 0.2}});
  CHECK(terms.turnout == Shown{{"young", 0.1}});
}

TEST_CASE("An effect that cannot matter or reaches nothing is an error", "[model]") {
  CHECK(one_error_says("  - {id: dull, affects: support, sd: 0.2}\n", {"dull", "cannot matter"}));
  CHECK(one_error_says("  - {id: dull, affects: support, by: region, sd: 0.2}\n",
                       {"dull", "cannot matter"}));
  CHECK(one_error_says(
      "  - {id: far, affects: turnout, where: {district: A, faction: right}, sd: 0.2}\n", {"far"}));
  // One factor per wing moves X and Y: whose scale would it have?
  CHECK(one_error_says(
      "  - {id: wide, affects: support, by: wing, sd: 0.2, tails: {df: 5, shared_by: contest}}\n",
      {"wide", "several contests"}));
  CHECK(one_error_says("  - {id: odd, affects: turnout, by: candidate, sd: 0.2}\n", {"candidate"}));
}
