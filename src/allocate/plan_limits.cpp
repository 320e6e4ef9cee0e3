#include "allocate/plan_limits.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "model/campaign/budgets.hpp"
#include "model/campaign/solve_programmes.hpp"

namespace hustings::allocate {
namespace {

using scenario::Programme;
using scenario::ResourceKind;

constexpr std::size_t kNoResource = std::numeric_limits<std::size_t>::max();

/// What one programme uses of one resource, week by week: per unit of its amount, and once.
struct WeeklyUse {
  std::vector<double> per_unit;
  std::vector<double> fixed;
};

WeeklyUse use_of(Programme programme, ResourceKind kind, int weeks) {
  const auto days = campaign::contact_days(programme);
  const auto at = static_cast<std::size_t>(kind);
  const auto use = [&](double amount) {
    programme.attempts = amount;
    const scenario::Cost cost = campaign::planned_cost(programme);
    return campaign::weekly_use({cost.per_attempt[at], cost.fixed[at]}, attempts_of(programme),
                                days, weeks);
  };
  // Captains are fixed costs that grow with the amount: two amounts tell what does.
  const std::vector<double> one = use(1);
  const std::vector<double> two = use(2);
  WeeklyUse made;
  for (std::size_t w = 0; w < one.size(); ++w) {
    made.per_unit.push_back(std::max(two[w] - one[w], 0.0));
    made.fixed.push_back(std::max(one[w] - made.per_unit.back(), 0.0));
    if (made.fixed.back() < 1e-9 * one[w]) made.fixed.back() = 0;
  }
  return made;
}

/// Collects the rows of limits.
class Rows {
 public:
  Rows(const scenario::Scenario& scenario, const std::vector<PlannedProgramme>& programmes)
      : scenario_(scenario),
        programmes_(programmes),
        weeks_(static_cast<std::size_t>(campaign::campaign_weeks(scenario))) {}

  void add_resource(const campaign::OwnerResource& of, std::size_t resource) {
    std::vector<WeeklyUse> uses;
    for (const PlannedProgramme& one : programmes_) {
      uses.push_back(use_of(scenario_.programmes[one.index], of.kind, static_cast<int>(weeks_)));
    }
    const campaign::Supply& supply = campaign::mean_supply(of);
    if (supply.keeps) return add_kept(supply, uses, resource);
    std::vector<std::size_t> busy;
    for (std::size_t w = 0; w < weeks_; ++w) {
      const bool is_busy = std::ranges::any_of(
          uses, [w](const WeeklyUse& use) { return use.per_unit[w] + use.fixed[w] > 0; });
      if (is_busy) busy.push_back(w);
    }
    if (supply.stock <= 0) {
      for (const std::size_t w : busy) add_weeks({w}, supply.weekly[w], uses, resource);
      return;
    }
    // What weeks need beyond their own comes from the stock: so of every set of weeks.
    constexpr std::size_t kMostBusy = 10;
    const std::size_t n = std::min(busy.size(), kMostBusy);
    for (std::size_t set = 1; set < (std::size_t{1} << n); ++set) {
      std::vector<std::size_t> weeks;
      double has = supply.stock;
      for (std::size_t i = 0; i < busy.size(); ++i) {
        if (i < n && ((set >> i) & 1) == 0) continue;  // those beyond ten draw on it always
        weeks.push_back(busy[i]);
        has += supply.weekly[busy[i]];
      }
      add_weeks(weeks, has, uses, resource);
    }
  }

  void add_rates(const std::map<scenario::Mode, double>& weekly_most) {
    for (const auto& [mode, most] : weekly_most) {
      for (std::size_t w = 0; w < weeks_; ++w) {
        Limit row = empty(most, kNoResource);
        for (std::size_t g = 0; g < programmes_.size(); ++g) {
          Programme programme = scenario_.programmes[programmes_[g].index];
          if (programme.mode != mode) continue;
          const auto days = campaign::contact_days(programme);
          programme.attempts = 1;
          row.per_unit[g] = campaign::weekly_use({1, 0}, attempts_of(programme), days,
                                                 static_cast<int>(weeks_))[w];
        }
        add(std::move(row));
      }
    }
  }

  std::vector<Limit> take() && { return std::move(rows_); }

 private:
  Limit empty(double most, std::size_t resource) const {
    return {std::vector<double>(programmes_.size()), std::vector<double>(programmes_.size()), most,
            resource};
  }

  void add(Limit row) {
    const auto is_used = [](double use) { return use > 0; };
    if (std::ranges::any_of(row.per_unit, is_used) || std::ranges::any_of(row.fixed, is_used))
      rows_.push_back(std::move(row));
  }

  void add_weeks(const std::vector<std::size_t>& weeks, double has,
                 const std::vector<WeeklyUse>& uses, std::size_t resource) {
    Limit row = empty(has, resource);
    for (std::size_t g = 0; g < uses.size(); ++g) {
      for (const std::size_t w : weeks) {
        row.per_unit[g] += uses[g].per_unit[w];
        row.fixed[g] += uses[g].fixed[w];
      }
    }
    add(std::move(row));
  }

  /// Up to each week in which something is used, no more than came in until then.
  void add_kept(const campaign::Supply& supply, const std::vector<WeeklyUse>& uses,
                std::size_t resource) {
    std::vector<std::size_t> weeks;
    double has = supply.stock;
    for (std::size_t w = 0; w < weeks_; ++w) {
      weeks.push_back(w);
      has += supply.weekly[w];
      const bool is_busy = std::ranges::any_of(
          uses, [w](const WeeklyUse& use) { return use.per_unit[w] + use.fixed[w] > 0; });
      if (is_busy) add_weeks(weeks, has, uses, resource);
    }
  }

  const scenario::Scenario& scenario_;
  const std::vector<PlannedProgramme>& programmes_;
  std::size_t weeks_;
  std::vector<Limit> rows_;
};

/// Captains are at most half of those who can be told: more of them reach fewer.
void bound_captains(const scenario::Scenario& scenario,
                    const std::vector<PlannedProgramme>& programmes, Limits& limits) {
  const ScenarioIndex index(scenario);
  for (std::size_t g = 0; g < programmes.size(); ++g) {
    const Programme& programme = scenario.programmes[programmes[g].index];
    const ContestId contest = index.contest(programme.contest);
    if (programme.mode != scenario::Mode::relational || !contest) continue;
    std::vector<UniverseId> universes;
    for (const DistrictId district : index.districts_of(contest)) {
      for (const UniverseId universe : index.universes_of(district)) universes.push_back(universe);
    }
    const double told =
        contact_of(programme).cap * campaign::target_of(index, programme, universes).registered;
    limits.most[g] = std::min(limits.most[g], told / 2);
  }
}

}  // namespace

std::vector<PlannedProgramme> planned_programmes(const scenario::Scenario& scenario,
                                                 const std::string& owner) {
  std::vector<PlannedProgramme> planned;
  for (std::size_t g = 0; g < scenario.programmes.size(); ++g) {
    const Programme& programme = scenario.programmes[g];
    if (programme.owner != owner || programme.mode == scenario::Mode::endorser) continue;
    planned.push_back({programme.id, std::string(counted_in(programme.mode)), g, programme.least,
                       programme.most.value_or(std::numeric_limits<double>::infinity())});
  }
  return planned;
}

PlanLimits plan_limits(const scenario::Scenario& scenario, const scenario::Allocate& asked,
                       const std::vector<PlannedProgramme>& programmes) {
  PlanLimits made;
  Rows rows(scenario, programmes);
  for (const campaign::OwnerResource& resource : campaign::owner_resources(scenario)) {
    if (resource.owner != asked.owner) continue;
    const campaign::Supply& supply = campaign::mean_supply(resource);
    rows.add_resource(resource, made.resources.size());
    made.resources.push_back(
        {resource.kind, std::accumulate(supply.weekly.begin(), supply.weekly.end(), supply.stock)});
  }
  rows.add_rates(asked.weekly_most);
  made.limits.rows = std::move(rows).take();
  for (const PlannedProgramme& programme : programmes) {
    made.limits.least.push_back(programme.least);
    made.limits.most.push_back(programme.most);
  }
  bound_captains(scenario, programmes, made.limits);
  for (std::size_t g = 0; g < programmes.size(); ++g) {
    OnSet alone(programmes.size(), false);
    alone[g] = true;
    made.limits.most[g] = most_of(made.limits, alone, g, 1);
  }
  return made;
}

double used_of(const scenario::Scenario& scenario, const std::vector<PlannedProgramme>& programmes,
               ResourceKind kind, const std::vector<double>& amounts) {
  double used = 0;
  const int weeks = campaign::campaign_weeks(scenario);
  for (std::size_t g = 0; g < programmes.size(); ++g) {
    if (amounts[g] <= 0) continue;
    const WeeklyUse use = use_of(scenario.programmes[programmes[g].index], kind, weeks);
    for (std::size_t w = 0; w < use.per_unit.size(); ++w) {
      used += use.per_unit[w] * amounts[g] + use.fixed[w];
    }
  }
  return used;
}

}  // namespace hustings::allocate
