#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/campaign/timing.hpp"

namespace hustings::campaign {

/// Returns the week, from 0, in which a day before the election falls, of `weeks` that end with
/// election day: ceil(day / 7) from the end, day 0 in the last. Negative where it comes before the
/// first.
int week_of(double days_before, int weeks);

/// Returns how many weeks it takes to hold every contact; at least 1.
int weeks_for(std::span<const DayShare> contacts);

/// What an owner has of one resource [money or hours], week by week.
struct Supply {
  double stock = 0;            ///< there from the first week, kept until used
  std::vector<double> weekly;  ///< comes in, per week
  bool keeps = false;          ///< what a week leaves of its own is there in the next (money)
};

/// Returns, per week, the share of what is planned that the supply covers; 1 where nothing is
/// planned. Plans of a week that are not covered lapse. Hours of a week are used before the stock.
std::vector<double> covered_shares(const Supply& supply, std::span<const double> planned);

/// What one resource is used for by one programme.
struct Cost {
  double per_attempt = 0;
  double fixed = 0;  ///< in the week of the first contact, where there is any attempt
};

/// Returns the planned use per week.
std::vector<double> weekly_use(const Cost& cost, double attempts,
                               std::span<const DayShare> contacts, int weeks);

}  // namespace hustings::campaign
