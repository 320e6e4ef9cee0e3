#pragma once

#include <optional>
#include <string>

#include "hustings/results/results_file.hpp"
#include "hustings/summary/comparison.hpp"
#include "hustings/summary/labels.hpp"
#include "hustings/summary/summary.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// Wall-clock times of a run's steps [s], and what it ran on.
struct Timing {
  double read = 0;
  double build = 0;
  double simulate = 0;
  double summarise = 0;
  double write = 0;
  std::string isa;
  int threads = 0;
};

/// Writes results as one line of JSON; every number reads back as the same double.
///
/// Source: docs/results.md, "JSON".
std::string results_json(const Results& results, const Summary& summary, const std::string& digest,
                         const std::optional<Timing>& timing = {});

/// Writes two worlds that are compared: the base as results, the other as a what-if of that name,
/// with `paired` telling whether both have the same draws.
std::string comparison_json(const TwoWorlds& worlds);

}  // namespace hustings
