#include <algorithm>
#include <cmath>

#include "hustings/infer/calibrate.hpp"

namespace hustings::infer {
namespace {

/// `turnout`, `support by candidate, region`, `turnout and support`.
std::string kind_of(const scenario::Effect& effect) {
  const auto moves = [&](scenario::Affects what) {
    return std::ranges::any_of(effect.loads,
                               [&](const scenario::Load& load) { return load.affects == what; });
  };
  std::string kind = moves(scenario::Affects::turnout) ? "turnout" : "";
  if (moves(scenario::Affects::support)) kind += kind.empty() ? "support" : " and support";
  if (moves(scenario::Affects::rolloff)) kind += kind.empty() ? "roll-off" : " and roll-off";
  for (std::size_t i = 0; i < effect.by.size(); ++i) {
    kind += (i == 0 ? " by " : ", ") + effect.by[i];
  }
  return kind;
}

}  // namespace

void name_sizes(const scenario::Scenario& scenario, std::vector<LearntSize>& sizes) {
  for (LearntSize& size : sizes) {
    const auto effect = std::ranges::find(scenario.effects, size.effect, &scenario::Effect::id);
    if (effect == scenario.effects.end()) continue;
    double sd = 0;
    for (const scenario::Load& load : effect->loads) sd = std::max(sd, std::abs(load.sd));
    size.kind = kind_of(*effect);
    size.before *= sd;
    size.after *= sd;
    size.sum_of_squares *= sd * sd;
  }
}

}  // namespace hustings::infer
