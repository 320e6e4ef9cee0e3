#pragma once

#include <vector>

#include "hustings/scenario/campaign.hpp"

namespace hustings::campaign {

/// Returns E min(size F, limit), F lognormal of mean 1 and coefficient of variation `cv`: size
/// Phi(d - s / 2) + limit (1 - Phi(d + s / 2)), d = log(limit / size) / s, s^2 = log(1 + cv^2).
double mean_of_least(double size, double cv, double limit);

using scenario::Funnel;

/// Hours of a full-time organiser's week.
inline constexpr double kStaffWeek = 40;

/// Returns volunteers per week on the mean: V(w) = (1 - leaves) V(w - 1) + asked signs_up
/// first_shift, V(0) = 0; the first is V(1). Source: docs/campaign.md, "Volunteers".
std::vector<double> volunteers(const Funnel& funnel, int weeks);

/// Returns the mean hours that can be used per week, what plans are made on: hours E min(V F,
/// per_staff staff_hours / 40), F as in mean_of_least. staff_hours: of every week.
std::vector<double> mean_volunteer_hours(const Funnel& funnel, int weeks, double staff_hours);

}  // namespace hustings::campaign
