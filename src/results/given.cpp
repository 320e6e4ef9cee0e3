#include "hustings/results/given.hpp"

#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/decide/given.hpp"
#include "hustings/results/open_scenario.hpp"

namespace hustings {
namespace {

GivenResults with_files_of(Results results, GivenRun given) {
  results.labels = std::move(given.labels);
  results.tally = std::move(given.tally);
  results.draws = {};
  results.what_ifs.clear();
  results.what_if_names.clear();
  return {std::move(results), std::move(given.given)};
}

}  // namespace

std::optional<GivenResults> results_given(const GivenQuestion& question, const Observer& observer) {
  OpenedScenario run = open_run(question.file, question.changed);
  const Condition condition =
      read_condition(question.event, question.place, run.scenario, run.model);
  const Labels& labels = run.results->labels;
  if (question.stored) {
    const Draws& draws = run.results->draws;
    if (draws.elections == 0) {
      throw Failure(ExitCode::bad_data, run.file + ": it keeps no draws (leave out --stored)");
    }
    GivenRun given = given_draws(run.model, labels, draws, condition);
    return with_files_of(std::move(*run.results), std::move(given));
  }
  check_same_draws(run);
  RunResult again = simulate(
      run.model,
      {.elections = run.elections, .threads = question.threads, .given = condition.program},
      observer);
  if (!again.complete) return std::nullopt;
  check_same_tally(run, again.tally);
  GivenRun given =
      given_elections(labels, std::move(*again.given), {question.event, run.elections, false});
  return with_files_of(std::move(*run.results), std::move(given));
}

}  // namespace hustings
