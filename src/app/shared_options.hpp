#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/walk_apart.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/text/write_file.hpp"

// Options that several commands have, in the same words.
namespace hustings {

/// Help of --by.
inline constexpr const char* kByHelp =
    "By which groups: of turnout universe, faction, district or a tag, of ballots precinct";

/// What every command that simulates can be told.
struct SimulationOptions {
  std::string elections;
  std::string seed;
  int threads = 0;  ///< 0 = all the machine has
  std::vector<std::string> overrides;
  bool quiet = false;

  /// The overrides with --elections and --seed, in the order they are made.
  std::vector<std::string> all_overrides() const;
};
Options simulation_options(SimulationOptions& values);

/// Where a command puts a results file.
struct OutputOptions {
  std::string file;
  std::string ending = ".h5";  ///< of a file that is not named: it has the name of what is read
  bool force = false;

  std::filesystem::path file_of(const std::filesystem::path& scenario) const;
  Existing existing() const { return force ? Existing::replace : Existing::refuse; }
};
Options output_options(OutputOptions& values);

/// How a command reads results files.
struct ReadingOptions {
  bool unverified = false;
  Trust::Walk walk = walk_apart();

  Trust trust() const { return {unverified ? Changed::accept : Changed::refuse, walk}; }
};
Options reading_options(ReadingOptions& values);

/// Which what-if stands in the place of the scenario as it is.
struct WorldOptions {
  std::vector<std::string> files;  ///< with further what-ifs
  std::string world;

  /// Adds the files' what-ifs to a scenario. Returns the what-if that is meant: the one named, else
  /// the only one of the files; empty = the scenario as it is. Throws Failure (2) where the files
  /// have several and none is named.
  std::string add_to(scenario::Scenario& scenario, Problems& problems) const;
};
Options world_options(WorldOptions& values);
Option what_if_option(std::vector<std::string>& target);
Option world_option(std::string& target);

/// Reads the whole number that an option takes; `_` may stand between digits, as in scenarios.
/// Throws Failure (2).
std::uint64_t whole_number(const std::string& option, const std::string& text);

/// Throws Failure (65) where there is a reason why a results file cannot answer; empty = none.
void refuse_file(const std::string& file, const std::string& reason);

Option scenario_argument(std::string& target);
Option results_argument(std::string& target, const std::string& name = "FILE");
/// A results file, or a scenario.
Option either_argument(std::string& target, const std::string& name = "FILE");
/// A contest's favourite, or a candidate; `if_empty`: why an empty name is refused.
Option contest_option(std::string& target, std::string if_empty);
/// Excludes --contest.
Option slate_option(std::string& target);
/// Excludes --contest and --slate.
Option event_option(std::string& target);
Option threads_option(int& target);
Option set_option(std::vector<std::string>& target);
Option quiet_option(bool& target);
Option json_option(bool& target);

}  // namespace hustings
