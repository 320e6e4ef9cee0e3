#include "model/campaign/budgets.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "hustings/random/name.hpp"
#include "model/campaign/fundraising.hpp"
#include "model/campaign/funnel.hpp"
#include "model/campaign/script.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "random/math.hpp"

namespace hustings::campaign {
namespace {

using scenario::Programme;
using scenario::ResourceKind;

/// Hours of volunteers a dial, of who calls and of who takes calls over.
double hours_of(const scenario::Script& script, double rate) {
  const HangUpLaw law = fit_hang_up(script.hang_up);
  const CallSeconds call{script.seconds, script.dial, script.wrap, script.no_answer};
  double seconds = dial_seconds(call, law, rate);
  if (script.transfer) {
    seconds +=
        transfer_seconds({script.transfer->share, script.transfer->seconds}, call, law, rate);
  }
  return seconds / 3600;
}

/// Uses of one resource by all programmes of its owner.
std::vector<double> planned_use(const scenario::Scenario& scenario, const scenario::Owner& owner,
                                ResourceKind kind, int weeks) {
  std::vector<double> planned(static_cast<std::size_t>(weeks), 0.0);
  for (const Programme& programme : scenario.programmes) {
    if (programme.owner != owner.id || programme.off) continue;
    const scenario::Cost cost = planned_cost(programme);
    const auto at = static_cast<std::size_t>(kind);
    const std::vector<double> use =
        weekly_use({cost.per_attempt[at], cost.fixed[at]}, attempts_of(programme),
                   contact_days(programme), weeks);
    for (std::size_t w = 0; w < use.size(); ++w) planned[w] += use[w];
  }
  return planned;
}

/// Staff hours that come in each week; nothing where they are unlimited.
std::optional<double> staff_hours(const scenario::Owner& owner, int weeks) {
  for (const scenario::Resource& resource : owner.resources) {
    if (resource.kind != ResourceKind::staff_hours) continue;
    const auto& income = std::get<scenario::Income>(resource.supply);
    return income.weekly + income.start / weeks;
  }
  return std::nullopt;
}

void add_supply(const scenario::Scenario& scenario, const scenario::Owner& owner,
                const scenario::Resource& resource, OwnerResource& to) {
  const int weeks = campaign_weeks(scenario);
  to.supply.keeps = resource.kind == ResourceKind::money || resource.kind == ResourceKind::captains;
  if (const auto* income = std::get_if<scenario::Income>(&resource.supply)) {
    to.supply.stock = income->start;
    to.drawn.assign(static_cast<std::size_t>(weeks), income->weekly);
    if (resource.kind == ResourceKind::money) {
      const auto raised = money_to_spend(scenario, owner.id, weeks);
      if (raised) to.drawn = *raised;
    }
    to.sd = std::ranges::any_of(to.drawn, [](double x) { return x > 0; }) ? income->sd : 0;
    to.supply.weekly = to.drawn;
    return;
  }
  const auto& funnel = std::get<scenario::Funnel>(resource.supply);
  const std::optional<double> staff = staff_hours(owner, weeks);
  to.sd = funnel.sd;
  to.drawn = volunteers(funnel, weeks);
  for (double& hours : to.drawn) hours *= funnel.hours;
  to.supply.weekly =
      mean_volunteer_hours(funnel, weeks, staff.value_or(std::numeric_limits<double>::infinity()));
  if (funnel.per_staff && staff) to.limit = funnel.hours * *funnel.per_staff * *staff / kStaffWeek;
}

}  // namespace

int campaign_weeks(const scenario::Scenario& scenario) {
  if (scenario.calendar.weeks) return *scenario.calendar.weeks;
  int weeks = 1;
  for (const Programme& programme : scenario.programmes) {
    if (programme.mode == scenario::Mode::endorser) continue;
    weeks = std::max(weeks, weeks_for(contact_days(programme)));
  }
  return weeks;
}

scenario::Cost planned_cost(const Programme& programme) {
  scenario::Cost cost = cost_of(programme);
  constexpr auto kHours = static_cast<std::size_t>(ResourceKind::volunteer_hours);
  if (programme.script && !programme.cost && cost.per_attempt[kHours] > 0) {
    cost.per_attempt[kHours] = hours_of(*programme.script, contact_of(programme).rate);
  }
  if (programme.mode == scenario::Mode::relational) {
    cost.fixed[static_cast<std::size_t>(ResourceKind::captains)] = programme.attempts.value_or(0);
  }
  return cost;
}

std::vector<OwnerResource> owner_resources(const scenario::Scenario& scenario) {
  const int weeks = campaign_weeks(scenario);
  std::vector<OwnerResource> all;
  for (const scenario::Owner& owner : scenario.owners) {
    for (const scenario::Resource& resource : owner.resources) {
      OwnerResource made;
      made.owner = owner.id;
      made.source = resource.source;
      made.kind = resource.kind;
      made.planned = planned_use(scenario, owner, resource.kind, weeks);
      add_supply(scenario, owner, resource, made);
      all.push_back(std::move(made));
    }
  }
  return all;
}

double supply_factor(const OwnerResource& resource, double part) {
  if (resource.sd <= 0) return 1;
  const double square = exact::log(1 + resource.sd * resource.sd);
  return exact::exp(std::sqrt(square) * exact::normal_quantile(part) - square / 2);
}

Supply drawn_supply(const OwnerResource& resource, double factor) {
  Supply supply = resource.supply;
  if (resource.sd <= 0) return supply;
  for (std::size_t week = 0; week < supply.weekly.size(); ++week) {
    supply.weekly[week] = std::min(resource.drawn[week] * factor, resource.limit);
  }
  return supply;
}

std::uint64_t draw_name(const OwnerResource& resource) {
  return name_hash({"resource", resource.owner, std::string(name_of(resource.kind))});
}

}  // namespace hustings::campaign
