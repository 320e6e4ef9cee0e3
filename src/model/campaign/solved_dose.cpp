#include "model/campaign/solved_dose.hpp"

namespace hustings::campaign {

ProgrammeDose solved_dose(const LiftSolver& solver, const scenario::LiftPoints& lift,
                          const Source& source, Problems& problems) {
  if (lift.points == 0 && lift.sd == 0) return {};
  if (lift.sd == 0) return {dose_of_points(lift.points, lift.at), 0};
  const auto dose = solver({lift.points, lift.at, lift.sd});
  if (dose) return {dose->mean, dose->sd};
  problems.error(source, "no lift has so large an sd where the share is that near to 0 or 1",
                 "give a smaller sd, or the points at another share");
  return {};
}

}  // namespace hustings::campaign
