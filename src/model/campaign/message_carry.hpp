#pragma once

#include <optional>
#include <span>

#include "hustings/model/campaign.hpp"
#include "hustings/scenario/message.hpp"
#include "model/campaign/message_posterior.hpp"
#include "model/solve/turnout_centre.hpp"

namespace hustings::campaign {

using scenario::Carry;
using scenario::Measure;
using scenario::Validated;

/// Returns the carry of a measure where nothing is known: opens 0 +- .15, clicks and replies .25 +-
/// .25, signups .4 +- .3, turnout 1 +- 0. Assumed.
Carry carry_of(Measure measure);

/// Returns the carry after experiments: precision P = 1 / sd^2 + sum x^2 / (se^2 + .1^2), mean
/// (m / sd^2 + sum x d / (se^2 + .1^2)) / P, x the lead, d the lift. A carry without error stays.
Carry learnt_carry(const Carry& before, std::span<const Validated> experiments);

/// Returns the carry of a set: as written, else its measure's; after its experiments.
Carry carry_of(const scenario::MessageSet& messages);

/// Law of the chosen variant's rate: expit(centre + sd z), z standard normal, one for all cells.
struct LogitNormal {
  double centre = 0;
  double sd = 0;
};

/// Returns the logit-normal law of this mean and sd; nothing where there is none.
std::optional<LogitNormal> chosen_law(const VariantRate& rate, const TurnoutSolver& solver);

/// Returns mean and sd of what a message multiplies its programme's dose by: 1 + carry (rate / mean
/// - 1), mean that of all variants, E mu; rate and carry are independent.
MessageFactor factor_moments(const Carry& carry, const VariantRate& rate, double mean);

/// Returns ballots that a gain in the rate of the chosen variant is worth: ballots of its programme
/// (reached x lift) x mean carry x gain / mean.
double ballots_of_gain(double ballots, double mean_carry, double relative_gain);

}  // namespace hustings::campaign
