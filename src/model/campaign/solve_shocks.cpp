#include "model/campaign/solve_shocks.hpp"

#include <algorithm>
#include <numeric>

#include "hustings/random/name.hpp"
#include "model/campaign/shock.hpp"
#include "model/campaign/shock_chance.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "model/campaign/solved_dose.hpp"
#include "model/campaign/use.hpp"
#include "model/levels.hpp"

namespace hustings::campaign {
namespace {

using scenario::Shock;

/// The share of a universe that would see a shock, by all its channels.
double would_see_in(const ScenarioIndex& index, const Shock& shock, UniverseId universe) {
  std::vector<ChannelExposure> channels;
  for (const auto& [id, exposure] : shock.exposure) {
    const scenario::Channel* const channel = channel_named(index.scenario(), id);
    channels.push_back({share_in(channel->use, view(index, universe)), exposure});
  }
  return would_see(channels);
}

bool is_withdrawn(const ScenarioIndex& index, const Shock& shock) {
  const auto& candidates =
      index.scenario().contests[index.contest(shock.contest).index()].candidates;
  const auto found = std::ranges::find(candidates, shock.candidate, &scenario::Candidate::id);
  return found == candidates.end() || found->withdrawn;
}

double probability_of(const Shock& shock) {
  if (shock.off) return 0;
  return shock.follows ? shock.follows->probability : shock.probability;
}

std::optional<std::size_t> place_followed(const std::vector<Shock>& shocks, const Shock& shock) {
  if (!shock.follows) return std::nullopt;
  const auto found = std::ranges::find(shocks, shock.follows->shock, &Shock::id);
  return static_cast<std::size_t>(found - shocks.begin());
}

}  // namespace

std::vector<ModelShock> solve_shocks(
    const ScenarioIndex& index, const std::vector<std::vector<UniverseId>>& universes_of_contest,
    Problems& problems) {
  const LiftSolver solver;
  std::vector<ModelShock> solved;
  for (const Shock& shock : index.scenario().shocks) {
    ModelShock made{
        shock.id, index.candidate(shock.contest + "/" + shock.candidate), {}, {}, shock.withdrawn,
        {}};
    const auto dose_of = [&](const std::optional<scenario::LiftPoints>& lift) {
      return lift ? solved_dose(solver, *lift, shock.effect_source, problems) : ProgrammeDose{};
    };
    made.turnout = dose_of(shock.effect.turnout);
    made.support = dose_of(shock.effect.support);
    for (const UniverseId universe : universes_of_contest[index.contest(shock.contest).index()]) {
      if (is_withdrawn(index, shock)) break;
      if (!universe_matches(index, universe, shock.where.keys)) continue;
      const double share = would_see_in(index, shock, universe);
      if (share > 0) made.would_see.emplace_back(universe, share);
    }
    solved.push_back(std::move(made));
  }
  return solved;
}

ShockDraws draws_of(const Shock& shock, const ModelShock& doses) {
  ShockDraws draws;
  draws.happens = name_hash({"shock", shock.id});
  if (!shock.group.empty()) draws.group = name_hash({"shock group", shock.group});
  const auto own = [&](bool is_drawn, const char* what) {
    return is_drawn ? std::optional(name_hash({"shock", shock.id, what})) : std::nullopt;
  };
  draws.onset = own(shock.hours_low < shock.hours_high, "time");
  draws.response = own(shock.response && shock.response->after.log_sd > 0, "response");
  draws.turnout = own(doses.turnout.sd > 0, "turnout");
  draws.support = own(doses.support.sd > 0, "support");
  return draws;
}

std::vector<std::size_t> onset_order(const std::vector<Shock>& shocks) {
  std::vector<std::size_t> order(shocks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t s) {
    return shocks[s].hours_low + shocks[s].hours_high;
  });
  return order;
}

std::vector<bool> can_happen(const std::vector<Shock>& shocks) {
  std::vector<bool> can;
  for (const Shock& shock : shocks) {
    const auto before = place_followed(shocks, shock);
    can.push_back(probability_of(shock) > 0 && (!before || (*before < can.size() && can[*before])));
  }
  return can;
}

ShockDraw law_of(const scenario::Scenario& scenario, std::size_t place) {
  const Shock& shock = scenario.shocks[place];
  ShockDraw made;
  made.below = static_cast<float>(happens_below(probability_of(shock)));
  if (const auto before = place_followed(scenario.shocks, shock)) {
    made.follows = static_cast<std::uint32_t>(*before);
  }
  made.hours_low = shock.hours_low;
  made.hours_high = shock.hours_high;
  made.law = {shock.spread_half_life_hours, shock.effect_half_life_hours, std::nullopt};
  if (shock.response) {
    made.after = shock.response->after;
    made.law.answer = shock.response->answer;
  }
  made.ballots = ballot_days(scenario.calendar);
  return made;
}

}  // namespace hustings::campaign
