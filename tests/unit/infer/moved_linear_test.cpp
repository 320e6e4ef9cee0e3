#include <catch2/catch.hpp>
#include <cmath>

#include "infer/laplace.hpp"
#include "infer/linear.hpp"
#include "infer/linearise.hpp"
#include "infer/move_kernels.hpp"
#include "support/scenarios.hpp"

namespace hustings::infer {
namespace {

constexpr const char* kText = R"(
seed: 1
elections: 1000
factions: [u]
districts: [{id: d0, region: r}, {id: d1, region: r}, {id: d2, region: s}]
universes:
  - {district: d0, universe: u, faction: u, registered: 8000, turnout: {log_odds: -0.8}}
  - {district: d1, universe: u, faction: u, registered: 9000, turnout: {log_odds: -0.8}}
  - {district: d2, universe: u, faction: u, registered: 5000, turnout: {log_odds: -0.8}}
contests:
  - id: c
    districts: all
    count: plurality
    candidates: [{id: a}, {id: b}, {id: c}]
    support: {u: {a: 0.3, b: 0.3, c: 0.4}}
effects:
  - {id: turnout, affects: turnout, sd: 0.2}
  - {id: polling, affects: support, by: candidate, sd: 0.24, tails: {df: 6}}
  - {id: place, affects: support, by: [candidate, region], sd: 0.2}
  - {id: local, affects: support, by: [candidate, universe], sd: 0.15}
)";

/// A plan whose h is linear to e^-60: next to nobody votes, and those for c.
struct LinearCase {
  Model model = test::model_of(kText);
  ReturnsPlan plan = returns_plan(model, {{ContestId(0), DistrictId(0), {1, 1, 1}},
                                          {ContestId(0), DistrictId(1), {1, 1, 1}},
                                          {ContestId(0), DistrictId(2), {1, 1, 1}}});
  std::vector<double> multiplier;
  std::vector<double> h0;
  Matrix j;  ///< draw x datum

  LinearCase() {
    for (Block& block : plan.blocks) {
      for (BlockTurnout& turnout : block.turnouts) turnout.centre = -60;
      for (BlockContest& contest : block.contests) {
        for (std::size_t k = 2; k < contest.supports.size(); k += 3)
          contest.supports[k].centre = 60;
      }
    }
    for (const MovedDraw& draw : plan.draws) multiplier.push_back(draw.scale == kNone ? 1 : .8);
    const std::vector<double> zero(plan.draws.size(), 0.0);
    h0 = returns_at(plan, multiplier, zero);
    j = Matrix(plan.draws.size(), plan.n_data());
    for (std::size_t i = 0; i < plan.draws.size(); ++i) {
      std::vector<double> unit = zero;
      unit[i] = 1;
      const std::vector<double> h = returns_at(plan, multiplier, unit);
      for (std::size_t d = 0; d < h.size(); ++d) j(i, d) = h[d] - h0[d];
    }
    for (std::size_t d = 0; d < plan.n_data(); ++d) {
      plan.y[d] = h0[d] + .4 * std::sin(static_cast<double>(d + 1));
      plan.variance[d] = .02 + .01 * std::cos(static_cast<double>(d));
    }
  }

  /// Mean of draws given y, in the space of draws: (I + J' R^-1 J)^-1 (z_e + J' R^-1 (y - h0)).
  std::vector<double> conjugate(const std::vector<double>& drawn, const std::vector<double>& noise,
                                double ratio) const {
    const std::size_t n = plan.draws.size();
    Matrix h(n, n);
    std::vector<double> right = drawn;
    const auto load = [&](std::size_t i, std::size_t d) {
      return j(i, d) * (plan.draws[i].scale == kNone ? 1 : ratio);
    };
    for (std::size_t i = 0; i < n; ++i) {
      h(i, i) += 1;
      for (std::size_t d = 0; d < plan.n_data(); ++d) {
        right[i] += load(i, d) * (plan.y[d] + noise[d] - h0[d]) / plan.variance[d];
        for (std::size_t k = 0; k < n; ++k) h(i, k) += load(i, d) * load(k, d) / plan.variance[d];
      }
    }
    return Cholesky::of(h)->solve(right);
  }
};

TEST_CASE("Calibration: of linear returns the mode and its law are the conjugate ones",
          "[calibrate]") {
  const LinearCase linear;
  const std::size_t n = linear.plan.draws.size();
  REQUIRE(linear.plan.n_wide > linear.plan.n_unscaled);
  REQUIRE(linear.plan.n_wide < n);
  const Mode mode = find_mode(linear.plan, linear.multiplier);
  const std::vector<double> mean =
      linear.conjugate(std::vector<double>(n, 0.0), std::vector<double>(linear.plan.n_data()), 1);
  for (std::size_t i = 0; i < n; ++i) CHECK(mode.z[i] == Approx(mean[i]).margin(1e-10));

  Matrix s(linear.plan.n_data(), linear.plan.n_data());
  std::vector<double> error;
  for (std::size_t d = 0; d < s.rows(); ++d) {
    s(d, d) += linear.plan.variance[d];
    error.push_back(linear.plan.y[d] - linear.h0[d]);
    for (std::size_t e = 0; e < s.rows(); ++e) {
      for (std::size_t i = 0; i < n; ++i) s(d, e) += linear.j(i, d) * linear.j(i, e);
    }
  }
  const auto factor = Cholesky::of(s);
  const double log_evidence = -(dot(error, factor->solve(error)) + factor->log_determinant() +
                                static_cast<double>(s.rows()) * std::log(2 * M_PI)) /
                              2;
  CHECK(mode.log_evidence == Approx(log_evidence).epsilon(1e-10));

  const Matrix inverse = factor->inverse();
  const std::vector<double> c = variances(linear.plan, mode.linear);
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(c[i] == Approx(1 - quadratic_form(inverse, linear.j.row(i))).margin(1e-10));
  }
}

TEST_CASE("Calibration: of linear returns moved elections are conjugate draws of equal weight",
          "[calibrate]") {
  const LinearCase linear;
  const std::size_t n = linear.plan.draws.size();
  const Mode mode = find_mode(linear.plan, linear.multiplier);
  Linearised about{mode.linear, {}, mode.h, along(linear.plan, mode.linear, mode.z)};
  take_apart(linear.plan, about.linear);
  about.scale.assign(mode.multiplier.begin(),
                     mode.multiplier.begin() + static_cast<std::ptrdiff_t>(linear.plan.n_wide));
  const std::size_t lanes = move_kernels().lanes;
  LaneArray z(n * lanes);
  LaneArray noise(linear.plan.n_data() * lanes);
  LaneArray scale(linear.plan.n_wide * lanes);
  const auto scale_of = [&](std::size_t lane) { return lane < lanes / 2 ? .8 : 1.7; };
  std::vector<std::vector<double>> drawn(lanes);
  std::vector<std::vector<double>> eps(lanes);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const auto at = static_cast<double>(lane);
    for (std::size_t i = 0; i < n; ++i) {
      drawn[lane].push_back(std::cos(static_cast<double>(i) * (at + 1) + at));
      z[i * lanes + lane] = drawn[lane].back();
    }
    for (std::size_t d = 0; d < linear.plan.n_data(); ++d) {
      eps[lane].push_back(.1 * std::sin(static_cast<double>(d) * (at + 2)));
      noise[d * lanes + lane] = eps[lane].back();
    }
    for (std::size_t w = 0; w < linear.plan.n_wide; ++w) {
      scale[w * lanes + lane] = linear.plan.draws[w].scale == kNone ? 1 : scale_of(lane);
    }
  }
  LaneArray log_weight(lanes);
  MoveScratch scratch(linear.plan);
  move_kernels().move(
      {&linear.plan, &about, noise.data(), scale.data(), z.data(), log_weight.data()}, scratch);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const std::vector<double> conjugate =
        linear.conjugate(drawn[lane], eps[lane], scale_of(lane) / .8);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(z[i * lanes + lane] == Approx(conjugate[i]).margin(1e-10));
    }
    const std::size_t alike = lane < lanes / 2 ? 0 : lanes - 1;
    CHECK(log_weight[lane] == Approx(log_weight[alike]).margin(1e-10));
  }
}

}  // namespace
}  // namespace hustings::infer
