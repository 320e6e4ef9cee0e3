#include "model/campaign/timing.hpp"

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

/// Sums over ballots v <= u of f(v) 2^(-(u - v) / half_life).
double ballots_moved(double day, std::span<const DayShare> ballots, double half_life) {
  double sum = 0;
  for (const DayShare& cast : ballots) {
    if (cast.days_before > day) continue;
    sum += cast.share * exact::exp(-exact::kLog2 * (day - cast.days_before) / half_life);
  }
  return sum;
}

}  // namespace

std::vector<DayShare> with_election_day(std::vector<DayShare> early) {
  double rest = 1;
  for (const DayShare& day : early) rest -= day.share;
  early.push_back({0, rest});
  return early;
}

std::vector<DayShare> evenly(int first, int last) {
  std::vector<DayShare> days;
  for (int day = first; day <= last; ++day) {
    days.push_back({static_cast<double>(day), 1.0 / (last - first + 1)});
  }
  return days;
}

double cast_before(double day, std::span<const DayShare> ballots) {
  double sum = 0;
  for (const DayShare& cast : ballots) {
    if (cast.days_before > day) sum += cast.share;
  }
  return sum;
}

double support_timing(std::span<const DayShare> contacts, std::span<const DayShare> ballots,
                      double half_life) {
  double sum = 0;
  for (const DayShare& contact : contacts) {
    sum += contact.share * ballots_moved(contact.days_before, ballots, half_life);
  }
  return sum;
}

double turnout_timing(std::span<const DayShare> contacts, std::span<const DayShare> ballots,
                      const TurnoutTiming& timing) {
  double sum = 0;
  for (const DayShare& contact : contacts) {
    const double left = 1 - timing.turnout * cast_before(contact.days_before, ballots);
    const double moved = ballots_moved(contact.days_before, ballots, timing.half_life);
    sum += contact.share * moved / (timing.skip_voted ? left * left : left);
  }
  return sum;
}

}  // namespace hustings::campaign
