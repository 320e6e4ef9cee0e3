#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/decide/diff.hpp"
#include "hustings/language/scenario_changes.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings {

/// What a results file says of its run.
struct DiffedRun {
  std::string digest;
  std::uint64_t elections = 0;
  std::uint64_t seed = 0;
  std::string program;                 ///< `0.1.0 (abcdef)`
  std::vector<std::string> overrides;  ///< `path=value`
  std::string posterior;               ///< digest of counted returns and what they say; or empty
};

/// How two results files differ: in their scenarios, and in what these came to.
struct ResultsDifference {
  DiffedRun a;
  DiffedRun b;
  std::vector<ScenarioChange> scenario;
  RunDifference runs;

  bool same() const { return a.digest == b.digest; }
};

/// Holds two results files against each other: the run, what-ifs, and points of variations.
///
/// Source: docs/ci.md, "Two results files".
ResultsDifference difference_of_results(const Results& a, const Results& b,
                                        double level = kDiffLevel);

}  // namespace hustings
