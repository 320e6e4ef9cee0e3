#include "report/scenario_changes_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/columns.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

constexpr std::size_t kMostChanges = 20;
constexpr std::size_t kMostShown = 3;
constexpr std::size_t kWidestPath = 50;

/// A value of the user's: its beginning, without what disturbs a terminal.
std::string value(const std::string& text) {
  const std::string quoted = shown(text);
  if (quoted.ends_with("...'")) return quoted.substr(1, quoted.size() - 2);
  return text.empty() ? "''" : quoted.substr(1, quoted.size() - 2);
}

std::string arrow(const std::string& before, const std::string& after) {
  return value(before) + " -> " + value(after);
}

std::string what_became(const ScenarioChange& change) {
  if (!change.before) return "added: " + value(change.after.value_or(""));
  if (!change.after) return "removed: " + value(*change.before);
  return arrow(*change.before, *change.after);
}

std::string rows_of(const ScenarioChange& change) {
  if (change.n_rows == 1) {
    return value(change.rows.front().row) + ": " +
           arrow(change.rows.front().before, change.rows.front().after) + "\n";
  }
  std::string text = fmt::format("{} rows, largest first\n", with_thousands(change.n_rows));
  const std::size_t n_shown = std::min(change.rows.size(), kMostShown);
  for (std::size_t i = 0; i < n_shown; ++i) {
    const RowChange& row = change.rows[i];
    text += "    " + value(row.row) + ": " + arrow(row.before, row.after) + "\n";
  }
  if (change.n_rows > n_shown) {
    text += fmt::format("    and {} more\n", with_thousands(change.n_rows - n_shown));
  }
  return text;
}

}  // namespace

std::string scenario_changes_text(const std::vector<ScenarioChange>& changes) {
  if (changes.empty()) return "";
  const std::size_t n_shown = std::min(changes.size(), kMostChanges);
  std::size_t width = 0;
  for (std::size_t i = 0; i < n_shown; ++i) {
    width = std::max(width, std::min(columns_of(changes[i].path), kWidestPath));
  }
  std::string text = "changed in the scenario:\n";
  for (std::size_t i = 0; i < n_shown; ++i) {
    const ScenarioChange& change = changes[i];
    text += "  " + padded(value(change.path), width) + "  ";
    text += change.n_rows > 0 ? rows_of(change) : what_became(change) + "\n";
  }
  if (changes.size() > n_shown) {
    text += fmt::format("  and {} more\n", with_thousands(changes.size() - n_shown));
  }
  return text;
}

}  // namespace hustings
