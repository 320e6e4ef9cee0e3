#include "model/campaign/solved_dose.hpp"

#include <fmt/format.h>

namespace hustings::campaign {

ProgrammeDose solved_dose(const LiftSolver& solver, const scenario::LiftPoints& lift,
                          const Source& source, Problems& problems) {
  if (lift.points == 0 && lift.sd == 0) return {};
  const double after = lift.at + lift.points;
  if (after <= 0 || after >= 1) {
    problems.error(source, fmt::format("{:g} points at a share of {:g} leave no share above 0 and "
                                       "below 1",
                                       lift.points, lift.at));
    return {};
  }
  if (lift.sd == 0) return {dose_of_points(lift.points, lift.at), 0};
  const auto dose = solver({lift.points, lift.at, lift.sd});
  if (dose) return {dose->mean, dose->sd};
  problems.error(
      source,
      fmt::format("no lift has an sd of {:g} where the share becomes {:g}: it is at most "
                  "{:g}",
                  lift.sd, after, solver.largest_sd(after)),
      "give a smaller sd, or the points at another share");
  return {};
}

}  // namespace hustings::campaign
