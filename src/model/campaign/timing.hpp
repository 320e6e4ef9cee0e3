#pragma once

#include <span>
#include <vector>

#include "hustings/model/shock_law.hpp"

namespace hustings::campaign {

/// Adds the ballots of election day to those cast early: 1 less their shares.
std::vector<DayShare> with_election_day(std::vector<DayShare> early);

/// Spreads something evenly over whole days, first to last before election day, first <= last.
std::vector<DayShare> evenly(int first, int last);

/// Returns the share of ballots cast by the end of the day before which a contact comes: days
/// further from the election than `day`.
double cast_before(double day, std::span<const DayShare> ballots);

/// Returns what a contact is worth for support: sum over contacts u and ballots v <= u of a(u) f(v)
/// 2^(-(u - v) / half_life), all in days before the election. It multiplies a dose. Source:
/// docs/campaign.md, "Time".
double support_timing(std::span<const DayShare> contacts, std::span<const DayShare> ballots,
                      double half_life);

/// How contacts that move turnout are timed.
struct TurnoutTiming {
  double half_life = 14;    ///< days
  double turnout = 0;       ///< written mean of the universe, share
  bool skip_voted = false;  ///< lists are rid daily of who has voted
};

/// Returns what a contact is worth for turnout: as for support, each day's summand over 1 - tau F,
/// F the ballots cast before (`cast_before`), since ballots are early but contacts meet all who are
/// registered; over its square where lists skip who has voted.
double turnout_timing(std::span<const DayShare> contacts, std::span<const DayShare> ballots,
                      const TurnoutTiming& timing);

}  // namespace hustings::campaign
