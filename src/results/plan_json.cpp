#include <fmt/format.h>

#include <cstdlib>
#include <vector>

#include "hustings/decide/campaign_plan.hpp"
#include "hustings/results/json.hpp"
#include "results/resilience_json.hpp"

namespace hustings {
namespace {

/// Numbers are sums over universes: their last digits say nothing.
double rounded(double value) {
  return std::strtod(fmt::format("{:.12g}", value).c_str(), nullptr);
}

std::vector<double> rounded(std::vector<double> values) {
  for (double& value : values) value = rounded(value);
  return values;
}

/// A number that is told; null where it would tell of too few people.
Json told(double value, bool is_told) {
  return is_told ? Json(rounded(value)) : Json(nullptr);
}

Json json_of(const Expected& expected, bool is_told) {
  return {{"mean", told(expected.mean, is_told)}, {"sd", told(expected.sd, is_told)}};
}

/// Money or hours for one of something; null where there is none of it.
Json price(double amount, double of) {
  return of > 0 ? Json(rounded(amount / of)) : Json(nullptr);
}

Json json_of(const ProgrammePlan& plan) {
  constexpr auto kMoney = static_cast<std::size_t>(scenario::ResourceKind::money);
  // Doors, dials and impressions do not add up.
  Json json = {{"attempts", plan.is_of_one_mode ? Json(rounded(plan.attempts)) : Json(nullptr)},
               {"reached", told(plan.reached, plan.is_told)},
               {"ballots", json_of(plan.ballots, plan.is_told)}};
  for (std::size_t kind = 0; kind < plan.cost.size(); ++kind) {
    json["cost"][std::string(name_of(static_cast<scenario::ResourceKind>(kind)))] =
        rounded(plan.cost[kind]);
  }
  json["money_per_ballot"] = price(plan.cost[kMoney], plan.ballots.mean);
  json["money_per_reached"] = price(plan.cost[kMoney], plan.reached);
  return json;
}

Json programme_json(const ProgrammePlan& plan) {
  Json json = {{"owner", plan.owner}, {"mode", plan.mode}, {"for", plan.candidate}};
  json.update(json_of(plan));
  json["left"] = rounded(plan.left);
  if (plan.turned_away > 0) json["turned_away"] = rounded(plan.turned_away);
  json["dose"] = {{"turnout", rounded(plan.turnout_dose)}, {"support", rounded(plan.support_dose)}};
  return json;
}

Json owner_json(const ProgrammePlan& plan) {
  Json json = json_of(plan);
  if (!plan.rivals.empty()) json["rivals"] = plan.rivals;
  return json;
}

/// What captains and broadcasts say beside the rest, programme by programme.
void add_topologies(const CampaignPlan& plan, Json& programmes) {
  for (const MeshPlan& one : plan.meshes) {
    programmes[one.name]["mesh"] = {{"captains", one.told.captains},
                                    {"told_by_captains", told(one.told.told_first, one.is_told)},
                                    {"told", told(one.told.told, one.is_told)},
                                    {"told_per_told", told(one.told_per_told(), one.is_told)},
                                    {"generations", one.told.generations},
                                    {"takes_off", one.told.takes_off},
                                    {"reached", json_of(one.reached, one.is_told)}};
  }
  for (const BroadcastPlan& one : plan.broadcasts) {
    Json& json = programmes[one.name]["broadcast"] = {{"impressions", one.impressions},
                                                      {"users", told(one.seen.users, one.is_told)},
                                                      {"seen", told(one.seen.seen, one.is_told)},
                                                      {"reached", told(one.reached, one.is_told)}};
    if (!one.seen.channel.empty()) json["channel"] = one.seen.channel;
  }
}

Json coverage_json(const Coverage& coverage) {
  Json json = {{"registered", told(coverage.registered, !coverage.leaves_out)},
               {"reached", told(coverage.reached, !coverage.leaves_out)},
               {"least", coverage.least},
               {"hidden", coverage.hidden},
               {"unpaired", coverage.unpaired},
               {"leaves_out", coverage.leaves_out},
               {"groups", Json::array()}};
  for (const CoveredGroup& group : coverage.groups) {
    Json one = {{"tags", group.tags}};
    one["values"] = group.values.empty() ? Json("other") : Json(group.values);
    one["registered"] = rounded(group.registered);
    one["reached"] = rounded(group.reached);
    one["never"] = rounded(group.registered - group.reached);
    one["ratio"] = rounded(group.ratio);
    json["groups"].push_back(std::move(one));
  }
  return json;
}

/// A shock: chances, and people on the mean.
Json shock_json(const ShockPlan& plan) {
  Json json = {{"against", plan.candidate}, {"probability", plan.probability}};
  if (!plan.follows.empty()) json["follows"] = plan.follows;
  json["would_see"] = rounded(plan.would_see);
  json["share"] = rounded(plan.share);
  json["moved"] = rounded(plan.moved);
  json["moved_without_answer"] = rounded(plan.unanswered);
  if (!plan.takes.empty()) json["degrade"] = {{"channel", plan.takes}, {"keep", plan.keep}};
  return json;
}

Json gain_json(const MessageGain& gain, bool is_told) {
  Json json = {{"rate", gain.rate}, {"ballots", is_told ? Json(gain.ballots) : Json(nullptr)}};
  if (gain.more > 0) json["more"] = gain.more;
  return json;
}

Json message_json(const MessagePlan& plan) {
  Json json = {{"measures", std::string(name_of(plan.measures))},
               {"carry", {{"mean", plan.carry.mean}, {"sd", plan.carry.sd}}},
               {"chosen", plan.variants[plan.chosen].name},
               {"mean", plan.law_mean},
               {"tested_mean", plan.mean},
               {"lead_by_chance", plan.lead_by_chance},
               {"programmes", plan.programmes},
               {"ballots", plan.is_told ? Json(plan.ballots) : Json(nullptr)},
               {"choosing", gain_json(plan.choosing, plan.is_told)},
               {"testing", Json::array()},
               {"knowing", gain_json(plan.knowing, plan.is_told)},
               {"variants", Json::object()}};
  for (const MessageGain& gain : plan.testing)
    json["testing"].push_back(gain_json(gain, plan.is_told));
  for (const VariantPlan& variant : plan.variants) {
    json["variants"][variant.name] = {
        {"shown", variant.shown},
        {"responded", variant.responded},
        {"raw", variant.responded / variant.shown},
        {"shrunk", variant.shrunk},
        {"sd", variant.sd},
        {"best", {{"probability", variant.best}, {"standard_error", variant.best_error}}}};
  }
  return json;
}

}  // namespace

std::string plan_json(const CampaignPlan& plan, bool coverage, const Resilience* losses) {
  Json json = {{"format", 1}, {"weeks", plan.weeks}};
  json["scenario"]["title"] = plan.title;
  for (const char* key : {"programmes", "owners", "resources"}) json[key] = Json::object();
  for (const ProgrammePlan& one : plan.programmes) {
    json["programmes"][one.name] = programme_json(one);
  }
  add_topologies(plan, json["programmes"]);
  for (const ProgrammePlan& one : plan.owners) json["owners"][one.name] = owner_json(one);
  for (const ResourceWeeks& one : plan.resources) {
    json["resources"][one.owner][std::string(name_of(one.resource))] = {
        {"comes_in", rounded(one.comes_in)},
        {"planned", rounded(one.planned)},
        {"used", rounded(one.used)},
        {"left", rounded(one.left)}};
  }
  json["shocks"] = Json::object();
  for (const ShockPlan& one : plan.shocks) json["shocks"][one.id] = shock_json(one);
  json["names"] = plan.called;
  if (coverage) {
    json["coverage"] = Json::object();
    for (const Coverage& one : plan.coverage) json["coverage"][one.owner] = coverage_json(one);
  }
  if (losses != nullptr) json["resilience"] = resilience_json(*losses);
  if (plan.messages) {
    json["messages"] = Json::object();
    for (const MessagePlan& one : *plan.messages) json["messages"][one.id] = message_json(one);
  }
  json["assumptions"] = plan.assumptions;
  return json.dump() + "\n";
}

}  // namespace hustings
