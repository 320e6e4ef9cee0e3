#include <algorithm>

#include "hustings/core/contract.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/results/open_scenario.hpp"

namespace hustings {
namespace {

/// `0.1.0 (abcdef)`
std::string version_text(const std::string& version, const std::string& revision) {
  return version + " (" + revision + ")";
}

std::string writer_of(const Results& results) {
  return "written by hustings " + version_text(results.program_version, results.git_revision);
}

[[noreturn]] void refuse(const OpenedScenario& run) {
  throw Failure(ExitCode::bad_data,
                run.file + ": simulated again, its elections come out differently: it was " +
                    writer_of(*run.results) + ", this is " +
                    version_text(program_version(), git_revision()) +
                    "; run its scenario again with this version");
}

}  // namespace

void check_same_draws(const OpenedScenario& run, std::uint64_t most, const Observer& observer) {
  HUSTINGS_REQUIRE(run.results.has_value());
  const std::uint64_t n = std::min(run.results->draws.elections, most);
  if (n == 0) return;
  Draws stored = run.results->draws;
  stored.truncate(n);
  const RunResult again =
      simulate(run.model, {.elections = n, .n_draws = n, .source = run.source}, observer);
  if (again.complete && again.draws != stored) refuse(run);
}

void check_same_tally(const OpenedScenario& run, Tally again) {
  HUSTINGS_REQUIRE(run.results.has_value());
  again.swing = run.results->tally.swing;  // a question of its own, not asked again
  if (again != run.results->tally) refuse(run);
}

std::string version_note(const OpenedScenario& run) {
  if (!run.results || run.results->draws.elections > 0) return "";
  const Results& results = *run.results;
  if (results.program_version == program_version() && results.git_revision == git_revision()) {
    return "";
  }
  return run.file + " was " + writer_of(results) +
         " and keeps no draws to compare with: its election may have come out differently";
}

}  // namespace hustings
