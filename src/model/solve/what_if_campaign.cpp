#include "model/solve/what_if_campaign.hpp"

#include <algorithm>

#include "model/campaign/message_carry.hpp"

namespace hustings {
namespace {

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

void change_part(const scenario::ProgrammeChange& change, scenario::Programme& programme) {
  using scenario::ProgrammePart;
  switch (change.part) {
    case ProgrammePart::attempts:
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
  using scenario::ProgrammePart;
  std::vector<std::string> known;
  scenario::Programme* const programme = find(world.scenario.programmes, change.programme, known);
  if (programme == nullptr) {
    world.problems.error(change.programme_source,
                         unknown_name("programme", change.programme, known));
    return;
  }
  const bool is_of_lists =
      change.part == ProgrammePart::attempts || change.part == ProgrammePart::accuracy;
  if (is_of_lists && !scenario::is_direct(programme->mode)) {
    world.problems.error(source, "programme '" + programme->id + "' is an endorser: it has no " +
                                     std::string(name_of(change.part)));
    return;
  }
  change_part(change, *programme);
  check_budgets(checking(world), &source);
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
  check_budgets(checking(world), &source);
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

}  // namespace hustings
