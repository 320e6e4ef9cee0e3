#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/html/told.hpp"
#include "serve/explorer.hpp"
#include "serve/inputs.hpp"

// What the server answers as JSON: docs/explore.md, "The server".
namespace hustings {

/// What a page is told of the scenario at its beginning. `start`: changes that it begins with, each
/// a line of YAML.
struct ScenarioTold {
  const Explorer& explorer;
  const Told& first;
  const InputTable& table;
  const std::vector<Tile>& tiles;
  const std::vector<std::string>& start;
};
std::string scenario_json(const ScenarioTold& told);

/// A stage of an answer: its headline as numbers, and the panel.
struct StageTold {
  const Told& first;
  const View& now;
  std::string html;
  std::uint64_t of = 0;  ///< elections of the last stage
  bool is_last = false;
  std::int64_t milliseconds = 0;
};
std::string stage_json(const StageTold& told);

std::string progress_json(std::uint64_t done, std::uint64_t of);
/// `{"problems": [...]}`, each as hustings validate --json writes it.
std::string problems_told(const std::vector<Problem>& problems);
std::string superseded_json();
std::string error_json(const std::string& why);

}  // namespace hustings
