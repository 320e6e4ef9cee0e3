// The laid-out night against the plain sums it stands for: every predictor of every universe, with
// the same made-up value for every draw.

#include "model/solve/layout.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "hustings/random/name.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/own_noise.hpp"
#include "model/solve/solve_turnouts.hpp"
#include "support/busy_scenario.hpp"
#include "support/random_scenario.hpp"
#include "support/reference_effects.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// A value for every draw, made up from its address.
double value_of(DrawAddress address) {
  return std::sin(0.001 * address.x2) + 1.5 * std::cos(0.0007 * address.x3);
}

double scale_of(const std::vector<DrawAddress>& normals) {
  double chi2 = 0;
  for (const DrawAddress normal : normals) chi2 += value_of(normal) * value_of(normal);
  return std::sqrt((static_cast<double>(normals.size()) - 2) / chi2);
}

/// Fills rows as the kernels do, in doubles.
void run_rows(const RowProgram& program, std::vector<double>& rows) {
  for (const ScaleDraw& scale : program.scales) rows[scale.row] = scale_of(scale.normals);
  for (const FactorDraw& factor : program.factors) {
    rows[factor.row] =
        value_of(factor.address) * (factor.scale == kZeroRow ? 1 : rows[factor.scale]);
  }
  for (const RowSum& sum : program.sums) {
    double total = 0;
    for (std::uint32_t t = 0; t < sum.n_terms; ++t) {
      const RowTerm& term = program.terms[sum.first_term + t];
      total += term.load * rows[term.row];
    }
    rows[sum.row] = total;
  }
}

/// sd x the next own draw, where there is one.
double own_value(float sd, const DrawAddress*& draw) {
  return sd > 0 ? sd * value_of(*draw++) : 0;
}

/// Everything the layout is made from, expanded once more.
struct Expected {
  ScenarioIndex index;
  std::vector<std::vector<UniverseId>> universes;
  Problems problems;
  Effects effects;
  Turnouts turnouts;
  DrawKey key;

  explicit Expected(const scenario::Scenario& scenario)
      : index(scenario),
        universes(contest_universes(index)),
        effects(expand_effects(index, universes)),
        turnouts(solve_turnouts(index, effects, universes, problems)),
        key(draw_key(scenario.seed, Purpose::first_choices)) {}

  double factor(FactorId id) const {
    const EffectFactor& factor = effects.factors[id];
    double scale = 1;
    if (factor.scale) {
      std::vector<DrawAddress> normals;
      for (const auto name : effects.scales[factor.scale].names) {
        normals.push_back(draw_address(key, name));
      }
      scale = scale_of(normals);
    }
    return scale * value_of(draw_address(key, factor.name));
  }

  double sum(const EffectTerms& terms) const {
    double sum = 0;
    for (const EffectTerm& term : terms) sum += term.load * factor(term.factor);
    return sum;
  }

  /// Noise of the n candidates of a contest in its universe i: shared factors, and the mixture of
  /// own normals.
  std::vector<double> supports(std::size_t c, std::size_t i, std::size_t n) const {
    std::vector<double> noise(n);
    std::vector<double> sds(n);
    std::vector<double> own(n);
    for (std::size_t k = 0; k < n; ++k) {
      EffectTerms terms = effects.support[c][i * n + k];
      if (const auto at = own_term(terms, effects)) {
        const auto term = terms.begin() + static_cast<std::ptrdiff_t>(*at);
        sds[k] = term->load;
        own[k] = factor(term->factor);
        terms.erase(term);
      }
      noise[k] = sum(terms);
    }
    const OwnNoise loads = own_noise(sds);
    for (std::size_t k = 1; k < n; ++k) {
      const double z = sds[k] > 0 ? own[k] : own[0];
      noise[k] += loads.loads[k].own * z;
      for (std::size_t after = k + 1; after < n; ++after) {
        noise[after] += loads.loads[k].passed_on * z;
      }
    }
    return noise;
  }
};

/// Compares all predictors of a plan with the plain sums.
void check_predictors(const scenario::Scenario& scenario) {
  const NightPlan plan = test::model_of(scenario).night;
  const Expected expected(scenario);
  std::vector<double> rows(plan.n_rows, 0.0);
  run_rows(plan.shared, rows);
  std::set<std::uint32_t> drawn;
  for (std::size_t c = 0; c < plan.contests.size(); ++c) {
    const ContestPlan& contest = plan.contests[c];
    const std::size_t n = contest.n_candidates;
    for (const UniverseGroup& group : contest.groups) {
      run_rows(group.local, rows);
      const DrawAddress* draw = contest.own_draws.data() + group.first_draw;
      for (std::size_t i = group.first_universe; i < group.first_universe + group.n_universes;
           ++i) {
        const UniverseTurnout& universe = contest.turnouts[i];
        REQUIRE(universe.universe == expected.universes[c][i].index());
        const std::vector<double> supports = expected.supports(c, i, n);
        double passed_on = 0;
        for (std::size_t k = 0; k < n; ++k) {
          const UniverseSupport& support = contest.supports[i * n + k];
          const double z = support.own > 0 ? value_of(*draw++) : 0;
          const double laid_out =
              rows[group.support_base[k]] + rows[support.extra] + passed_on + support.own * z;
          passed_on += support.passed_on * z;
          CHECK(laid_out == Approx(supports[k]).margin(3e-6));
        }
        if (group.draws_turnout) {
          const Predictor& own = expected.turnouts.predictors[universe.universe];
          const double laid_out = universe.centre + rows[group.turnout_base] +
                                  rows[universe.extra] + own_value(universe.sd, draw);
          const double plain =
              own.centre + expected.sum(expected.effects.turnout[universe.universe]) +
              (own.own_sd > 0 ? own.own_sd * value_of(draw_address(expected.key, own.own_name))
                              : 0);
          CHECK(laid_out == Approx(plain).margin(2e-6));
          CHECK(drawn.insert(universe.universe).second);
        }
      }
    }
  }
  for (const auto& universes : expected.universes) {
    for (const UniverseId universe : universes) {
      CHECK(drawn.count(static_cast<std::uint32_t>(universe.index())) == 1);
    }
  }
}

/// How many groups read each row that a factor is drawn into, and that no draw is made twice (but
/// under the scales of several contests, for candidates whom endorsements tie).
void check_scopes(const NightPlan& plan) {
  std::map<RowIndex, std::set<const UniverseGroup*>> readers;
  std::set<std::pair<DrawAddress, RowIndex>> drawn;
  std::map<RowIndex, std::set<RowIndex>> feeds;  // factor row -> shared sums
  for (const FactorDraw& factor : plan.shared.factors) {
    CHECK(drawn.insert({factor.address, factor.scale}).second);
  }
  for (const RowSum& sum : plan.shared.sums) {
    for (std::uint32_t t = 0; t < sum.n_terms; ++t) {
      feeds[plan.shared.terms[sum.first_term + t].row].insert(sum.row);
    }
  }
  for (const ContestPlan& contest : plan.contests) {
    for (const UniverseGroup& group : contest.groups) {
      for (const FactorDraw& factor : group.local.factors) {
        CHECK(drawn.insert({factor.address, factor.scale}).second);
      }
      for (const RowTerm& term : group.local.terms) readers[term.row].insert(&group);
      readers[group.turnout_base].insert(&group);
      for (const RowIndex base : group.support_base) readers[base].insert(&group);
      for (std::size_t i = group.first_universe; i < group.first_universe + group.n_universes;
           ++i) {
        readers[contest.turnouts[i].extra].insert(&group);
        for (std::size_t k = 0; k < contest.n_candidates; ++k) {
          readers[contest.supports[i * contest.n_candidates + k].extra].insert(&group);
        }
      }
    }
  }
  for (const FactorDraw& factor : plan.shared.factors) {
    std::set<const UniverseGroup*> groups = readers[factor.row];
    for (const RowIndex sum : feeds[factor.row]) {
      groups.insert(readers[sum].begin(), readers[sum].end());
    }
    CHECK(groups.size() > 1);  // else it belongs into the only group that reads it
  }
}

}  // namespace

TEST_CASE("Laid-out predictors are the plain sums of their effects", "[model]") {
  check_predictors(test::busy_scenario());
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    check_predictors(test::random_scenario(seed));
  }
}

TEST_CASE("A factor is drawn once, in the narrowest scope that reads it", "[model]") {
  check_scopes(test::model_of(test::busy_scenario()).night);
  for (std::uint32_t seed = 100; seed < 120; ++seed) {
    CAPTURE(seed);
    check_scopes(test::model_of(test::random_scenario(seed)).night);
  }
}
