#pragma once

#include <string>
#include <vector>

#include "hustings/model/campaign.hpp"
#include "hustings/scenario/scenario.hpp"
#include "model/campaign/message_carry.hpp"

namespace hustings::campaign {

/// The variant of a set that is used, chosen before any draw.
struct ChosenMessage {
  std::size_t variant = 0;  ///< into the set's variants
  VariantRate rate;         ///< its posterior
  double mean = 0;          ///< of all variants: MessagePosterior::tested
  LogitNormal law;          ///< of its rate
};

/// What a test counted, variant by variant.
std::vector<VariantCount> counts_of(const scenario::MessageSet& messages);

/// Chooses the variant with the largest posterior mean of every set, the first of equal ones. Sets
/// whose law no logit-normal gives go to `problems`.
std::vector<ChosenMessage> choose_messages(const scenario::Scenario& scenario, Problems& problems);

/// The place of a programme's set among the scenario's; nothing where it uses none.
std::optional<std::size_t> message_of(const scenario::Scenario& scenario,
                                      const scenario::Programme& programme);

/// Fills in what messages multiply the doses of programmes by, on average.
void add_factors(const scenario::Scenario& scenario, const std::vector<ChosenMessage>& chosen,
                 std::vector<ModelProgramme>& programmes);

/// Mean and sd of a dose times what its message multiplies it by, the two independent.
ProgrammeDose with_message(const ProgrammeDose& dose, const MessageFactor& factor);

}  // namespace hustings::campaign
