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

Expected expected_ballots(const Model& model, const ModelProgramme& programme,
                          const ProgrammeDose& dose) {
  if (dose.does_nothing()) return {};
  static const Quadrature normal = normal_quadrature(kNodes);
  double mean = 0;
  double square = 0;
  for (std::size_t i = 0; i < normal.nodes.size(); ++i) {
    const double ballots = ballots_at(model, programme, dose.mean + dose.sd * normal.nodes[i]);
    mean += normal.weights[i] * ballots;
    square += normal.weights[i] * ballots * ballots;
  }
  return {mean, std::sqrt(std::max(square - mean * mean, 0.0))};
}

}  // namespace hustings
