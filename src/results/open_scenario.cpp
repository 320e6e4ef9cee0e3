#include "hustings/results/open_scenario.hpp"

#include <algorithm>
#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/language/read_scenario.hpp"

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
  opened.scenario.title = results.labels.title;  // where none was written, of the file it was read from
  opened.model = build_model(opened.scenario, problems);
  if (changes_elections(overrides)) {
    opened.elections = opened.model.elections;
  } else {
    opened.elections = opened.model.elections = results.tally.elections;
    opened.model.until.reset();
  }
  opened.results = std::move(results);
  return opened;
}

}  // namespace

OpenedScenario open_scenario(const std::filesystem::path& file,
                             const std::vector<std::string>& overrides, Changed changed,
                             Problems& problems) {
  if (is_results_file(file)) {
    return open_stored(read_results(file, changed), file.string(), overrides, problems);
  }
  OpenedScenario opened{.file = file.string()};
  opened.scenario = read_scenario(file, overrides, problems);
  opened.model = build_model(opened.scenario, problems);
  opened.elections = opened.model.elections;
  return opened;
}

OpenedScenario open_run(const std::filesystem::path& file, Changed changed) {
  Problems problems;
  OpenedScenario opened = open_stored(read_results(file, changed), file.string(), {}, problems);
  problems.throw_if_errors();
  return opened;
}

}  // namespace hustings
