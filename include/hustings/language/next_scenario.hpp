#pragma once

#include <map>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// What counted primaries taught of a scenario's effects, by their ids.
struct Lesson {
  std::map<std::string, double> sizes;  ///< what the sds of all loads are multiplied by
  /// Means of the factors as they are to be, in the sds as written before.
  std::map<std::string, std::vector<scenario::CarriedRow>> carried;
};

/// Returns the means that the factors of effects have at the next primary: as they were, and
/// `carry` times what was learnt. `means`: of each effect's factors, in the model's order, in sds;
/// effects that are not named there have learnt nothing.
std::map<std::string, std::vector<scenario::CarriedRow>> carried_means(
    const scenario::Scenario& scenario, const Model& model,
    const std::map<std::string, std::vector<double>>& means);

/// Makes the files of the scenario of next time, itself first: sds with four digits, a table of
/// means for each effect that carries, and in its text where that is; everything else stays as it
/// is written, comments too. sd x mean is the same before and after.
///
/// The new files are read and built, their faults go to `problems`. Throws Failure (65) where an
/// effect is written so that it cannot be changed in place.
std::vector<scenario::SourceFile> next_scenario(const scenario::Scenario& scenario,
                                                const Lesson& lesson, Problems& problems);

}  // namespace hustings
