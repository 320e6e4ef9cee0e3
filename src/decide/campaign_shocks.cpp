#include "decide/campaign_shocks.hpp"

#include <set>

#include "model/campaign/shock.hpp"
#include "model/campaign/shock_chance.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

using scenario::Shock;

constexpr int kOnsets = 60;
constexpr int kAnswers = 200;

/// Normals that stand for n equal parts of the law, by their middles.
std::vector<double> middles(bool is_drawn, int n) {
  if (!is_drawn) return {0};
  std::vector<double> normals;
  for (int i = 0; i < n; ++i) normals.push_back(exact::normal_quantile((i + 0.5) / n));
  return normals;
}

/// What a shock moves of the ballots of those who would see it, on average.
double mean_moved(const Shock& shock, const scenario::Calendar& calendar, bool is_answered) {
  const std::vector<campaign::DayShare> ballots = campaign::ballot_days(calendar);
  campaign::ShockLaw law{shock.spread_half_life_hours, shock.effect_half_life_hours, std::nullopt};
  is_answered = is_answered && shock.response;
  if (is_answered) law.answer = shock.response->answer;
  const auto onsets = middles(shock.hours_low < shock.hours_high, kOnsets);
  const auto answers = middles(is_answered && shock.response->after.log_sd > 0, kAnswers);
  double sum = 0;
  for (const double onset : onsets) {
    for (const double answer : answers) {
      sum += campaign::shocked_ballots(
          law, campaign::drawn_onset(shock.hours_low, shock.hours_high, onset),
          is_answered ? campaign::drawn_hours(shock.response->after, answer) : campaign::kNoAnswer,
          ballots);
    }
  }
  return sum / static_cast<double>(onsets.size() * answers.size());
}

double registered_in(const Model& model, ContestId contest) {
  double registered = 0;
  std::set<std::uint32_t> counted;
  for (const UniverseTurnout& at : model.night.contests[contest.index()].turnouts) {
    if (counted.insert(at.universe).second) registered += at.registered;
  }
  return registered;
}

}  // namespace

std::vector<ShockPlan> plan_shocks(const scenario::Scenario& scenario, const Model& model) {
  std::vector<ShockPlan> plans;
  for (std::size_t s = 0; s < scenario.shocks.size(); ++s) {
    const Shock& shock = scenario.shocks[s];
    const ModelShock& made = model.shocks[ShockId(s)];
    ShockPlan plan;
    plan.id = shock.id;
    plan.candidate = shock.contest + "/" + shock.candidate;
    plan.probability = shock.follows ? shock.follows->probability : shock.probability;
    if (shock.off) plan.probability = 0;
    if (shock.follows) plan.follows = shock.follows->shock;
    for (const auto& [universe, share] : made.would_see) {
      plan.would_see += model.universes[universe].registered * share;
    }
    if (plan.would_see > 0) {
      const double all = registered_in(model, model.candidates[made.candidate].contest);
      plan.share = plan.would_see / all;
      plan.moved = plan.would_see * mean_moved(shock, scenario.calendar, true);
      plan.unanswered = plan.would_see * mean_moved(shock, scenario.calendar, false);
    }
    if (shock.degrade) {
      plan.takes = shock.degrade->channel;
      plan.keep = shock.degrade->keep;
    }
    plans.push_back(plan);
  }
  return plans;
}

}  // namespace hustings
