// A scenario opened from wherever it stands, and the run of a results file simulated again.

#include "hustings/results/open_scenario.hpp"

#include <catch2/catch.hpp>

#include "hustings/core/failure.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/results/given.hpp"
#include "support/places.hpp"
#include "support/runs.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;

namespace {

const std::string kScenario = hustings::test::in_source("/scenarios/first_steps.yaml");
constexpr std::uint64_t kElections = 5000;

/// A results file of a run of the scenario, with 100 draws.
struct RunFile {
  test::TemporaryFolder folder;
  std::string path = (folder / "r.h5").string();
  Results results;

  RunFile() {
    Problems problems;
    const scenario::Scenario scenario =
        read_scenario(kScenario, {"seed=5", "elections=5000"}, problems);
    const Model model = build_model(scenario, problems);
    problems.throw_if_errors();
    RunResult run = test::run(model, kElections, 100);
    results = {.labels = labels_of(model),
               .tally = std::move(run.tally),
               .draws = std::move(run.draws),
               .files = scenario.files,
               .overrides = scenario.overrides};
    write();
  }
  void write() const { write_results(path, results, Existing::replace); }
};

OpenedScenario opened(const std::string& path, const std::vector<std::string>& overrides = {}) {
  Problems problems;
  OpenedScenario scenario = open_scenario(path, overrides, Changed::refuse, problems);
  problems.throw_if_errors();
  return scenario;
}

std::string refusal(const std::function<void()>& ask) {
  try {
    ask();
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "done";
}

}  // namespace

TEST_CASE("A scenario is opened from its own file or from results, with overrides", "[results]") {
  const RunFile file;
  const OpenedScenario plain = opened(kScenario);
  CHECK_FALSE(plain.results.has_value());
  CHECK(plain.elections == plain.scenario.elections);
  const OpenedScenario stored = opened(file.path);
  CHECK(stored.results == file.results);
  CHECK(stored.elections == kElections);
  CHECK(stored.model.seed == 5);  // its own overrides hold
  const OpenedScenario changed = opened(file.path, {"seed=6", "elections=70"});
  CHECK(changed.model.seed == 6);
  CHECK(changed.elections == 70);
}

TEST_CASE("A run in a results file is the one that is simulated again, or refused", "[results]") {
  RunFile file;
  const OpenedScenario run = open_run(file.path);
  check_same_draws(run);
  check_same_tally(run, simulate(run.model, {.elections = run.elections}).tally);
  CHECK(version_note(run).empty());

  file.results.draws[kShare].values[1] += 1e-7F;
  file.results.program_version = "0.0.7";
  file.write();
  CHECK(refusal([&] {
          check_same_draws(open_run(file.path));
        }).find("its elections come out differently: it was written by hustings 0.0.7") !=
        std::string::npos);
  file.results.draws = {};
  file.write();
  CHECK(version_note(open_run(file.path)).find("keeps no draws to compare with") !=
        std::string::npos);

  file.results.files.clear();
  file.write();
  CHECK(refusal([&] { open_run(file.path); }).ends_with("it holds no scenario to simulate again"));
  CHECK(refusal([&] { opened(file.path); }).ends_with("it holds no scenario to simulate again"));
  CHECK(refusal([&] { open_run(kScenario); }).find("this is a scenario, not a results file") !=
        std::string::npos);
}

TEST_CASE("Results under a condition come from the file alone, and can be stopped", "[results]") {
  const RunFile file;
  const GivenQuestion question{.file = file.path, .event = "Mayor/ana wins"};
  const auto given = results_given(question);
  REQUIRE(given.has_value());
  const View view(given->results.labels, given->results.tally, given->given);
  CHECK(view.elections() == file.results.tally[kWin].counts[0]);
  CHECK(given->results.draws.elections == 0);
  CHECK_FALSE(results_given(question, [](const Progress&) { return false; }).has_value());
}
