#include "hustings/results/given.hpp"

#include <utility>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/decide/given.hpp"
#include "hustings/decide/world.hpp"
#include "hustings/results/open_scenario.hpp"

namespace hustings {
namespace {

GivenResults with_files_of(Results results, GivenRun given) {
  results.labels = std::move(given.labels);
  results.tally = std::move(given.tally);
  results.draws = {};
  return {std::move(results), std::move(given.given)};
}

void leave_out_worlds(Results& results) {
  results.what_ifs.clear();
  results.what_if_names.clear();
  results.left_out.clear();
  results.vary = {};
}

/// The models of the what-ifs that a run has.
std::vector<Model> worlds_of(const OpenedScenario& run) {
  std::vector<Model> worlds;
  if (run.results->what_ifs.empty()) return worlds;
  Problems problems;
  const WorldBuilder builder(run.scenario, problems);
  problems.throw_if_errors();
  for (const std::string& name : run.results->what_if_names) {
    worlds.push_back(builder.build(find_what_if(run.scenario, name), problems));
  }
  problems.throw_if_errors();
  return worlds;
}

std::optional<GivenResults> given_stored(OpenedScenario run, const Condition& condition,
                                         std::uint64_t fewest) {
  const Draws& draws = run.results->draws;
  if (draws.elections == 0) {
    throw Failure(ExitCode::bad_data, run.file + ": it keeps no draws (leave out --stored)");
  }
  GivenRun given = given_draws(run.model, run.results->labels, draws, condition, fewest);
  leave_out_worlds(*run.results);
  return with_files_of(std::move(*run.results), std::move(given));
}

}  // namespace

std::optional<GivenResults> results_given(const GivenQuestion& question, const Observer& observer) {
  OpenedScenario run = open_run(question.file, question.trust);
  if (!question.stored) check_same_draws(run);
  if (!question.world.empty()) {
    run.results = results_of_world(std::move(*run.results), question.world);
    enter_world(run, question.world);
  }
  const Condition condition =
      read_condition(question.event, question.place, run.scenario, run.model);
  if (question.stored) return given_stored(std::move(run), condition, question.fewest);
  const std::vector<Model> worlds = worlds_of(run);
  std::vector<const Model*> changed;
  for (const Model& world : worlds) changed.push_back(&world);
  const RunPlan plan{.elections = run.elections,
                     .threads = question.threads,
                     .given = condition.program,
                     .source = run.source};
  if (question.before) question.before(run.model, changed, plan);
  RunResult again = simulate(run.model, changed, plan, observer);
  if (!again.complete) return std::nullopt;
  check_same_tally(run, again.tally);
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    run.results->what_ifs[i].tally = std::move(again.worlds[i].tally);
    run.results->what_ifs[i].paired = std::move(again.worlds[i].paired);
  }
  run.results->vary = {};
  GivenRun given = given_elections(run.results->labels, std::move(*again.given),
                                   {question.event, run.elections, false}, question.fewest);
  return with_files_of(std::move(*run.results), std::move(given));
}

std::vector<std::uint8_t> stored_happenings(const OpenedScenario& run, const std::string& event,
                                            const Place& place) {
  const Condition condition = read_condition(event, place, run.scenario, run.model);
  const auto row = [](const Draws& draws, std::size_t place_of) {
    const auto first =
        draws[kEvent].bits.begin() + static_cast<std::ptrdiff_t>(place_of * draws.elections);
    return std::vector<std::uint8_t>(first, first + static_cast<std::ptrdiff_t>(draws.elections));
  };
  const Draws& stored = run.results->draws;
  if (stored.elections == 0) return {};
  if (condition.event) return row(stored, condition.event->index());
  check_same_draws(run);
  Model asked = run.model;
  asked.events.push_back({event, event, condition.program});
  const std::uint64_t n = stored.elections;
  return row(simulate(asked, {.elections = n, .n_draws = n, .source = run.source}).draws,
             run.model.events.size());
}

}  // namespace hustings
