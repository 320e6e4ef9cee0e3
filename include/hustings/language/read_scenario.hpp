#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Reads a scenario and its tables (docs/scenario.md). `overrides` are `path=value`, applied in
/// order before anything is checked.
///
/// Everything wrong goes to `problems`; what is returned after an error serves only to look for
/// further ones. Names are not checked against each other here: check_scenario does that. Throws
/// Failure if the scenario itself is missing.
scenario::Scenario read_scenario(const std::filesystem::path& path,
                                 const std::vector<std::string>& overrides, Problems& problems);

/// Reads a scenario from its text; side files are looked for beside `path`, which need not exist.
scenario::Scenario read_scenario_text(const std::string& text, const std::filesystem::path& path,
                                      const std::vector<std::string>& overrides,
                                      Problems& problems);

/// Reads a scenario from the files that a results file keeps: the scenario first, then its tables
/// and files of what-ifs, which are added. `name` is what problems call the results file.
scenario::Scenario read_stored_scenario(const std::vector<scenario::SourceFile>& files,
                                        const std::vector<std::string>& overrides,
                                        const std::string& name, Problems& problems);

/// Adds the what-ifs of a file that holds one `what_if` map to a scenario, and the file to its
/// files. Throws Failure if the file is missing.
void read_what_if_file(const std::filesystem::path& path, scenario::Scenario& scenario,
                       Problems& problems);

/// The same from a text that has no files beside it: one that names a table is refused. `name` is
/// what problems call it.
void read_what_if_text(const std::string& text, const std::string& name,
                       scenario::Scenario& scenario, Problems& problems);

/// Adds a what-if `without ID` for every programme that does something, as a file of what-ifs named
/// kProgrammeWorlds would, and that file to the scenario's. An error where no programme does.
void add_programme_worlds(scenario::Scenario& scenario, Problems& problems);
inline constexpr const char* kProgrammeWorlds = "without_programmes.yaml";

}  // namespace hustings
