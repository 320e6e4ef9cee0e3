#include "model/solve/what_if_campaign.hpp"

#include <algorithm>
#include <set>

#include "model/campaign/degraded.hpp"
#include "model/campaign/message_carry.hpp"
#include "model/campaign/solved_dose.hpp"
#include "model/check/groups.hpp"
#include "model/check/sensitive.hpp"

namespace hustings {
namespace {

using scenario::ProgrammePart;

Checking checking(const CampaignWorld& world) {
  return {world.scenario, world.index, world.problems};
}

/// The item of that id; null = there is none, and `known` has the ids that there are.
template <class Item>
Item* find(std::vector<Item>& items, const std::string& id, std::vector<std::string>& known) {
  for (Item& item : items) {
    if (item.id == id) return &item;
    known.push_back(item.id);
  }
  return nullptr;
}

/// Whether a mode has what the change is of.
bool has_part(const scenario::Programme& programme, const scenario::ProgrammeChange& change) {
  switch (change.part) {
    case ProgrammePart::accuracy:
      return scenario::is_direct(programme.mode);
    case ProgrammePart::attempts:
    case ProgrammePart::captains:
    case ProgrammePart::impressions:
      return programme.mode != scenario::Mode::endorser &&
             (change.multiplies || name_of(change.part) == counted_in(programme.mode));
    default:
      return true;
  }
}

void refuse_part(const scenario::ProgrammeChange& change, const scenario::Programme& programme,
                 const CampaignWorld& world, const Source& source) {
  const bool is_amount =
      change.part != ProgrammePart::accuracy && programme.mode != scenario::Mode::endorser;
  world.problems.error(source,
                       "programme '" + programme.id + "' is " +
                           campaign::what_it_is(programme.mode) + ": it has no " +
                           std::string(name_of(change.part)),
                       is_amount ? "it has " + std::string(counted_in(programme.mode)) : "");
}

void change_part(const scenario::ProgrammeChange& change, scenario::Programme& programme) {
  switch (change.part) {
    case ProgrammePart::attempts:
    case ProgrammePart::captains:
    case ProgrammePart::impressions:
      programme.attempts =
          change.multiplies ? programme.attempts.value_or(0) * change.value : change.value;
      return;
    case ProgrammePart::accuracy:
      programme.accuracy = change.value;
      return;
    case ProgrammePart::lift: {
      programme.lift = lift_of(programme);
      for (auto* points : {&programme.lift.turnout, &programme.lift.support}) {
        if (!*points) continue;
        (*points)->points *= change.value;
        (*points)->sd *= change.value;
      }
      return;
    }
    case ProgrammePart::cost: {
      scenario::Cost cost = cost_of(programme);
      for (double& amount : cost.per_attempt) amount *= change.value;
      for (double& amount : cost.fixed) amount *= change.value;
      programme.cost = cost;
      return;
    }
    case ProgrammePart::off:
      programme.off = true;
  }
}

void multiply(scenario::Resource& resource, double times) {
  if (auto* const income = std::get_if<scenario::Income>(&resource.supply)) {
    income->start *= times;
    income->weekly *= times;
    if (!income->raising) return;
    income->raising->pool *= times;
    for (scenario::Push& push : income->raising->pushes) push.amount *= times;
  } else {
    std::get<scenario::Funnel>(resource.supply).asked *= times;
  }
}

/// Whether a change may shrink a target, or make a programme one that cannot be.
bool may_spoil(const scenario::Change& change) {
  return std::holds_alternative<scenario::RegisteredChange>(change.kind) ||
         std::holds_alternative<scenario::ProgrammeChange>(change.kind);
}

/// Programmes whose lift a what-if changes.
std::set<std::string> with_changed_lift(const scenario::WhatIf& what_if) {
  std::set<std::string> programmes;
  for (const scenario::Change& change : what_if.changes) {
    const auto* of = std::get_if<scenario::ProgrammeChange>(&change.kind);
    if (of != nullptr && of->part == ProgrammePart::lift) programmes.insert(of->programme);
  }
  return programmes;
}

/// What is wrong of a programme's lifts, if anything; not where.
Problems wrong_lifts(const scenario::Programme& programme, const campaign::LiftSolver& solver) {
  Problems found;
  const scenario::Lift lift = lift_of(programme);
  for (const auto& points : {lift.turnout, lift.support}) {
    if (points) campaign::solved_dose(solver, *points, programme.source, found);
  }
  return found;
}

void change_owner(const scenario::ResourceChange& change, scenario::Owner& owner,
                  const CampaignWorld& world, const Source& source) {
  const auto found = std::find_if(
      owner.resources.begin(), owner.resources.end(),
      [&](const scenario::Resource& resource) { return resource.kind == change.resource; });
  if (found == owner.resources.end() && !change.set) {
    world.problems.error(source,
                         "'" + owner.id + "' has no limit of " +
                             std::string(name_of(change.resource)) + " that could be multiplied",
                         "set it");
    return;
  }
  if (!change.set) return multiply(*found, change.times);
  const scenario::Resource total{source, change.resource, scenario::Income{*change.set}};
  if (found == owner.resources.end()) {
    owner.resources.push_back(total);
  } else {
    *found = total;
  }
}

}  // namespace

void change_campaign(const scenario::ProgrammeChange& change, const CampaignWorld& world,
                     const Source& source) {
  bool is_known = false;  // one name may stand for a part in each of several contests
  std::vector<std::string> known;
  for (scenario::Programme& programme : world.scenario.programmes) {
    known.push_back(programme.id);
    if (programme.id != change.programme) continue;
    is_known = true;
    if (!has_part(programme, change)) return refuse_part(change, programme, world, source);
    change_part(change, programme);
  }
  if (is_known) return;
  world.problems.error(change.programme_source, unknown_name("programme", change.programme, known));
}

void change_campaign(const scenario::ResourceChange& change, const CampaignWorld& world,
                     const Source& source) {
  std::vector<std::string> known;
  scenario::Owner* const owner = find(world.scenario.owners, change.owner, known);
  if (owner == nullptr) {
    world.problems.error(change.owner_source, unknown_name("owner", change.owner, known),
                         "owners are the keys of `resources`");
    return;
  }
  change_owner(change, *owner, world, source);
}

void change_campaign(const scenario::ChannelChange& change, const CampaignWorld& world,
                     const Source&) {
  std::vector<std::string> known;
  scenario::Channel* const channel = find(world.scenario.channels, change.channel, known);
  if (channel == nullptr) {
    world.problems.error(change.channel_source, unknown_name("channel", change.channel, known));
    return;
  }
  channel->use = change.use;
  check_channel(*channel, checking(world));
  check_private_targets(checking(world));
}

void change_campaign(const scenario::DegradeChange& change, const CampaignWorld& world,
                     const Source&) {
  for (const std::size_t g : check_degrade(change.degrade, "", checking(world))) {
    scenario::Programme& programme = world.scenario.programmes[g];
    programme = campaign::degraded(std::move(programme), change.degrade);
  }
}

void change_campaign(const scenario::MessageChange& change, const CampaignWorld& world,
                     const Source&) {
  std::vector<std::string> known;
  scenario::MessageSet* const messages = find(world.scenario.messages, change.message, known);
  if (messages == nullptr) {
    world.problems.error(change.message_source, unknown_name("message", change.message, known));
    return;
  }
  messages->carry = scenario::Carry{change.carry, campaign::carry_of(*messages).sd};
  messages->validated.clear();
}

void check_campaign(const scenario::Scenario& world, const scenario::WhatIf& what_if,
                    Problems& problems) {
  if (world.programmes.empty() && world.shocks.empty()) return;
  const Source& source =
      what_if.changes.size() == 1 ? what_if.changes.front().source : what_if.source;
  const ScenarioIndex index(world);
  const auto tell = [&](const Problems& found, const std::string& begin) {
    for (const Problem& problem : found.sorted()) {
      if (problem.severity != Severity::error) continue;
      problems.error(source, begin + problem.problem, problem.suggestion);
    }
  };
  if (std::ranges::any_of(what_if.changes, may_spoil)) {
    Problems targets;
    check_changed_targets({world, index, targets});
    tell(targets, "then ");
  }
  if (const std::set<std::string> changed = with_changed_lift(what_if); !changed.empty()) {
    const campaign::LiftSolver solver;  // a rule of nodes to be found: once
    for (const scenario::Programme& programme : world.programmes) {
      if (programme.off || !changed.contains(programme.id)) continue;
      tell(wrong_lifts(programme, solver), "then programme '" + programme.id + "': ");
    }
  }
  check_budgets({world, index, problems}, &source);
}

}  // namespace hustings
