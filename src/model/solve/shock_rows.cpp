#include "model/solve/shock_rows.hpp"

#include "model/campaign/shock_chance.hpp"
#include "model/solve/normals.hpp"

namespace hustings {
RowIndex ShockRows::add(const campaign::ShockTouches& touches, RowIndex next, NightPlan& plan) {
  Normals normals(next, plan);
  for (std::size_t s = 0; s < touches.laws.size(); ++s) {
    const campaign::ShockDraws& draws = touches.draws[s];
    ShockDraw shock = touches.laws[s];
    shock.normal = normals.shared(draws.group, draws.happens, campaign::kGroupShare);
    shock.onset = normals.row(draws.onset);
    shock.response = normals.row(draws.response);
    effects_.emplace_back(normals.row(draws.turnout), normals.row(draws.support));
    shock.happens = normals.next();
    shock.moved = normals.next();
    moved_.push_back(shock.moved);
    plan.shared.shocks.push_back(std::move(shock));
  }
  return normals.end();
}

}  // namespace hustings
