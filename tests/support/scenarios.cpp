#include "support/scenarios.hpp"

#include <cmath>
#include <stdexcept>

#include "hustings/language/read_scenario.hpp"

namespace hustings::test {
namespace {

scenario::Scenario read(const std::string& text, Problems& problems) {
  return read_scenario_text("hustings: 1\ntitle: test\nsources: [made up]\n" + text, "test.yaml",
                            {}, problems);
}

void must_be_fine(const Problems& problems) {
  std::string texts;
  for (const Problem& problem : problems.sorted()) texts += format(problem) + "\n";
  if (problems.has_errors()) throw std::runtime_error(texts);
}

}  // namespace

scenario::Scenario scenario_of(const std::string& text) {
  Problems problems;
  scenario::Scenario scenario = read(text, problems);
  must_be_fine(problems);
  return scenario;
}

Model model_of(const scenario::Scenario& scenario) {
  Problems problems;
  Model model = build_model(scenario, problems);
  must_be_fine(problems);
  return model;
}

Worlds worlds_of(const scenario::Scenario& scenario) {
  Problems problems;
  Worlds worlds = build_worlds(scenario, problems);
  must_be_fine(problems);
  return worlds;
}

Model model_of(const std::string& text) {
  return model_of(scenario_of(text));
}

void take_logs(scenario::Contest& contest) {
  for (scenario::SupportRow& row : contest.support) {
    row.kind = scenario::SupportKind::log_weight;
    row.value = std::log(row.value);
  }
}

std::vector<std::string> errors_of(const std::string& text) {
  Problems problems;
  const scenario::Scenario scenario = read(text, problems);
  if (!problems.has_errors()) build_worlds(scenario, problems);
  std::vector<std::string> errors;
  for (const Problem& problem : problems.sorted()) {
    if (problem.severity == Severity::error) errors.push_back(problem.problem);
  }
  return errors;
}

}  // namespace hustings::test
