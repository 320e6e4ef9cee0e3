#pragma once

#include <limits>
#include <span>

#include "hustings/model/shock_law.hpp"

namespace hustings::campaign {

using scenario::ShockAnswer;

/// The hours after which nobody answers.
inline constexpr double kNoAnswer = std::numeric_limits<double>::infinity();

/// How much of a channel's audience a shock can meet in one universe.
struct ChannelExposure {
  double use = 0;       ///< share of the universe that uses the channel
  double exposure = 0;  ///< share of users that would see it
};

/// Returns the share of a universe that would see a shock: 1 - product of 1 - use exposure.
double would_see(std::span<const ChannelExposure> channels);

/// Returns J: what is left `hours` after the onset of what spread from lo to hi, per person who
/// would see it.
///
/// J = integral over t from lo to hi of alpha e^(-alpha t) e^(-delta (hours - t)), alpha and delta
/// ln 2 over the half-lives of spread and effect.
double left_of_spread(const ShockLaw& law, double hours, double lo, double hi);

/// Returns the share of people who would see a shock that it still moves `hours` after its onset.
///
/// Up to the answer at m: J(0, m); after it [J(0, m) + (1 - cut) J(m, hours)] (1 - reached undone
/// 2^(-(hours - m) / half-life)). 0 before the onset. It jumps at m.
double residual_share(const ShockLaw& law, double hours, double answered);

/// Returns what a shock moves of an election: sum over ballots of f(v) residual(onset - 24 v). A
/// day's ballots count as cast at the hour of closing. onset: hours before the close of election
/// day.
double shocked_ballots(const ShockLaw& law, double onset, double answered,
                       std::span<const DayShare> ballots);

}  // namespace hustings::campaign
