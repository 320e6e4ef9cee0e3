#include "model/campaign/supply.hpp"

#include <algorithm>

#include "hustings/core/contract.hpp"

namespace hustings::campaign {
namespace {

/// Returns ceil(days / 7), at least 1.
int weeks_before(double days_before) {
  int weeks = 1;
  while (days_before > 7.0 * weeks) ++weeks;
  return weeks;
}

}  // namespace

int week_of(double days_before, int weeks) {
  return weeks - weeks_before(days_before);
}

int weeks_for(std::span<const DayShare> contacts) {
  int weeks = 1;
  for (const DayShare& contact : contacts) {
    weeks = std::max(weeks, weeks_before(contact.days_before));
  }
  return weeks;
}

std::vector<double> covered_shares(const Supply& supply, std::span<const double> planned) {
  HUSTINGS_REQUIRE(supply.weekly.size() == planned.size());
  std::vector<double> covered;
  double stock = supply.stock;
  for (std::size_t week = 0; week < planned.size(); ++week) {
    const double available = supply.weekly[week] + stock;
    const double used = std::min(planned[week], available);
    covered.push_back(planned[week] > 0 ? used / planned[week] : 1);
    stock = supply.keeps ? available - used : std::min(stock, available - used);
  }
  return covered;
}

std::vector<double> weekly_use(const Cost& cost, double attempts,
                               std::span<const DayShare> contacts, int weeks) {
  std::vector<double> use(static_cast<std::size_t>(weeks), 0.0);
  if (attempts <= 0 || contacts.empty()) return use;
  int first = weeks - 1;
  for (const DayShare& contact : contacts) {
    const int week = week_of(contact.days_before, weeks);
    HUSTINGS_REQUIRE(week >= 0);
    first = std::min(first, week);
    use[static_cast<std::size_t>(week)] += cost.per_attempt * attempts * contact.share;
  }
  use[static_cast<std::size_t>(first)] += cost.fixed;
  return use;
}

}  // namespace hustings::campaign
