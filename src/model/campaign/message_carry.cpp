#include "model/campaign/message_carry.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

// Differences between a lift and carry x lead that no sample would end.
constexpr double kOwnSd = 0.1;

}  // namespace

Carry carry_of(Measure measure) {
  static constexpr std::array<Carry, 5> kAssumed{
      {{0, .15}, {.25, .25}, {.25, .25}, {.4, .3}, {1, 0}}};
  return kAssumed[static_cast<std::size_t>(measure)];
}

Carry learnt_carry(const Carry& before, std::span<const Validated> experiments) {
  if (before.sd <= 0) return before;
  double precision = 1 / (before.sd * before.sd);
  double sum = before.mean * precision;
  for (const auto& [lead, lift, error] : experiments) {
    const double variance = error * error + kOwnSd * kOwnSd;
    precision += lead * lead / variance;
    sum += lead * lift / variance;
  }
  return {sum / precision, 1 / std::sqrt(precision)};
}

Carry carry_of(const scenario::MessageSet& messages) {
  return learnt_carry(messages.carry.value_or(carry_of(messages.measures)), messages.validated);
}

std::optional<LogitNormal> chosen_law(const VariantRate& rate, const TurnoutSolver& solver) {
  const auto solved = solver.with_mean_and_sd(rate.mean, rate.sd, {});
  if (!solved) return std::nullopt;
  return LogitNormal{solved->centre, solved->own_sd};
}

MessageFactor factor_moments(const Carry& carry, const VariantRate& rate, double mean) {
  const double lead = rate.mean / mean - 1;
  const double sd = rate.sd / mean;
  const double square = (carry.mean * carry.mean + carry.sd * carry.sd) * (lead * lead + sd * sd);
  const double product = carry.mean * lead;
  return {1 + product, std::sqrt(std::max(square - product * product, 0.0))};
}

double ballots_of_gain(double ballots, double mean_carry, double relative_gain) {
  return ballots * mean_carry * relative_gain;
}

}  // namespace hustings::campaign
