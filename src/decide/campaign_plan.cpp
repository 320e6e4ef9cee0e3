#include "hustings/decide/campaign_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "decide/campaign_coverage.hpp"
#include "model/campaign/budgets.hpp"
#include "model/campaign/combine.hpp"
#include "model/campaign/lift.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings {
namespace {

constexpr int kNodes = 31;

/// Who is reached of a universe; the followers that an endorser turns away are reached as well.
double reached_of(const ReachedUniverse& at) {
  return std::fabs(at.reached);
}

/// Ballots that a programme alone adds at a dose of turnout.
double ballots_at(const Model& model, const ModelProgramme& programme, double dose) {
  double ballots = 0;
  for (const ReachedUniverse& at : programme.reached) {
    const ModelUniverse& universe = model.universes[at.universe];
    const double turnout = universe.turnout_mean;
    ballots += universe.registered * at.reached *
               (campaign::shifted(turnout, at.turnout_kept * dose) - turnout);
  }
  return ballots;
}

Expected expected_ballots(const Model& model, const ModelProgramme& programme) {
  if (programme.turnout.does_nothing()) return {};
  static const Quadrature normal = normal_quadrature(kNodes);
  double mean = 0;
  double square = 0;
  for (std::size_t i = 0; i < normal.nodes.size(); ++i) {
    const double dose = programme.turnout.mean + programme.turnout.sd * normal.nodes[i];
    const double ballots = ballots_at(model, programme, dose);
    mean += normal.weights[i] * ballots;
    square += normal.weights[i] * ballots * ballots;
  }
  return {mean, std::sqrt(std::max(square - mean * mean, 0.0))};
}

ProgrammePlan plan_of(const Model& model, const ModelProgramme& programme) {
  ProgrammePlan plan;
  plan.name = programme.id;
  plan.owner = programme.owner;
  plan.mode = scenario::defaults_of(programme.mode).name;
  plan.candidate = model.candidates[programme.candidate].label;
  for (const ReachedUniverse& at : programme.reached) {
    const double people = model.universes[at.universe].registered * reached_of(at);
    plan.attempts += at.attempts;
    plan.reached += people;
    plan.turnout_dose += people * programme.turnout.mean * at.turnout_kept;
    plan.support_dose += people * programme.support.mean * at.support_kept;
  }
  if (plan.reached > 0) {
    plan.turnout_dose /= plan.reached;
    plan.support_dose /= plan.reached;
  }
  plan.ballots = expected_ballots(model, programme);
  return plan;
}

/// What is reached of one universe by several programmes, and how.
struct Reaching {
  std::vector<double> reached;
  std::vector<double> doses;
};

/// What an owner's programmes of turnout reach, universe by universe, those with the largest dose
/// first.
std::map<UniverseId, Reaching> reaching(const Model& model, const std::string& owner) {
  std::vector<double> means;
  for (const ModelProgramme& programme : model.programmes) means.push_back(programme.turnout.mean);
  std::map<UniverseId, Reaching> by_universe;
  for (const std::size_t g : campaign::dose_order(means)) {
    const ModelProgramme& programme = model.programmes[g];
    if (programme.owner != owner || programme.turnout.does_nothing()) continue;
    for (const ReachedUniverse& at : programme.reached) {
      by_universe[at.universe].reached.push_back(at.reached);
      by_universe[at.universe].doses.push_back(programme.turnout.mean * at.turnout_kept);
    }
  }
  return by_universe;
}

/// The sd of a sum: programmes of one mode are correlated by the parts of their errors that are
/// the mode's.
double sd_of_sum(const scenario::Scenario& scenario, const CampaignPlan& plan,
                 const std::string& owner) {
  double variance = 0;
  std::map<std::string, double> of_mode;
  for (std::size_t g = 0; g < plan.programmes.size(); ++g) {
    const ProgrammePlan& programme = plan.programmes[g];
    if (programme.owner != owner) continue;
    const campaign::DoseLoads loads =
        campaign::dose_loads(programme.ballots.sd, scenario.programmes[g].together);
    variance += loads.own * loads.own;
    of_mode[programme.mode] += loads.mode;
  }
  for (const auto& [mode, sd] : of_mode) variance += sd * sd;
  return std::sqrt(variance);
}

ProgrammePlan owner_plan(const scenario::Scenario& scenario, const Model& model,
                         const CampaignPlan& plan, const std::string& owner) {
  ProgrammePlan all;
  all.name = owner;
  all.owner = owner;
  for (std::size_t g = 0; g < plan.programmes.size(); ++g) {
    const ProgrammePlan& programme = plan.programmes[g];
    if (programme.owner != owner) continue;
    all.attempts += programme.attempts;
    // Of what is alone: how far its mean over the dose is from that at the mean dose.
    const ModelProgramme& alone = model.programmes[g];
    all.ballots.mean += programme.ballots.mean - ballots_at(model, alone, alone.turnout.mean);
    for (std::size_t kind = 0; kind < all.cost.size(); ++kind) {
      all.cost[kind] += programme.cost[kind];
    }
  }
  const std::vector<double> missed = missed_shares(model, owner);
  for (std::size_t i = 0; i < missed.size(); ++i) {
    all.reached += model.universes[UniverseId(i)].registered * (1 - missed[i]);
  }
  for (const auto& [universe, by] : reaching(model, owner)) {
    const ModelUniverse& at = model.universes[universe];
    const campaign::Combined combined = campaign::combine(by.reached, scenario.defaults.repeat);
    const double turnout = campaign::lifted_turnout(at.turnout_mean, combined, by.doses);
    all.ballots.mean += at.registered * (turnout - at.turnout_mean);
  }
  all.ballots.sd = sd_of_sum(scenario, plan, owner);
  return all;
}

/// What a programme is planned to use in all.
scenario::ResourceAmounts cost_of_all(const scenario::Programme& programme) {
  scenario::ResourceAmounts amounts{};
  const double attempts = programme.off ? 0 : programme.attempts.value_or(0);
  if (attempts <= 0) return amounts;
  const scenario::Cost cost = campaign::planned_cost(programme);
  for (std::size_t kind = 0; kind < amounts.size(); ++kind) {
    amounts[kind] = attempts * cost.per_attempt[kind] + cost.fixed[kind];
  }
  return amounts;
}

/// What comes in, is used and is left, week by week, on the mean.
ResourceWeeks weeks_of(const campaign::OwnerResource& resource) {
  const campaign::Supply& supply = campaign::mean_supply(resource);
  ResourceWeeks weeks{resource.owner, resource.kind, supply.weekly, resource.planned, {}};
  const std::vector<double> covered = campaign::covered_shares(supply, resource.planned);
  double stock = supply.stock;
  for (std::size_t week = 0; week < covered.size(); ++week) {
    const double used = covered[week] * resource.planned[week];
    weeks.left.push_back(std::max(supply.weekly[week] + stock - used, 0.0));
    stock = supply.keeps ? weeks.left.back() : std::min(stock, weeks.left.back());
  }
  weeks.comes_in.front() += supply.stock;
  return weeks;
}

std::vector<std::string> owners_of(const Model& model) {
  std::vector<std::string> owners;
  for (const ModelProgramme& programme : model.programmes) {
    if (std::ranges::find(owners, programme.owner) == owners.end()) {
      owners.push_back(programme.owner);
    }
  }
  return owners;
}

}  // namespace

CampaignPlan plan_campaign(const scenario::Scenario& scenario, const Model& model) {
  CampaignPlan plan;
  plan.title = model.title;
  plan.weeks = campaign::campaign_weeks(scenario);
  plan.assumptions = model.assumptions;
  for (std::size_t g = 0; g < model.programmes.size(); ++g) {
    plan.programmes.push_back(plan_of(model, model.programmes[g]));
    plan.programmes.back().cost = cost_of_all(scenario.programmes[g]);
  }
  const std::vector<std::string> owners = owners_of(model);
  for (const std::string& owner : owners) {
    plan.owners.push_back(owner_plan(scenario, model, plan, owner));
  }
  plan.coverage = coverage_of(scenario, model, owners);
  for (const campaign::OwnerResource& resource : campaign::owner_resources(scenario)) {
    plan.resources.push_back(weeks_of(resource));
  }
  return plan;
}

}  // namespace hustings
