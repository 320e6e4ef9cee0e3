#include "hustings/results/open_scenario.hpp"

#include <algorithm>
#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/decide/world.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/results/posterior_file.hpp"

namespace hustings {
namespace {

bool changes_elections(const std::vector<std::string>& overrides) {
  return std::ranges::any_of(overrides, [](const std::string& one) {
    return one.starts_with("elections=") || one.starts_with("elections.");
  });
}

OpenedScenario open_stored(Results results, const std::string& file,
                           const std::vector<std::string>& overrides, Problems& problems) {
  if (results.files.empty()) {
    throw Failure(ExitCode::bad_data, file + ": it holds no scenario to simulate again");
  }
  std::vector<std::string> all = results.overrides;
  all.insert(all.end(), overrides.begin(), overrides.end());
  OpenedScenario opened{.file = file};
  opened.scenario = read_stored_scenario(results.files, all, file, problems);
  opened.model = build_model(opened.scenario, problems);
  if (changes_elections(overrides)) {
    opened.elections = opened.model.elections;
  } else {
    opened.elections = opened.model.elections = results.tally.elections;
    opened.model.until.reset();
  }
  if (results.posterior && !problems.has_errors()) {
    check_same_model(results, file, opened.scenario, opened.model);
    check_has_elections(results.posterior, file, opened.elections);
    opened.source = source_of(results.posterior, opened.model);
  }
  opened.results = std::move(results);
  return opened;
}

}  // namespace

OpenedScenario open_scenario(const std::filesystem::path& file,
                             const std::vector<std::string>& overrides, const Trust& trust,
                             Problems& problems) {
  if (is_results_file(file)) {
    return open_stored(read_results(file, trust), file.string(), overrides, problems);
  }
  OpenedScenario opened{.file = file.string()};
  opened.scenario = read_scenario(file, overrides, problems);
  opened.model = build_model(opened.scenario, problems);
  opened.elections = opened.model.elections;
  return opened;
}

OpenedScenario open_run(const std::filesystem::path& file, const Trust& trust) {
  Problems problems;
  OpenedScenario opened = open_stored(read_results(file, trust), file.string(), {}, problems);
  problems.throw_if_errors();
  return opened;
}

void enter_world(OpenedScenario& run, const std::string& name) {
  Problems problems;
  check_sizes_stay(find_what_if(run.scenario, name), run.source, run.scenario, run.model, problems);
  TakenWorld world = take_world(run.scenario, name, problems);
  problems.throw_if_errors();
  run.scenario = std::move(world.scenario);
  run.model = std::move(world.model);
  run.model.until.reset();
}

Results results_of_world(Results results, const std::string& name) {
  const auto found = std::ranges::find(results.what_if_names, name);
  if (found == results.what_if_names.end()) {
    throw Failure(ExitCode::bad_data, results.what_if_names.empty()
                                          ? "there is no what-if '" + name + "': the run has none"
                                          : unknown_name("what-if", name, results.what_if_names));
  }
  Results& world =
      results.what_ifs[static_cast<std::size_t>(found - results.what_if_names.begin())];
  results.labels = std::move(world.labels);
  results.labels.title = title_in(results.labels.title, name);
  results.tally = std::move(world.tally);
  results.draws = {};
  results.vary = {};
  results.what_ifs.clear();
  results.what_if_names.clear();
  results.left_out.clear();
  return results;
}

std::vector<std::string> sources_of(const Results& results) {
  if (results.files.empty()) return {};
  Problems problems;
  return read_stored_scenario(results.files, results.overrides, "", problems).sources;
}

bool has_effects(const Results& results) {
  if (results.files.empty()) return true;
  Problems problems;
  const scenario::Scenario scenario =
      read_stored_scenario(results.files, results.overrides, "", problems);
  return problems.has_errors() || !scenario.effects.empty();
}

}  // namespace hustings
