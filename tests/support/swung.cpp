#include "support/swung.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace hustings::test {
namespace {

RunResult simulate_with(const Model& model, std::shared_ptr<const SwingPlan> swing, RunPlan plan) {
  plan.options.swing = std::move(swing);
  return simulate(model, plan);
}

}  // namespace

RunResult swung(const Model& model, std::uint64_t elections, std::uint64_t n_draws, int threads) {
  return simulate_with(model, std::make_shared<SwingPlan>(plan_swing(model)),
                       {.elections = elections, .n_draws = n_draws, .threads = threads});
}

RunResult swung(const Model& model, const SwingPlan& plan, std::uint64_t elections) {
  return simulate_with(model, std::make_shared<SwingPlan>(plan),
                       {.elections = elections, .threads = 2});
}

Slope swing_slope(const Tally& tally, const SwingTarget& target, const std::string& group) {
  const SwingTally& swing = tally.swing;
  for (std::size_t i = 0; i < swing.rows.size(); ++i) {
    if (swing.targets[swing.rows[i].target] != target) continue;
    if (swing.groups[swing.rows[i].group].name != group) continue;
    const double unit = kSwingUnit / static_cast<double>(swing.elections) / 3;
    const auto blocks = static_cast<double>(swing.blocks);
    const double sum =
        4 * static_cast<double>(swing.sums[i].narrow) - static_cast<double>(swing.sums[i].wide);
    const double around = static_cast<double>(swing.sums[i].squares) - sum * sum / blocks;
    return {sum * unit, std::sqrt(around * blocks / (blocks - 1)) * unit};
  }
  if (std::find(swing.targets.begin(), swing.targets.end(), target) == swing.targets.end()) {
    throw std::runtime_error("swing is not tallied of the target");
  }
  return {};
}

}  // namespace hustings::test
