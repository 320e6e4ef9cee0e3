#include "decide/resource_draws.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>

#include "model/campaign/budgets.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

using campaign::OwnerResource;
using scenario::Programme;

constexpr std::size_t kDraws = 1024;

/// Parts in (0, 1) of up to kResources factors, draw by draw: Sobol's first 1,024 points, the
/// origin with them, each moved to the middle of its cell.
std::vector<std::array<double, scenario::kResources>> parts() {
  boost::random::sobol_engine<std::uint32_t, 32> sequence(scenario::kResources);
  std::vector<std::array<double, scenario::kResources>> points(kDraws);
  for (std::size_t i = 0; i < kDraws; ++i) {
    for (double& part : points[i]) {
      part = (i == 0 ? 0.0 : static_cast<double>(sequence()) / 4294967296.0) + 0.5 / kDraws;
    }
  }
  return points;
}

/// One resource in one draw: which part of every week's plan it covers, at most all of it, and what
/// it leaves. Of what does not keep from week to week only the stock is left for the next one.
/// Source: docs/campaign.md, "Resources".
struct CoveredWeeks {
  std::vector<double> covered;
  std::vector<double> left;
};

CoveredWeeks covered_weeks(const OwnerResource& resource, double factor) {
  const campaign::Supply supply = campaign::drawn_supply(resource, factor);
  CoveredWeeks weeks{campaign::covered_shares(supply, resource.planned), {}};
  double stock = supply.stock;
  for (std::size_t week = 0; week < weeks.covered.size(); ++week) {
    const double used = weeks.covered[week] * resource.planned[week];
    weeks.left.push_back(std::max(supply.weekly[week] + stock - used, 0.0));
    stock = supply.keeps ? weeks.left.back() : std::min(stock, weeks.left.back());
  }
  return weeks;
}

/// The weeks of a programme: contacts and use of every resource, and which resources those are.
struct PlannedWeeks {
  std::vector<double> contacts;                               ///< share a week
  std::array<std::vector<double>, scenario::kResources> use;  ///< a week
  std::vector<std::size_t> resources;
};

PlannedWeeks planned_weeks(const Programme& programme, const std::vector<OwnerResource>& resources,
                           int weeks) {
  PlannedWeeks plan;
  const std::vector<double> none(static_cast<std::size_t>(weeks));
  plan.contacts = none;
  plan.use.fill(none);
  if (programme.mode == scenario::Mode::endorser || programme.off) return plan;
  const std::vector<campaign::DayShare> days = campaign::contact_days(programme);
  for (const campaign::DayShare& day : days) {
    plan.contacts[static_cast<std::size_t>(campaign::week_of(day.days_before, weeks))] += day.share;
  }
  const scenario::Cost cost = campaign::planned_cost(programme);
  const double attempts = attempts_of(programme);
  for (std::size_t kind = 0; kind < scenario::kResources; ++kind) {
    plan.use[kind] =
        campaign::weekly_use({cost.per_attempt[kind], cost.fixed[kind]}, attempts, days, weeks);
  }
  for (std::size_t r = 0; r < resources.size(); ++r) {
    const auto kind = static_cast<std::size_t>(resources[r].kind);
    const bool uses = cost.per_attempt[kind] > 0 || cost.fixed[kind] > 0;
    if (resources[r].owner == programme.owner && uses) plan.resources.push_back(r);
  }
  return plan;
}

/// The least part of a week's plan that the resources of a programme cover.
double least_covered(const PlannedWeeks& plan, const std::vector<CoveredWeeks>& covered,
                     std::size_t week) {
  double least = 1;
  for (const std::size_t r : plan.resources) least = std::min(least, covered[r].covered[week]);
  return least;
}

/// Adds what is used of a resource in one draw, and what is left of it: what it had for attempts
/// that another resource does not allow is left, too.
void add_weeks(const std::vector<PlannedWeeks>& plans, const std::vector<CoveredWeeks>& covered,
               std::size_t r, std::pair<double, bool> weight_and_keeps, ResourceWeeks& to) {
  const auto [weight, keeps] = weight_and_keeps;
  double unspent = 0;
  for (std::size_t week = 0; week < to.used.size(); ++week) {
    double used = 0;
    for (const PlannedWeeks& plan : plans) {
      if (std::ranges::count(plan.resources, r) == 0) continue;
      const auto kind = static_cast<std::size_t>(to.resource);
      used += least_covered(plan, covered, week) * plan.use[kind][week];
    }
    unspent = (keeps ? unspent : 0) + covered[r].covered[week] * to.planned[week] - used;
    to.used[week] += weight * used;
    to.left[week] += weight * (covered[r].left[week] + unspent);
  }
}

}  // namespace

ResourceDraws::ResourceDraws(const scenario::Scenario& scenario)
    : costs_(scenario.programmes.size()) {
  const std::vector<OwnerResource> resources = campaign::owner_resources(scenario);
  const int weeks = campaign::campaign_weeks(scenario);
  std::vector<PlannedWeeks> plans;
  for (const Programme& programme : scenario.programmes) {
    plans.push_back(planned_weeks(programme, resources, weeks));
  }
  for (const OwnerResource& resource : resources) {
    const std::vector<double> none(resource.planned.size());
    const campaign::Supply& mean = campaign::mean_supply(resource);
    resources_.push_back(
        {resource.owner, resource.kind, mean.weekly, resource.planned, none, none});
    resources_.back().comes_in.front() += mean.stock;
  }
  const bool is_drawn = std::ranges::any_of(resources, [](const auto& of) { return of.sd > 0; });
  auto points = parts();
  if (!is_drawn) points.resize(1);
  const double weight = 1 / static_cast<double>(points.size());
  for (const auto& point : points) {
    std::vector<CoveredWeeks> covered;
    for (std::size_t r = 0; r < resources.size(); ++r) {
      const double part = point[static_cast<std::size_t>(resources[r].kind)];
      covered.push_back(covered_weeks(resources[r], campaign::supply_factor(resources[r], part)));
    }
    for (std::size_t r = 0; r < resources.size(); ++r) {
      add_weeks(plans, covered, r, {weight, resources[r].supply.keeps}, resources_[r]);
    }
    left_.emplace_back();
    for (std::size_t g = 0; g < plans.size(); ++g) {
      // Who follows an endorser hangs on no resource.
      left_.back().push_back(scenario.programmes[g].mode == scenario::Mode::endorser ? 1 : 0);
      for (std::size_t week = 0; week < plans[g].contacts.size(); ++week) {
        const double least = least_covered(plans[g], covered, week);
        left_.back().back() += plans[g].contacts[week] * least;
        for (std::size_t kind = 0; kind < scenario::kResources; ++kind) {
          costs_[g][kind] += weight * least * plans[g].use[kind][week];
        }
      }
    }
  }
}

double ResourceDraws::mean_left(std::size_t programme) const {
  double sum = 0;
  for (const auto& left : left_) sum += left[programme];
  return sum / static_cast<double>(n());
}

double ResourceDraws::mean_product(std::size_t g, std::size_t h) const {
  double sum = 0;
  for (const auto& left : left_) sum += left[g] * left[h];
  return sum / static_cast<double>(n());
}

}  // namespace hustings
