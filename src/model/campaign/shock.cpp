#include "model/campaign/shock.hpp"

#include <cmath>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

/// Returns (1 - e^(-x)) / x, 1 at 0.
double mean_decay(double x) {
  // Nearer to 0 the difference loses more digits than the series is short of.
  if (x > -1e-3 && x < 1e-3) return 1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5)));
  return (1 - exact::exp(-x)) / x;
}

}  // namespace

double would_see(std::span<const ChannelExposure> channels) {
  double missed = 1;
  for (const ChannelExposure& channel : channels) missed *= 1 - channel.use * channel.exposure;
  return 1 - missed;
}

double left_of_spread(const ShockLaw& law, double hours, double lo, double hi) {
  const double spread = exact::kLog2 / law.spread_half_life;
  const double decay = exact::kLog2 / law.effect_half_life;
  const double span = hi - lo;
  // From the end at which more is left, so that no power is above 1.
  const double end = spread >= decay ? lo : hi;
  const double most = exact::exp(-decay * (hours - end) - spread * end);
  return spread * most * span * mean_decay(std::abs(spread - decay) * span);
}

double residual_share(const ShockLaw& law, double hours, double answered) {
  if (hours <= 0) return 0;
  if (hours <= answered || !law.answer) return left_of_spread(law, hours, 0, hours);
  const ShockAnswer& answer = *law.answer;
  const double moved = left_of_spread(law, hours, 0, answered) +
                       (1 - answer.spread_cut) * left_of_spread(law, hours, answered, hours);
  const double fresh =
      exact::exp(-exact::kLog2 * (hours - answered) / (24 * answer.half_life_days));
  return moved * (1 - answer.reached * answer.undone * fresh);
}

double shocked_ballots(const ShockLaw& law, double onset, double answered,
                       std::span<const DayShare> ballots) {
  double sum = 0;
  for (const DayShare& cast : ballots) {
    sum += cast.share * residual_share(law, onset - 24 * cast.days_before, answered);
  }
  return sum;
}

}  // namespace hustings::campaign
