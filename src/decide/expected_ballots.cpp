#include "decide/expected_ballots.hpp"

#include <algorithm>
#include <cmath>

#include "model/campaign/lift.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings {
namespace {

constexpr int kNodes = 31;

}  // namespace

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

}  // namespace hustings
