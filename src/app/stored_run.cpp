#include "app/stored_run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/language/read_scenario.hpp"

namespace hustings {
namespace {

[[noreturn]] void refuse(const StoredRun& run) {
  throw Failure(ExitCode::bad_data,
                run.file +
                    ": simulated again, its elections come out differently: it was written by " +
                    "hustings " + run.results.program_version + " (" + run.results.git_revision +
                    "), this is " + program_version() + " (" + git_revision() +
                    "); run its scenario again with this version");
}

/// Elections compared before the long work begins: one batch.
constexpr std::uint64_t kCompared = 256;

}  // namespace

StoredRun read_stored_run(const std::string& file, Changed changed) {
  StoredRun run{file, read_results(file, changed), {}, {}};
  if (run.results.files.empty()) {
    throw Failure(ExitCode::bad_data, file + ": it holds no scenario to simulate again");
  }
  Problems problems;
  run.scenario = read_stored_scenario(run.results.files, run.results.overrides, file, problems);
  run.model = build_model(run.scenario, problems);
  problems.throw_if_errors();
  run.model.until.reset();
  return run;
}

void check_same_draws(const StoredRun& run) {
  const std::uint64_t n = std::min(run.results.draws.elections, kCompared);
  if (n == 0) return;
  Draws stored = run.results.draws;
  stored.truncate(n);
  RunPlan plan;
  plan.elections = n;
  plan.n_draws = n;
  if (simulate(run.model, plan).draws != stored) refuse(run);
}

void tell_versions(const StoredRun& run) {
  const Results& results = run.results;
  const bool same =
      results.program_version == program_version() && results.git_revision == git_revision();
  if (same || results.draws.elections > 0) return;
  fmt::print(
      stderr,
      "{} was written by hustings {} ({}) and keeps no draws to compare with: its election may "
      "have come out differently\n",
      run.file, results.program_version, results.git_revision);
}

void check_same_tally(const StoredRun& run, Tally again) {
  again.swing = run.results.tally.swing;  // a question of its own, not asked again
  if (again != run.results.tally) refuse(run);
}

}  // namespace hustings
