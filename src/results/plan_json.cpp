#include <nlohmann/json.hpp>

#include "hustings/decide/campaign_plan.hpp"
#include "hustings/results/json.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Expected& expected) {
  return {{"mean", expected.mean}, {"sd", expected.sd}};
}

/// Money or hours for one of something; null where there is none of it.
Json price(double amount, double of) {
  return of > 0 ? Json(amount / of) : Json(nullptr);
}

Json json_of(const ProgrammePlan& plan) {
  constexpr auto kMoney = static_cast<std::size_t>(scenario::ResourceKind::money);
  Json json = {
      {"attempts", plan.attempts}, {"reached", plan.reached}, {"ballots", json_of(plan.ballots)}};
  for (std::size_t kind = 0; kind < plan.cost.size(); ++kind) {
    json["cost"][std::string(name_of(static_cast<scenario::ResourceKind>(kind)))] = plan.cost[kind];
  }
  json["money_per_ballot"] = price(plan.cost[kMoney], plan.ballots.mean);
  json["money_per_reached"] = price(plan.cost[kMoney], plan.reached);
  return json;
}

Json programme_json(const ProgrammePlan& plan) {
  Json json = {{"owner", plan.owner}, {"mode", plan.mode}, {"for", plan.candidate}};
  json.update(json_of(plan));
  json["dose"] = {{"turnout", plan.turnout_dose}, {"support", plan.support_dose}};
  return json;
}

Json coverage_json(const Coverage& coverage) {
  Json json = {{"registered", coverage.registered},
               {"reached", coverage.reached},
               {"least", coverage.least},
               {"hidden", coverage.hidden},
               {"unpaired", coverage.unpaired},
               {"leaves_out", coverage.leaves_out},
               {"groups", Json::array()}};
  for (const CoveredGroup& group : coverage.groups) {
    Json one = {{"tags", group.tags}};
    one["values"] = group.values.empty() ? Json("other") : Json(group.values);
    one["registered"] = group.registered;
    one["reached"] = group.reached;
    one["never"] = group.registered - group.reached;
    one["ratio"] = group.ratio;
    json["groups"].push_back(std::move(one));
  }
  return json;
}

}  // namespace

std::string plan_json(const CampaignPlan& plan, bool coverage) {
  Json json = {{"format", 1}, {"weeks", plan.weeks}};
  json["scenario"]["title"] = plan.title;
  for (const char* key : {"programmes", "owners", "resources"}) json[key] = Json::object();
  for (const ProgrammePlan& one : plan.programmes) {
    json["programmes"][one.name] = programme_json(one);
  }
  for (const ProgrammePlan& one : plan.owners) json["owners"][one.name] = json_of(one);
  for (const ResourceWeeks& one : plan.resources) {
    json["resources"][one.owner][std::string(name_of(one.resource))] = {
        {"comes_in", one.comes_in}, {"planned", one.planned}, {"left", one.left}};
  }
  if (coverage) {
    json["coverage"] = Json::object();
    for (const Coverage& one : plan.coverage) json["coverage"][one.owner] = coverage_json(one);
  }
  json["assumptions"] = plan.assumptions;
  return json.dump() + "\n";
}

}  // namespace hustings
