#pragma once

#include <span>
#include <vector>

#include "hustings/scenario/campaign.hpp"

namespace hustings::campaign {

using scenario::Order;

/// What one attempt does.
struct ContactLaw {
  double rate = 0;  ///< contacts an attempt, hang-ups not counted, above 0 up to 1
  double cap = 1;   ///< largest share of names that can be reached, above 0 up to 1
  Order order = Order::worked;
};

/// Returns the share of names reached by `attempts` attempts a name.
///
/// worked: linear in attempts between knots A_0 = 0, A_j = A_(j-1) + 1 - r_(j-1), where
/// r_j = cap (1 - (1 - rate / cap)^j); rate >= cap: min(rate A, cap). random: cap (1 - e^(-rate A /
/// cap)). Both have slope `rate` at 0 and stay below `cap`. Source: docs/campaign.md, "Reach".
double reached_share(double attempts, const ContactLaw& law);

/// Sizes of the target of a programme in one district, registered voters.
struct TargetSize {
  double target = 0;    ///< of the universes meant
  double district = 0;  ///< of all universes
};

/// Attempts a name of one district.
struct AttemptRates {
  double target = 0;
  double others = 0;
};

/// Splits attempts over districts by the registered voters of the target.
std::vector<double> split_attempts(double attempts, std::span<const TargetSize> districts);

/// Spreads the attempts of one district over names: the share `accuracy` meets the target, the rest
/// the others. Where the target is the whole district, all do.
AttemptRates attempt_rates(double attempts, double accuracy, const TargetSize& size);

/// Returns the share of attempts that meet the target when a model picks names: base b of the
/// target, b s / (b s + (1 - b)(1 - t)), s of the target picked (sensitivity), t of the others left
/// out (specificity).
double picked_accuracy(double base, double sensitivity, double specificity);

/// Returns the accuracy of attempts at random in all districts with a target together: registered
/// voters of the target over all there. An accuracy below it is worse than working at random.
double blind_accuracy(std::span<const TargetSize> districts);

}  // namespace hustings::campaign
