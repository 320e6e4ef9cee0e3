#include <algorithm>

#include "decide/expected_ballots.hpp"
#include "decide/told_apart.hpp"
#include "hustings/random/name.hpp"
#include "model/campaign/best_message.hpp"
#include "model/campaign/choose_messages.hpp"
#include "model/campaign/message_value.hpp"

namespace hustings {
namespace {

using campaign::VariantCount;

constexpr int kMore[] = {1'000, 2'000, 5'000, 10'000};
constexpr int kLeastDraws = 2'000;
constexpr int kMostDraws = 20'000;
constexpr int kRates = 2'000'000;

/// Draws of all variants' rates: fewer where there are many of them.
int draws_of(std::size_t n_variants) {
  return std::clamp(kRates / static_cast<int>(n_variants), kLeastDraws, kMostDraws);
}

void add_variants(const scenario::MessageSet& messages, std::uint64_t seed,
                  const campaign::MessagePosterior& posterior, MessagePlan& plan) {
  const std::vector<VariantCount> counts = campaign::counts_of(messages);
  const auto chances = campaign::chances_of_best(
      counts, {seed, name_hash({"message", messages.id, "best"}), draws_of(counts.size())});
  for (std::size_t v = 0; v < counts.size(); ++v) {
    plan.variants.push_back({messages.variants[v].name, counts[v].shown, counts[v].responded,
                             posterior.rates[v].mean, posterior.rates[v].sd, chances[v].value,
                             chances[v].error});
  }
}

/// The lead that the luckiest of equal variants would show, each shown to as many on average.
double lead_by_chance(const std::vector<VariantCount>& counts, double mean) {
  if (counts.size() < 2) return 0;
  double shown = 0;
  for (const VariantCount& count : counts) shown += count.shown;
  return campaign::lead_by_chance(static_cast<int>(counts.size()), mean,
                                  shown / static_cast<double>(counts.size()));
}

void add_programmes(const scenario::Scenario& scenario, const Model& model, const ToldApart& told,
                    MessagePlan& plan) {
  for (std::size_t g = 0; g < model.programmes.size(); ++g) {
    if (scenario.programmes[g].message != plan.id) continue;
    const ModelProgramme& programme = model.programmes[g];
    plan.programmes.push_back(programme.id);
    plan.ballots += expected_ballots(model, programme, programme.turnout).mean;
    plan.is_told = plan.is_told && told.tells(g);
  }
  if (!plan.is_told) plan.ballots = 0;
}

MessagePlan plan_of(const scenario::Scenario& scenario, const Model& model, const ToldApart& told,
                    const scenario::MessageSet& messages) {
  const std::vector<VariantCount> counts = campaign::counts_of(messages);
  const campaign::MessagePosterior posterior = campaign::message_posterior(counts);
  MessagePlan plan;
  plan.id = messages.id;
  plan.measures = messages.measures;
  plan.carry = campaign::carry_of(messages);
  plan.chosen = campaign::chosen_variant(posterior);
  plan.mean = posterior.tested();
  plan.law_mean = posterior.mean;
  plan.lead_by_chance = lead_by_chance(counts, plan.mean);
  add_variants(messages, scenario.seed, posterior, plan);
  add_programmes(scenario, model, told, plan);
  const auto gain = [&](double rate, int more) {
    return MessageGain{
        rate, campaign::ballots_of_gain(plan.ballots, plan.carry.mean, rate / plan.mean), more};
  };
  const campaign::RateLaw law = posterior.middle();
  plan.choosing = gain(posterior.rates[plan.chosen].mean - plan.mean, 0);
  for (const int more : kMore) {
    plan.testing.push_back(gain(campaign::value_of_testing(counts, law, more), more));
  }
  plan.knowing = gain(campaign::value_of_knowing(counts, law), 0);
  return plan;
}

}  // namespace

std::vector<MessagePlan> plan_messages(const scenario::Scenario& scenario, const Model& model) {
  const ToldApart told = told_apart(scenario, model);
  std::vector<MessagePlan> plans;
  for (const scenario::MessageSet& messages : scenario.messages) {
    plans.push_back(plan_of(scenario, model, told, messages));
  }
  return plans;
}

}  // namespace hustings
