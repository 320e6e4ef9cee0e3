#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/day.hpp"
#include "hustings/infer/recipe.hpp"
#include "language/side_files.hpp"
#include "language/table_reader.hpp"
#include "language/value.hpp"

// The parts of read_recipe: each fills its lists of the recipe from one top-level key.
namespace hustings {

/// What every part needs: the recipe to fill, and the files beside it.
struct RecipeReading {
  recipe::Recipe& recipe;
  SideFiles& files;
  SideFiles& rest_files;  ///< that the scenario names as well
  Problems& problems;
};

void read_places(const Value& places, RecipeReading& reading);
void read_past(const Value& past, RecipeReading& reading);
void read_crosswalks(const Value& crosswalks, RecipeReading& reading);
void read_factions(const Value& factions, RecipeReading& reading);
void read_turnout_recipe(const Value& turnout, RecipeReading& reading);
void read_contest_recipes(const Value& contests, RecipeReading& reading);
void read_errors(const Value& errors, RecipeReading& reading);
/// Reads the keys that go into the scenario as they are.
void read_rest(const Value& rest, RecipeReading& reading);

/// Reads the polls of a contest whose candidates are read; `polled_as` has what polls call each.
std::vector<recipe::Poll> read_polls(const Value& polls,
                                     const std::vector<std::vector<std::string>>& polled_as,
                                     RecipeReading& reading);
/// Reads a level of turnout.
recipe::TurnoutLevel read_level(const Value& level);

/// A text made of columns of a row: one column, or a pattern such as `{cd:02}-AD-{ad}`, where a
/// width fills up with zeros.
class Pattern {
 public:
  /// Takes a text apart; nothing after an error.
  static std::optional<Pattern> parse(const Value& value);
  /// Reads what names columns of a table; nothing after an error.
  static std::optional<Pattern> of(const Value& value, const TableReader& table);
  /// Fills it with the columns that `find` gives; nothing where one is empty.
  std::optional<std::string> fill(const std::function<std::string(const std::string&)>& find) const;
  /// Nothing where a column is empty in this row, which is reported.
  std::optional<std::string> fill(TableReader& table) const;
  const std::vector<std::string>& columns() const { return columns_; }
  /// The first of its columns.
  const std::string& column() const { return columns_.front(); }
  bool is_column() const { return columns_.size() == 1 && texts_ == std::vector<std::string>(2); }

 private:
  /// Adds what stands in braces: a column, or a column and a width.
  void add_column(const std::string& inside);

  std::vector<std::string> texts_;  ///< what stands before each column, and behind the last
  std::vector<std::string> columns_;
  std::vector<std::size_t> widths_;  ///< of each column, at least
};

/// What to say of an unknown name: the nearest that is known, or what there is.
std::string did_you_mean_or_list(const std::string& name, const std::vector<std::string>& known);

/// Finds a column that a key names; refuses one that the table lacks.
std::optional<std::string> column_of(const Value& value, const TableReader& table);

/// Rows that have certain values in certain columns.
class RowFilter {
 public:
  /// Reads `where`; every key must be a column.
  void add(const Value& where, const TableReader& table);
  void add(const std::string& column, std::vector<std::string> values);
  bool usable() const { return usable_; }
  bool holds(const TableReader& table) const;

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> conditions_;
  bool usable_ = true;
};

/// Reads a count of people in a field: a number of at least 0; nothing after an error.
std::optional<double> count_in(TableReader& table, const std::string& column);

}  // namespace hustings
