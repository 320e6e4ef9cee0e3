#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/text/write_file.hpp"

namespace hustings {

/// Returns the scenario's text with the sds of all loads of effects multiplied, by the effect's id;
/// four digits are kept, everything else stays as it is written. Throws Failure (65) where an
/// effect does not write one `sd` a load.
std::string with_sizes(const scenario::Scenario& scenario,
                       const std::map<std::string, double>& factors);

/// Writes a scenario with other sizes, and its tables, to a folder, which is made. Throws Failure.
void write_with_sizes(const scenario::Scenario& scenario,
                      const std::map<std::string, double>& factors,
                      const std::filesystem::path& folder, Existing existing);

}  // namespace hustings
