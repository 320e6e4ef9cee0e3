#include "model/campaign/shock_touches.hpp"

#include <algorithm>
#include <tuple>

namespace hustings::campaign {
namespace {

/// Orders who is believed to be out by what is no matter of the file's order.
void sort_withdrawals(const std::vector<scenario::Shock>& shocks,
                      std::vector<std::vector<std::vector<ShockTouch>>>& withdrawals) {
  const auto key = [&](const ShockTouch& touch) {
    return std::tie(touch.slot, shocks[touch.shock].id);
  };
  for (auto& contest : withdrawals) {
    for (auto& touches : contest) std::ranges::sort(touches, {}, key);
  }
}

}  // namespace

ShockTouches plan_shocks(const ScenarioIndex& index, const std::vector<ModelShock>& shocks) {
  const scenario::Scenario& in = index.scenario();
  const std::size_t n = in.universes.size();
  ShockTouches touches;
  touches.turnout.resize(n);
  touches.support.assign(in.contests.size(), std::vector<std::vector<ShockTouch>>(n));
  touches.withdrawals = touches.support;
  for (std::size_t s = 0; s < shocks.size(); ++s) {
    touches.draws.push_back(draws_of(in.shocks[s], shocks[s]));
    touches.laws.push_back(law_of(in, s));
  }
  const std::vector<bool> can = can_happen(in.shocks);
  for (const std::size_t s : onset_order(in.shocks)) {
    if (!can[s]) continue;
    const ModelShock& shock = shocks[s];
    const ContestId contest = index.contest(in.shocks[s].contest);
    const auto slot =
        static_cast<std::uint32_t>(shock.candidate.index() - index.first_candidate(contest));
    for (const auto& [universe, share] : shock.would_see) {
      const std::size_t at = universe.index();
      if (!shock.turnout.does_nothing()) {
        touches.turnout[at].push_back({s, share, shock.turnout, slot});
      }
      if (!shock.support.does_nothing()) {
        touches.support[contest.index()][at].push_back({s, share, shock.support, slot});
      }
      if (shock.withdrawn) touches.withdrawals[contest.index()][at].push_back({s, share, {}, slot});
    }
  }
  sort_withdrawals(in.shocks, touches.withdrawals);
  return touches;
}

void add_draw_names(const ShockTouches& touches, std::vector<std::uint64_t>& names) {
  for (const ShockDraws& shock : touches.draws) {
    names.push_back(shock.happens);
    for (const auto& draw :
         {shock.group, shock.onset, shock.response, shock.turnout, shock.support}) {
      if (draw) names.push_back(*draw);
    }
  }
}

}  // namespace hustings::campaign
