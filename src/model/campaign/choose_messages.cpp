#include "model/campaign/choose_messages.hpp"

#include <algorithm>
#include <cmath>

namespace hustings::campaign {

std::vector<VariantCount> counts_of(const scenario::MessageSet& messages) {
  std::vector<VariantCount> counts;
  for (const scenario::Variant& variant : messages.variants) {
    counts.push_back({variant.shown, variant.responded});
  }
  return counts;
}

std::vector<ChosenMessage> choose_messages(const scenario::Scenario& scenario, Problems& problems) {
  std::vector<ChosenMessage> chosen;
  for (const scenario::MessageSet& messages : scenario.messages) {
    const MessagePosterior posterior = message_posterior(counts_of(messages));
    const std::size_t variant = chosen_variant(posterior);
    const auto law = chosen_law(posterior.rates[variant], TurnoutSolver());
    if (!law) {
      problems.error(
          messages.source,
          "message '" + messages.id + "': no law of log-odds has the rate and the error of '" +
              messages.variants[variant].name + "'",
          "show its variants to more people, and leave out those that all or none respond to");
    }
    chosen.push_back(
        {variant, posterior.rates[variant], posterior.tested(), law.value_or(LogitNormal{})});
  }
  return chosen;
}

std::optional<std::size_t> message_of(const scenario::Scenario& scenario,
                                      const scenario::Programme& programme) {
  if (programme.message.empty()) return std::nullopt;
  const auto found =
      std::ranges::find(scenario.messages, programme.message, &scenario::MessageSet::id);
  if (found == scenario.messages.end()) return std::nullopt;
  return static_cast<std::size_t>(found - scenario.messages.begin());
}

void add_factors(const scenario::Scenario& scenario, const std::vector<ChosenMessage>& chosen,
                 std::vector<ModelProgramme>& programmes) {
  for (std::size_t g = 0; g < programmes.size(); ++g) {
    const auto set = message_of(scenario, scenario.programmes[g]);
    if (!set) continue;
    programmes[g].message =
        factor_moments(carry_of(scenario.messages[*set]), chosen[*set].rate, chosen[*set].mean);
  }
}

ProgrammeDose with_message(const ProgrammeDose& dose, const MessageFactor& factor) {
  const double of_factor = factor.mean * factor.mean + factor.sd * factor.sd;
  const double variance =
      dose.sd * dose.sd * of_factor + dose.mean * dose.mean * factor.sd * factor.sd;
  return {dose.mean * factor.mean, std::sqrt(variance)};
}

}  // namespace hustings::campaign
