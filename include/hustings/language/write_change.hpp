#pragma once

#include <string>
#include <vector>

#include "hustings/scenario/change.hpp"

namespace hustings {

/// A change as one line of YAML, an item of a what-if, parted where its amount stands.
struct ChangeLine {
  std::string before;
  std::string amount;  ///< empty of changes without one
  std::string after;

  std::string text() const { return before + amount + after; }
};

/// Writes a change as the reader of what-ifs reads it: every kind that can be varied, who drops out
/// and by which rule a contest is counted, by its name.
ChangeLine change_line(const scenario::Change& change);

/// Lists the changes of a what-if in a text, a scenario's or of a file of what-ifs, each as one
/// line of YAML. Nothing where that has no such what-if, or cannot be read.
std::vector<std::string> change_lines(const std::string& text, const std::string& what_if);

}  // namespace hustings
