#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// One row of a table in which a column holds something else.
struct RowChange {
  std::string row;  ///< what names it, e.g. `Harbor/young renters`
  std::string before;
  std::string after;

  friend bool operator==(const RowChange&, const RowChange&) = default;
};

/// Most rows that are kept of one column.
inline constexpr std::size_t kMostRowChanges = 10;

/// One way in which two scenarios differ.
struct ScenarioChange {
  /// As --set names it, e.g. `contests.Mayor.support.left.ana`; of a table `FILE: COLUMN`.
  std::string path;
  std::optional<std::string> before;  ///< as YAML on one line; none = it was not there
  std::optional<std::string> after;   ///< none = it is gone
  std::size_t n_rows = 0;             ///< of a column of a table: rows that differ
  std::vector<RowChange> rows;        ///< of those the ones that moved farthest

  friend bool operator==(const ScenarioChange&, const ScenarioChange&) = default;
};

/// A scenario as it was run: its files, itself first, and what --set made of it.
struct ScenarioSource {
  const std::vector<scenario::SourceFile>& files;
  const std::vector<std::string>& overrides;
};

/// Tells what changed from one scenario to another, in the order of the first; comments, `x-` keys
/// and the way a number is written (0.60, 0.6) are no change. List items are matched by their id,
/// rows of tables by what names them. Nothing where either has no text, or none that can be read.
///
/// Source: docs/ci.md, "What changed in the scenario".
std::vector<ScenarioChange> scenario_changes(const ScenarioSource& a, const ScenarioSource& b);

}  // namespace hustings
