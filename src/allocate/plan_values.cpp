#include "allocate/plan_values.hpp"

#include <algorithm>
#include <cmath>

#include "allocate/response_table.hpp"

namespace hustings::allocate {

PlanValues::PlanValues(const PlanWorlds& worlds, const scenario::Allocate& asked,
                       const AllocationSearch& search, const Observer& observer)
    : worlds_(worlds),
      asked_(asked),
      search_(search),
      observer_(observer),
      terms_(allocate::terms_of(asked.objectives, worlds.base())) {}

void PlanValues::go_on() const {
  if (!tell(observer_, {n_simulated_, 0, "plans"})) throw Stopped{};
}

std::vector<float> PlanValues::simulate(const std::vector<double>& amounts,
                                        const Supplies& supplies) {
  ++n_simulated_;
  go_on();
  return worlds_.terms_of(terms_, amounts, search_, supplies);
}

std::vector<double> PlanValues::whole(std::vector<double> amounts) const {
  for (std::size_t g = 0; g < amounts.size(); ++g) {
    const double less = std::floor(amounts[g] + 1e-6);
    amounts[g] = amounts[g] > 0 ? std::max(less, std::ceil(worlds_.programmes()[g].least)) : 0;
  }
  return amounts;
}

const Valued& PlanValues::operator()(const std::vector<double>& amounts, const Supplies& supplies) {
  const std::vector<double> at = whole(amounts);
  const int kind = supplies.kind ? static_cast<int>(*supplies.kind) : -1;
  const auto [place, is_new] = known_.try_emplace({supplies.times, kind, at});
  if (!is_new) return place->second;
  Valued& made = place->second;
  made.amounts = at;
  made.terms = simulate(at, supplies);
  for (const Aim& aim : terms_.aims) {
    made.smoothed.push_back(mean_of(of_each(aim, made, kWidth)).mean);
  }
  return made;
}

std::vector<double> PlanValues::of_each(const Aim& aim, const Valued& plan, double width) const {
  return aim_by_election(aim, plan.terms, search_.training, width);
}

AllocatedPlan PlanValues::told(const Valued& plan) const {
  AllocatedPlan made{plan.amounts, {}, {}};
  for (const Aim& aim : terms_.aims) {
    const MeanError value = mean_of(of_each(aim, plan, 0));
    made.values.push_back(value.mean);
    made.errors.push_back(value.error);
  }
  return made;
}

bool PlanValues::is_better(const Valued& a, const Valued& b) const {
  for (std::size_t i = 0; i < a.smoothed.size(); ++i) {
    const bool is_last = i + 1 == a.smoothed.size();
    const double apart = a.smoothed[i] - b.smoothed[i];
    if (std::abs(apart) > (is_last ? 1e-12 : asked_.objectives[i].within)) return apart > 0;
  }
  return false;
}

}  // namespace hustings::allocate
