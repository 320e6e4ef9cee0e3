#include "support/calibrations.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "hustings/infer/calibrate.hpp"
#include "infer/laplace.hpp"
#include "infer/move_kernels.hpp"
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

/// Sums of a quantity.
struct Sums {
  double n = 0;
  double sum = 0;
  double squares = 0;
  double above_0 = 0;

  void add(double x) {
    n += 1;
    sum += x;
    squares += x * x;
    above_0 += x > 0 ? 1 : 0;
  }
  MeanSd mean_sd() const {
    return {sum / n, std::sqrt(squares / n - sum / n * sum / n), above_0 / n};
  }
};

/// Votes of the reference's four districts in one election.
struct ReferenceVotes {
  double votes[4][2] = {};        ///< by district
  double by_universe[2][2] = {};  ///< of u and w
};

ReferenceVotes votes_at(const ReturnsPlan& plan, const std::vector<double>& z) {
  const std::size_t lanes = infer::move_kernels().lanes;
  infer::Evaluation at(plan);
  infer::LaneArray values(z.size() * lanes);
  infer::LaneArray rows(plan.n_rows * lanes);
  for (std::size_t i = 0; i < z.size(); ++i) infer::set_all(values, i, lanes, z[i]);
  infer::move_kernels().evaluate(plan, values.data(), rows.data(), at);
  ReferenceVotes votes;
  for (std::size_t d = 0; d < 4; ++d) {
    const infer::Block& block = plan.blocks[d];
    for (std::size_t u = 0; u < 2; ++u) {
      const double ballots =
          block.turnouts[u].registered * at.turnout[(block.first_turnout + u) * lanes];
      for (std::size_t k = 0; k < 2; ++k) {
        const std::size_t share = block.contests.front().first_share + 2 * u + k;
        votes.votes[d][k] += ballots * at.share[share * lanes];
        votes.by_universe[u][k] += ballots * at.share[share * lanes];
      }
    }
  }
  return votes;
}

}  // namespace

ReferenceLaw reference_law(const Model& model, const Posterior& posterior) {
  std::vector<infer::DistrictReturn> all = posterior.returns;
  for (std::size_t d = 2; d < 4; ++d) all.push_back({ContestId(0), DistrictId(d), {1, 1}});
  const ReturnsPlan plan = infer::returns_plan(model, all);
  const ReturnsPlan counted = infer::returns_plan(model, posterior.returns);
  const auto moved = accepted_draws(model, posterior, 1);
  NamedStream stream(9, Purpose::design, 3);
  Sums margin;
  Sums support[2];
  for (std::size_t e = 0; e < posterior.accepted.size(); ++e) {
    std::vector<double> z;
    for (const infer::MovedDraw& draw : plan.draws) {
      z.push_back(exact::normal_quantile((static_cast<double>(stream()) + .5) * 0x1p-32));
      for (std::size_t i = 0; i < counted.draws.size(); ++i) {
        if (counted.draws[i].normal == draw.normal) z.back() = static_cast<double>(moved[i][e]);
      }
    }
    const ReferenceVotes at = votes_at(plan, z);
    double votes[2] = {};
    for (std::size_t k = 0; k < 2; ++k) {
      votes[k] = posterior.returns[0].votes[k] + posterior.returns[1].votes[k] + at.votes[2][k] +
                 at.votes[3][k];
    }
    margin.add((votes[0] - votes[1]) / (votes[0] + votes[1]));
    for (std::size_t u = 0; u < 2; ++u) {
      support[u].add(at.by_universe[u][0] / (at.by_universe[u][0] + at.by_universe[u][1]));
    }
  }
  return {margin.mean_sd(), {support[0].mean_sd(), support[1].mean_sd()}};
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
