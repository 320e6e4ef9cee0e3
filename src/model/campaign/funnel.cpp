#include "model/campaign/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

double led_at_most(const Funnel& funnel, double staff_hours) {
  return funnel.per_staff ? *funnel.per_staff * staff_hours / kStaffWeek
                          : std::numeric_limits<double>::infinity();
}

}  // namespace

double mean_of_least(double size, double cv, double limit) {
  if (limit <= 0 || size <= 0) return 0;
  if (cv <= 0 || limit == std::numeric_limits<double>::infinity()) return std::min(size, limit);
  const double s = std::sqrt(exact::log(1 + cv * cv));
  const double d = exact::log(limit / size) / s;
  return size * exact::normal_cdf(d - s / 2) + limit * exact::normal_cdf(-d - s / 2);
}

std::vector<double> volunteers(const Funnel& funnel, int weeks) {
  std::vector<double> count;
  const double joins = funnel.asked * funnel.signs_up * funnel.first_shift;
  double now = 0;
  for (int week = 0; week < weeks; ++week) {
    now = (1 - funnel.leaves) * now + joins;
    count.push_back(now);
  }
  return count;
}

std::vector<double> mean_volunteer_hours(const Funnel& funnel, int weeks, double staff_hours) {
  std::vector<double> hours = volunteers(funnel, weeks);
  const double limit = led_at_most(funnel, staff_hours);
  for (double& value : hours) value = funnel.hours * mean_of_least(value, funnel.sd, limit);
  return hours;
}

}  // namespace hustings::campaign
