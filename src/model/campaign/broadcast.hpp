#pragma once

#include <limits>
#include <span>

namespace hustings::campaign {

/// One universe as a medium sees it.
struct Audience {
  double registered = 0;
  double use = 0;  ///< share that uses the medium
};

/// How impressions fall on those who use a medium.
struct BroadcastLaw {
  double cap = 1;    ///< largest share of users that can be reached
  double shape = 1;  ///< k of the negative binomial, above 0; infinite = evenly at random (Poisson)
  int times_needed = 1;
};

/// What is bought: impressions, and the share of them that meets the audience.
struct Impressions {
  double number = 0;
  double in_universe = 1;
};

/// Returns impressions a person who can be reached: number in_universe / sum of cap use registered;
/// 0 where nobody can.
double mean_impressions(const Impressions& bought, std::span<const Audience> audience, double cap);

/// Returns P(X >= times), X negative binomial of this mean and shape k: P(0) = (1 + mean / k)^-k.
double seen_at_least(int times, double mean, double shape);

/// Returns the share of a universe that sees impressions as often as needed: cap use P(X >=
/// times_needed).
double broadcast_share(double use, double mean, const BroadcastLaw& law);

}  // namespace hustings::campaign
