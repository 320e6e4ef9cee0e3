#include "hustings/model/handed_draws.hpp"

namespace hustings {
namespace {

void hand_over(const NightPlan& plan, RowProgram& program) {
  for (ScaleDraw& scale : program.scales) scale.handed = plan.handed_row(scale.normals.front());
  for (FactorDraw& factor : program.factors) factor.handed = plan.handed_row(factor.address);
  for (RowSum& sum : program.sums) sum.is_power = false;
}

}  // namespace

NightPlan with_handed_draws(NightPlan plan, const std::vector<DrawAddress>& draws) {
  for (const DrawAddress& draw : draws) {
    plan.handed.emplace(draw, static_cast<RowIndex>(plan.handed.size()));
  }
  hand_over(plan, plan.shared);
  for (ContestPlan& contest : plan.contests) {
    for (UniverseGroup& group : contest.groups) {
      hand_over(plan, group.local);
      group.multiplies = false;
    }
    for (const DrawAddress& draw : contest.own_draws) {
      contest.own_handed.push_back(plan.handed_row(draw));
    }
  }
  return plan;
}

}  // namespace hustings
