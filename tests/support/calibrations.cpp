#include "support/calibrations.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "hustings/infer/calibrate.hpp"
#include "infer/laplace.hpp"
#include "random/math.hpp"
#include "random/named_stream.hpp"
#include "support/counted_reference.hpp"

namespace hustings::test {
namespace {

using infer::Posterior;
using infer::ReturnsPlan;

/// Normals of accepted elections, every `step`-th: draw x election.
std::vector<std::vector<float>> accepted_draws(const Model& model, const Posterior& posterior,
                                               std::size_t step) {
  const infer::MovedElections moved(model, posterior);
  std::vector<std::uint64_t> elections;
  for (std::size_t e = 0; e < posterior.accepted.size(); e += step) {
    elections.push_back(posterior.accepted[e]);
  }
  const std::size_t n = elections.size();
  std::vector<float> rows(moved.draws().normals.size() * n);
  std::vector<float> scales(moved.draws().scales.size() * n);
  moved.recompute(elections, n, scales.data(), rows.data());
  std::vector<std::vector<float>> draws;
  for (std::size_t d = 0; d < moved.draws().normals.size(); ++d) {
    draws.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(d * n),
                       rows.begin() + static_cast<std::ptrdiff_t>((d + 1) * n));
  }
  return draws;
}

}  // namespace

MeanSd margin_of(const Model& model, const Posterior& posterior) {
  std::vector<infer::DistrictReturn> all = posterior.returns;
  for (std::size_t d = 2; d < 4; ++d) all.push_back({ContestId(0), DistrictId(d), {1, 1}});
  const ReturnsPlan plan = infer::returns_plan(model, all);
  const ReturnsPlan counted = infer::returns_plan(model, posterior.returns);
  const std::vector<double> ones(plan.draws.size(), 1.0);
  const auto moved = accepted_draws(model, posterior, 1);
  NamedStream stream(9, Purpose::design, 3);
  double sum = 0;
  double squares = 0;
  double above_0 = 0;
  const std::size_t n = posterior.accepted.size();
  for (std::size_t e = 0; e < n; ++e) {
    std::vector<double> z;
    for (const infer::MovedDraw& draw : plan.draws) {
      z.push_back(exact::normal_quantile((static_cast<double>(stream()) + .5) * 0x1p-32));
      for (std::size_t i = 0; i < counted.draws.size(); ++i) {
        if (counted.draws[i].normal == draw.normal) z.back() = static_cast<double>(moved[i][e]);
      }
    }
    std::vector<double> votes;
    for (const double h : infer::returns_at(plan, ones, z)) votes.push_back(std::exp(h));
    for (std::size_t d = 0; d < 2; ++d) {
      for (std::size_t k = 0; k < 2; ++k) votes[2 * d + k] = posterior.returns[d].votes[k];
    }
    const double a = votes[0] + votes[2] + votes[4] + votes[6];
    const double b = votes[1] + votes[3] + votes[5] + votes[7];
    const double margin = (a - b) / (a + b);
    sum += margin;
    squares += margin * margin;
    above_0 += margin > 0 ? 1 : 0;
  }
  const double mean = sum / static_cast<double>(n);
  return {mean, std::sqrt(squares / static_cast<double>(n) - mean * mean),
          above_0 / static_cast<double>(n)};
}

double calibrated_ranks(int n, bool tails) {
  constexpr std::size_t kGroups = 8;
  Model model = counted_reference(tails);
  NamedStream stream(11, Purpose::design, 4);
  const auto normal = [&] {
    return exact::normal_quantile((static_cast<double>(stream()) + .5) * 0x1p-32);
  };
  std::vector<std::size_t> groups(kGroups, 0);
  for (int i = 0; i < n; ++i) {
    auto returns = reference_returns();
    const ReturnsPlan shape = infer::returns_plan(model, returns);
    std::vector<double> truth;
    for (std::size_t d = 0; d < shape.draws.size(); ++d) truth.push_back(normal());
    double chi_squared_6 = 0;
    for (int k = 0; k < 6; ++k) chi_squared_6 += std::pow(normal(), 2);
    std::vector<double> multiplier;
    for (const infer::MovedDraw& draw : shape.draws) {
      multiplier.push_back(draw.scale == infer::kNone ? 1 : std::sqrt(4 / chi_squared_6));
    }
    const std::vector<double> h = infer::returns_at(shape, multiplier, truth);
    for (std::size_t d = 0; d < h.size(); ++d) {
      const double noise = std::sqrt(std::exp(-h[d]) + .003 * .003);
      returns[d / 2].votes[d % 2] = std::exp(h[d] + noise * normal()) - .5;
    }
    model.seed = static_cast<std::uint64_t>(i + 1);
    model.night.key = draw_key(model.seed, Purpose::first_choices);
    const Posterior posterior = infer::calibrate(model, returns, {.elections = 2048}).posterior;
    const auto found = accepted_draws(model, posterior, 33);
    // One draw a calibration, since draws of one are not independent: each in its turn.
    const std::size_t draw = static_cast<std::size_t>(i) % shape.n_wide;
    std::size_t below = 0;
    for (const float x : found[draw]) below += static_cast<double>(x) < truth[draw] ? 1 : 0;
    ++groups[below * kGroups / (found[draw].size() + 1)];
  }
  double chi_squared = 0;
  const double expected = static_cast<double>(n) / kGroups;
  for (const std::size_t group : groups) {
    chi_squared += std::pow(static_cast<double>(group) - expected, 2) / expected;
  }
  return boost::math::cdf(
      boost::math::complement(boost::math::chi_squared(kGroups - 1), chi_squared));
}

}  // namespace hustings::test
