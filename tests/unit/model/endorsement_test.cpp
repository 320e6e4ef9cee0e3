#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "hustings/model/count_plan.hpp"
#include "model/solve/common_noise.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/endorsement_graph.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

using Matrix = std::vector<std::vector<double>>;

// docs/method.md, "Endorsements": edges 1-2, 1-3, 2-3, 3-4.
const Adjacency kFour = {{1, 2}, {0, 2}, {0, 1, 3}, {2}};

double product(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void check_correlations(double strength, const std::vector<double>& of_pairs) {
  const Matrix rows = endorsed_mixture(strength, kFour);
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 4; ++a) {
    CHECK(product(rows[a], rows[a]) == Approx(1).epsilon(1e-14));
    for (std::size_t b = a + 1; b < 4; ++b) {
      CAPTURE(a, b);
      CHECK(std::fabs(product(rows[a], rows[b]) - of_pairs[pair++]) < 6e-7);
    }
  }
}

Adjacency some_graph(std::size_t n, std::mt19937& random) {
  Adjacency graph(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (random() % 3 != 0) continue;
      graph[i].push_back(j);
      graph[j].push_back(i);
    }
  }
  return graph;
}

std::string four_contests(const std::string& rest) {
  std::string text = R"(
factions: [all]
districts: [{id: A, region: north}, {id: B, region: north}, {id: C, region: south}]
universes:
  - {district: A, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}
  - {district: B, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}
  - {district: C, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}
contests:
)";
  const char* districts[] = {"A", "B", "C", "A, C"};
  for (int c = 0; c < 4; ++c) {
    text += "  - {id: K" + std::to_string(c + 1) + ", districts: [" + districts[c] +
            "], count: plurality, candidates: [{id: a, wing: new}, {id: b, wing: old}], support: "
            "{all: {a: 0.5, b: rest}}}\n";
  }
  return text + rest;
}

/// (name of the normal, load) of every term of a predictor, by name of its candidate's draw.
struct Expanded {
  scenario::Scenario scenario;
  ScenarioIndex index{scenario};
  std::vector<std::vector<UniverseId>> universes = contest_universes(index);
  Effects effects = expand_effects(index, universes);

  explicit Expanded(const std::string& rest) : scenario(test::scenario_of(four_contests(rest))) {}

  /// Terms of candidate a of a contest in its first universe.
  const EffectTerms& of(std::size_t contest, std::size_t universe = 0) const {
    return effects.support[contest][universe * 2];
  }
  double correlation(const EffectTerms& a, const EffectTerms& b) const {
    return covariance(a, b) / std::sqrt(covariance(a, a) * covariance(b, b));
  }
  double covariance(const EffectTerms& a, const EffectTerms& b) const {
    double sum = 0;
    for (const EffectTerm& x : a) {
      for (const EffectTerm& y : b) {
        const bool same = effects.factors[x.factor].name == effects.factors[y.factor].name;
        sum += same ? x.load * y.load : 0;
      }
    }
    return sum;
  }
};

const std::string kEdges = "[[K1/a, K2/a], [K1/a, K3/a], [K2/a, K3/a], [K3/a, K4/a]]";

RankedChoicePlan ranked_plan(const std::string& rest) {
  const Model model = test::model_of(R"(
factions: [all]
districts: [{id: A}]
universes: [{district: A, universe: u, faction: all, registered: 1000, turnout: {log_odds: 0}}]
contests:
  - id: X
    districts: [A]
    count: {ranked_choice: {slate_strength: 0.7}}
    candidates: [a, b, c, d]
    support: {all: {a: 0.4, b: 0.3, c: 0.2, d: rest}}
  - {id: Y, districts: [A], count: plurality, candidates: [a, b], support: {all: {a: 0.4, b: 0.6}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
)" + rest);
  return std::get<RankedChoicePlan>(model.contests[ContestId(0)].count);
}

}  // namespace

TEST_CASE("Endorsed shocks have the published sds before rescaling and correlations after",
          "[model]") {
  const Matrix inverse = endorsement_inverse(0.3, kFour);
  const double sds[] = {1.076737, 1.076737, 1.089826, 1.082167};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::fabs(std::sqrt(product(inverse[i], inverse[i])) - sds[i]) < 6e-7);
  }
  check_correlations(0.3, {.347794, .304804, .108291, .304804, .108291, .392837});
  check_correlations(0.6, {.737039, .690344, .486522, .690344, .486522, .748906});
  check_correlations(0, {0, 0, 0, 0, 0, 0});
}

TEST_CASE("Two who endorse only each other correlate by 2 rho / (1 + rho^2)", "[model]") {
  for (const double rho : {-0.95, -0.3, 0.2, 0.5, 0.999}) {
    const Matrix rows = endorsed_mixture(rho, {{1}, {0}});
    CHECK(product(rows[0], rows[1]) == Approx(2 * rho / (1 + rho * rho)).epsilon(1e-12));
  }
}

TEST_CASE("The endorsement inverse is one, on any graph", "[model]") {
  std::mt19937 random(3);
  for (const double rho : {-0.99, -0.4, 0.3, 0.95}) {
    for (const std::size_t n : {std::size_t{1}, std::size_t{2}, std::size_t{9}, std::size_t{40}}) {
      CAPTURE(rho, n);
      const Adjacency graph = some_graph(n, random);
      const Matrix inverse = endorsement_inverse(rho, graph);
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          // Column j of (I - rho W) times the inverse.
          double sum = inverse[i][j];
          for (const std::size_t k : graph[i]) {
            sum -= rho * inverse[k][j] / static_cast<double>(graph[i].size());
          }
          REQUIRE(sum == Approx(i == j ? 1 : 0).margin(1e-10));
        }
      }
    }
  }
}

TEST_CASE("A graph splits into its connected parts", "[model]") {
  CHECK(connected_parts({{3}, {}, {4, 3}, {0, 2}, {2}}) ==
        std::vector<std::vector<std::size_t>>{{0, 2, 3, 4}, {1}});
  CHECK(connected_parts({}).empty());
}

TEST_CASE("A covariance splits into own variances and few common factors", "[model]") {
  std::mt19937 random(8);
  std::normal_distribution<double> normal;
  for (const std::size_t n : {std::size_t{2}, std::size_t{5}, std::size_t{11}}) {
    for (const std::size_t n_factors : {std::size_t{1}, n / 2 + 1, 3 * n}) {
      CAPTURE(n, n_factors);
      Matrix covariance(n, std::vector<double>(n, 0.0));
      for (std::size_t f = 0; f < n_factors; ++f) {
        std::vector<double> loads;
        for (std::size_t i = 0; i < n; ++i) loads.push_back(0.3 * normal(random));
        for (std::size_t i = 0; i < n; ++i) {
          for (std::size_t j = 0; j < n; ++j) covariance[i][j] += loads[i] * loads[j];
        }
      }
      const CommonNoise split = split_common(covariance);
      CHECK(split.common.size() <= std::min(n_factors, n));
      if (n_factors >= n) CHECK(split.common.size() < n);
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(split.own[i] >= 0);
        for (std::size_t j = 0; j < n; ++j) {
          double sum = i == j ? split.own[i] : 0;
          for (const auto& loads : split.common) sum += loads[i] * loads[j];
          CHECK(sum == Approx(covariance[i][j]).margin(1e-8));
        }
      }
    }
  }
}

TEST_CASE("Effects by candidate follow the graph and keep their size", "[model]") {
  const Expanded made(
      "effects: [{id: polling, affects: support, by: candidate, sd: 0.24}]\n"
      "endorsements: {strength: 0.6, edges: " +
      kEdges + "}\n");
  const double wanted[] = {.737039, .690344, .486522, .690344, .486522, .748906};
  std::size_t pair = 0;
  for (std::size_t a = 0; a < 4; ++a) {
    CHECK(made.covariance(made.of(a), made.of(a)) == Approx(0.24 * 0.24).epsilon(1e-12));
    CHECK(made.effects.support[a][1].size() == 1);  // nobody endorses b
    for (std::size_t b = a + 1; b < 4; ++b) {
      CHECK(std::fabs(made.correlation(made.of(a), made.of(b)) - wanted[pair++]) < 6e-7);
    }
  }
}

TEST_CASE("A list by candidate and more is tied level by level", "[model]") {
  const Expanded made(
      "effects:\n"
      "  - {id: place, affects: support, by: [region, candidate], sd: 0.2}\n"
      "endorsements: {strength: 0.5, edges: [[K1/a, K2/a], [K1/a, K4/a]]}\n");
  // In the north all three, K1 in the middle of the chain; in the south K4 alone.
  const Matrix chain = endorsed_mixture(0.5, {{1, 2}, {0}, {0}});
  CHECK(made.correlation(made.of(0), made.of(1)) == Approx(product(chain[0], chain[1])));
  CHECK(made.correlation(made.of(1), made.of(3)) == Approx(product(chain[1], chain[2])));
  CHECK(made.correlation(made.of(0), made.of(3, 1)) == 0);
  CHECK(made.of(3, 1).size() == 1);
  CHECK_FALSE(made.effects.factors[made.of(3, 1)[0].factor].is_copy);
}

TEST_CASE("Tags of candidates beside candidate set nobody apart, other effects are let be",
          "[model]") {
  const Expanded made(
      "effects:\n"
      "  - {id: own, affects: support, by: [candidate, wing], sd: 0.2}\n"
      "  - {id: wings, affects: support, by: wing, sd: 0.1}\n"
      "endorsements: {strength: 0.5, edges: [[K1/a, K2/b]]}\n");
  const EffectTerms& a = made.of(0);
  const EffectTerms& b = made.effects.support[1][1];
  CHECK(made.covariance(a, b) == Approx(0.04 * 2 * 0.5 / 1.25));
  CHECK(made.covariance(a, made.of(2)) == Approx(0.01));  // the wing alone
}

TEST_CASE("A candidate alone at its level keeps a draw of its own", "[model]") {
  const Expanded made(
      "effects:\n"
      "  - {id: polling, affects: support, by: candidate, sd: 0.2}\n"
      "  - {id: local, affects: support, by: [candidate, universe], sd: 0.1}\n"
      "endorsements: {strength: 0.5, edges: [[K1/a, K2/a]]}\n");
  std::size_t n_of_one = 0;
  for (const EffectTerm& term : made.of(0)) {
    n_of_one += made.effects.factors[term.factor].of_one ? 1 : 0;
  }
  CHECK(made.of(0).size() == 3);
  CHECK(n_of_one == 1);
}

TEST_CASE("An edge in ranked choice is a slate of two, whatever its strength", "[model]") {
  const std::vector<float> slates =
      ranked_plan("slates: {ab: [X/a, X/b], bc: [X/b, X/c], all: [X/a, X/b, X/c]}\n").slate;
  const std::vector<float> edges =
      ranked_plan(
          "slates: {all: [X/a, X/b, X/c]}\n"
          "endorsements: {strength: -0.2, edges: [[X/a, X/b], [X/c, X/b], [X/a, Y/a]]}\n")
          .slate;
  CHECK(edges[0 * 4 + 1] == 1.4F);
  for (std::size_t c = 0; c < 4; ++c) {
    for (std::size_t k = 0; k < 4; ++k) {
      if (c != k) CHECK(edges[c * 4 + k] == slates[c * 4 + k]);
    }
  }
}

TEST_CASE("Too many connected candidates are refused", "[model]") {
  std::string contest = "  - {id: Big, districts: [A], count: plurality, candidates: [";
  std::string support;
  std::string edges;
  for (int c = 0; c < 3; ++c) {
    const std::string id = "Big" + std::to_string(c);
    contest += c == 0 ? "" : "  - {id: " + id + ", districts: [A], count: plurality, candidates: [";
    support = "{all: {";
    for (int k = 0; k < 60; ++k) {
      const std::string candidate = "k" + std::to_string(k);
      contest += candidate + (k < 59 ? ", " : "], support: ");
      support += candidate + (k < 59 ? ": 0.01, " : ": rest}}}\n");
      if (c + k > 0) edges += "[Big/k0, " + (c == 0 ? "Big" : id) + "/" + candidate + "], ";
    }
    contest += support;
  }
  const std::vector<std::string> errors = test::errors_of(four_contests(
      contest + "effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]\n" +
      "endorsements: {strength: 0.3, edges: [" + edges + "]}\n"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] == "endorsements connect 180 candidates with each other, more than 128");
}
