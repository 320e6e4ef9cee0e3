#include "hustings/decide/compare.hpp"

#include <utility>

namespace hustings {

TwoRuns simulate_two(const Model& first, const Model& second, const RunPlan& plan,
                     const Observer& observer) {
  if (first.seed == second.seed) {
    RunResult run = simulate(first, {&second}, plan, observer);
    return {std::move(run.tally), std::move(run.worlds.front().tally),
            std::move(run.worlds.front().paired)};
  }
  const std::uint64_t of = 2 * plan.elections;
  RunResult one = simulate(first, plan, part_of(observer, {0, of}));
  if (!one.complete) return {std::move(one.tally), Tally(second, plan.options), {}};
  RunResult other = simulate(second, plan, part_of(observer, {plan.elections, of}));
  return {std::move(one.tally), std::move(other.tally), {}};
}

}  // namespace hustings
