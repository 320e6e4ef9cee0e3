#include "hustings/decide/resilience.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "hustings/decide/campaign_plan.hpp"
#include "model/campaign/heard.hpp"
#include "model/index.hpp"

namespace hustings {
namespace {

using scenario::Mode;
using scenario::Programme;
using scenario::Scenario;

bool does_something(const Programme& programme) {
  return programme.mode != Mode::endorser && !programme.off && programme.attempts.value_or(0) > 0;
}

/// The name under which a programme's channel is lost.
std::string channel_of(const Programme& programme) {
  if (programme.mode != Mode::broadcast) return std::string(defaults_of(programme.mode).name);
  return programme.broadcast.channel.empty() ? programme.id : programme.broadcast.channel;
}

void add_input(const std::string& name, const Programme& programme,
               std::optional<scenario::Loss> loss, scenario::Vary& vary) {
  const auto same = [&](const scenario::VaryInput& input) { return input.name == name; };
  if (std::ranges::any_of(vary.inputs, same)) return;
  const scenario::Degrade lost{programme.source, channel_of(programme), programme.source, 1, loss};
  vary.inputs.push_back({programme.source,
                         name,
                         {programme.source, programme.source, scenario::DegradeChange{lost}},
                         {},
                         0,
                         1});
}

std::vector<ResilienceOwner> owners_of(const Scenario& scenario, const scenario::Vary& vary) {
  std::vector<ResilienceOwner> owners;
  const auto add_once = [](auto& list, const auto& item) {
    if (std::ranges::find(list, item) == list.end()) list.push_back(item);
  };
  for (const Programme& programme : scenario.programmes) {
    if (!does_something(programme)) continue;
    auto owner = std::ranges::find(owners, programme.owner, &ResilienceOwner::id);
    if (owner == owners.end()) {
      owners.push_back({programme.owner, {}, {}});
      owner = owners.end() - 1;
    }
    add_once(owner->candidates, programme.contest + "/" + programme.candidate);
    for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
      const auto& lost = std::get<scenario::DegradeChange>(vary.inputs[i].change.kind).degrade;
      if (lost.channel == channel_of(programme)) add_once(owner->channels, i);
    }
  }
  for (ResilienceOwner& owner : owners) std::ranges::sort(owner.channels);
  return owners;
}

/// Each channel alone, then every two of them, but for two losses of the same.
std::vector<ResiliencePoint> points_of(const scenario::Vary& vary) {
  std::vector<ResiliencePoint> points;
  const auto add = [&](const std::vector<std::size_t>& lost) {
    for (const double keep : kKeeps) points.push_back({lost, keep, {}});
  };
  const auto channel = [&](std::size_t i) {
    return std::get<scenario::DegradeChange>(vary.inputs[i].change.kind).degrade.channel;
  };
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) add({i});
  for (std::size_t i = 0; i < vary.inputs.size(); ++i) {
    for (std::size_t j = i + 1; j < vary.inputs.size(); ++j) {
      if (channel(i) != channel(j)) add({i, j});
    }
  }
  return points;
}

std::vector<double> amounts_at(const ResiliencePoint& point, std::size_t n_channels) {
  std::vector<double> amounts(n_channels, 1.0);
  for (const std::size_t lost : point.lost) amounts[lost] = point.keep;
  return amounts;
}

/// What each owner's programmes do: people told by any of them, sum over universes of N_i (1 -
/// product of (1 - share told_gi)), and their expected ballots.
struct Done {
  double reached = 0;
  double ballots = 0;
  bool is_told = true;  ///< whether it may be: ProgrammePlan::is_told
};

std::map<std::string, Done> done_in(const Scenario& scenario, const Model& model) {
  std::map<std::string, Done> done;
  std::map<std::string, std::map<std::size_t, double>> missed;
  const ScenarioIndex index(scenario);
  const auto heard = campaign::heard_shares(index);
  for (std::size_t g = 0; g < scenario.programmes.size(); ++g) {
    for (const auto& [universe, share] : heard[g]) {
      auto& left = missed[scenario.programmes[g].owner].try_emplace(universe, 1.0).first->second;
      left *= 1 - share;
    }
  }
  for (const auto& [owner, universes] : missed) {
    for (const auto& [universe, left] : universes) {
      done[owner].reached +=
          static_cast<double>(scenario.universes[universe].registered) * (1 - left);
    }
  }
  for (const ProgrammePlan& owner : plan_programmes(scenario, model).owners) {
    done[owner.name].ballots = owner.ballots.mean;
    done[owner.name].is_told = owner.is_told;
  }
  return done;
}

Retained kept_of(const Done& before, const Done& after) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const bool is_told = before.is_told && after.is_told;
  const auto part = [&](double now, double was) { return is_told && was > 0 ? now / was : kNone; };
  return {part(after.reached, before.reached), part(after.ballots, before.ballots)};
}

}  // namespace

scenario::Vary losses_of(const Scenario& scenario) {
  scenario::Vary vary;
  vary.source = scenario.source;
  for (const Programme& programme : scenario.programmes) {
    if (does_something(programme)) add_input(channel_of(programme), programme, {}, vary);
  }
  for (const Programme& programme : scenario.programmes) {
    if (!does_something(programme) || programme.mode != Mode::relational) continue;
    add_input("links of " + channel_of(programme), programme, scenario::Loss::links, vary);
  }
  return vary;
}

Resilience simulate_losses(const Scenario& scenario, const WorldBuilder& worlds,
                           const RunPlan& plan, Problems& problems, const Observer& observer) {
  const scenario::Vary vary = losses_of(scenario);
  Resilience all{{}, owners_of(scenario, vary), points_of(vary), labels_of(worlds.base()), {}};
  for (const scenario::VaryInput& input : vary.inputs) all.channels.push_back(input.name);
  const std::map<std::string, Done> before = done_in(scenario, worlds.base());
  std::vector<std::vector<double>> amounts;
  for (ResiliencePoint& point : all.points) {
    amounts.push_back(amounts_at(point, vary.inputs.size()));
    const scenario::WhatIf lost = what_if_at(vary, amounts.back());
    const Scenario changed = worlds.changed(lost, problems);
    if (problems.has_errors()) return all;
    const std::map<std::string, Done> after = done_in(changed, worlds.build(lost, problems));
    for (const ResilienceOwner& owner : all.owners) {
      const auto left = after.find(owner.id);
      point.owners.push_back(
          kept_of(before.at(owner.id), left == after.end() ? Done{} : left->second));
    }
  }
  all.run = simulate_variation(worlds, vary, amounts, plan, observer);
  return all;
}

}  // namespace hustings
