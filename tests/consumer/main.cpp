#include <cstdio>
#include <string>
#include <utility>

#include "hustings/hustings.hpp"

namespace {

/// Simulates a scenario, keeps the results in a file and prints what is asked of them.
void simulate_and_ask(const std::string& scenario_file, const std::string& results_file) {
  hustings::Problems problems;
  const auto scenario = hustings::read_scenario(scenario_file, {"elections=10000"}, problems);
  const auto model = hustings::build_model(scenario, problems);
  problems.throw_if_errors();  // all of them at once, each with its place

  auto run = hustings::simulate(model, {.elections = model.elections, .n_draws = model.n_draws});
  const hustings::Results results{.labels = hustings::labels_of(model),
                                  .tally = std::move(run.tally),
                                  .draws = std::move(run.draws),
                                  .files = scenario.files,
                                  .overrides = scenario.overrides};
  const hustings::View view(results.labels, results.tally);

  const auto ana = hustings::find_candidate(results.labels, results.tally, "Mayor/ana");
  std::printf("Ana wins %.1f%%\n", 100 * view.chance(hustings::kWin, ana).probability);

  const hustings::Distribution share = view.distribution(hustings::kShare, ana);
  std::printf("her share %.1f%% to %.1f%%\n", 100 * share.quantiles[0], 100 * share.quantiles[4]);

  const auto slate = hustings::find_slate(results.labels, "reformers");
  std::printf("a sweep %.1f%%\n", 100 * view.at_least(slate, 2).probability);

  for (std::size_t i = 0; i < results.labels.candidates.size(); ++i) {
    std::printf("%-20s %5.1f%%\n", hustings::candidate_label(results.labels, i).c_str(),
                100 * view.chance(hustings::kWin, i).probability);
  }

  hustings::write_results(results_file, results, hustings::Existing::replace);
}

/// Whether a candidate who does not stand is told with who may have been meant.
bool tells_who_is_meant(const std::string& results_file) {
  const hustings::Results results = hustings::read_results(results_file);
  try {
    hustings::find_candidate(results.labels, results.tally, "Mayor/anna");
  } catch (const hustings::Failure& failure) {
    std::printf("%s\n", failure.what());
    return std::string(failure.what()).find("did you mean 'Mayor/ana'?") != std::string::npos;
  }
  return false;
}

/// Whether one call by name says the same as the two that page and program show.
bool finds_the_same(const std::string& results_file) {
  const hustings::Results results = hustings::read_results(results_file);
  const hustings::View view(results.labels, results.tally);
  const auto ben = hustings::find_candidate(results.labels, results.tally, "Mayor/ben");
  const auto found = view.find("Mayor/ben");
  return found && found->win.probability == view.chance(hustings::kWin, ben).probability &&
         !view.find("Mayor/nobody") && view.elections() == 10000;
}

}  // namespace

// usage: consumer SCENARIO RESULTS
int main(int, char** argv) {
  try {
    simulate_and_ask(argv[1], argv[2]);
    return tells_who_is_meant(argv[2]) && finds_the_same(argv[2]) ? 0 : 1;
  } catch (const hustings::ScenarioError& error) {
    for (const hustings::Problem& problem : error.problems()) {
      std::fprintf(stderr, "%s\n", hustings::format(problem).c_str());
    }
    return 65;
  } catch (const hustings::Failure& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return static_cast<int>(failure.code());
  }
}
