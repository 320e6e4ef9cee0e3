#include "hustings/infer/moved_elections.hpp"

namespace hustings::infer {
namespace {

void add_factors(const RowProgram& program, NightDraws& draws) {
  for (const ScaleDraw& scale : program.scales) draws.scales.push_back(scale.normals);
  for (const FactorDraw& factor : program.factors) draws.normals.push_back(factor.address);
}

}  // namespace

/// The last of a contest's own draws is none: it stands there for the kernel.
NightDraws night_draws(const NightPlan& plan) {
  NightDraws draws;
  add_factors(plan.shared, draws);
  for (const ContestPlan& contest : plan.contests) {
    for (std::size_t g = 0; g < contest.groups.size(); ++g) {
      add_factors(contest.groups[g].local, draws);
      const std::size_t end = g + 1 < contest.groups.size() ? contest.groups[g + 1].first_draw
                                                            : contest.own_draws.size() - 1;
      for (std::size_t i = contest.groups[g].first_draw; i < end; ++i) {
        draws.normals.push_back(contest.own_draws[i]);
      }
    }
  }
  return draws;
}

}  // namespace hustings::infer
