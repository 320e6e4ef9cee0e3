#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "hustings/text/write_file.hpp"

namespace hustings {

/// Checks, before the long work, that a file can be written where it is to be: that neither the
/// scenario stands there, nor one of its tables, nor `more` that is read, and what check_output
/// checks. Throws Failure.
void check_output_file(const std::filesystem::path& output, Existing existing,
                       const scenario::Scenario& scenario,
                       const std::vector<std::string>& more = {});

/// The same for a command that reads other files than a scenario.
void check_output_file(const std::filesystem::path& output, Existing existing,
                       const std::vector<std::filesystem::path>& inputs);

}  // namespace hustings
