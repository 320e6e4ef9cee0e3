#include "decide/expected_ballots.hpp"

#include <algorithm>
#include <cmath>

#include "model/campaign/lift.hpp"
#include "model/campaign/mesh_chance.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings {
namespace {

constexpr int kNodes = 31;

/// What chance makes of a reach at a normal of its luck.
double luck_at(const ReachedUniverse& at, double normal) {
  if (at.by_chance.empty()) return 1;
  const auto [below, above] = campaign::node_place(normal, at.by_chance.size());
  return at.by_chance[below] + above * (at.by_chance[below + 1] - at.by_chance[below]);
}

}  // namespace

std::vector<ReachedUniverse> reached_on_average(const ModelProgramme& programme) {
  std::vector<ReachedUniverse> reached = programme.reached;
  for (ReachedUniverse& at : reached) {
    if (at.by_chance.empty()) continue;
    const double mean =
        expected_over_normal([&](double normal) { return luck_at(at, normal); }).mean;
    at.reached *= mean;
    for (double& node : at.by_chance) node /= mean;
  }
  return reached;
}

Expected reached_by_chance(const Model& model, const ModelProgramme& programme) {
  return expected_over_normal([&](double normal) {
    double people = 0;
    for (const ReachedUniverse& at : programme.reached) {
      people += model.universes[at.universe].registered * at.reached * luck_at(at, normal);
    }
    return people;
  });
}

double ballots_at(const Model& model, const ModelProgramme& programme, double dose) {
  double ballots = 0;
  for (const ReachedUniverse& at : programme.reached) {
    const ModelUniverse& universe = model.universes[at.universe];
    const double turnout = universe.turnout_mean;
    ballots += universe.registered * at.reached *
               (campaign::shifted(turnout, at.turnout_kept * dose) - turnout);
  }
  return ballots;
}

Expected expected_over_normal(const std::function<double(double normal)>& of) {
  static const Quadrature normal = normal_quadrature(kNodes);
  double mean = 0;
  double square = 0;
  for (std::size_t i = 0; i < normal.nodes.size(); ++i) {
    const double value = of(normal.nodes[i]);
    mean += normal.weights[i] * value;
    square += normal.weights[i] * value * value;
  }
  return {mean, std::sqrt(std::max(square - mean * mean, 0.0))};
}

Expected expected_ballots(const Model& model, const ModelProgramme& programme,
                          const ProgrammeDose& dose) {
  if (dose.does_nothing()) return {};
  return expected_over_normal(
      [&](double normal) { return ballots_at(model, programme, dose.mean + dose.sd * normal); });
}

Expected ballots_by_chance(const Model& model, const ModelProgramme& programme,
                           const ProgrammeDose& dose) {
  const bool is_mesh = std::ranges::any_of(
      programme.reached, [](const ReachedUniverse& at) { return !at.by_chance.empty(); });
  if (!is_mesh || dose.does_nothing()) return expected_ballots(model, programme, dose);
  const auto at_luck = [&](double luck) {
    ModelProgramme lucky = programme;
    for (ReachedUniverse& at : lucky.reached) at.reached *= luck_at(at, luck);
    return expected_ballots(model, lucky, dose);
  };
  const double variance = expected_over_normal([&](double luck) {
                            const double sd = at_luck(luck).sd;
                            return sd * sd;
                          }).mean;
  const Expected mean = expected_over_normal([&](double luck) { return at_luck(luck).mean; });
  return {mean.mean, std::sqrt(variance + mean.sd * mean.sd)};
}

}  // namespace hustings
