#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"
#include "language/keys.hpp"
#include "text/csv.hpp"

namespace hustings {

/// How days are written, as a suggestion.
inline constexpr const char* kDaysAreWritten = "days are written as 2026-06-23, year-month-day";

/// A column that a table may have, or must.
struct FixedColumn {
  std::string_view name;
  Presence presence = Presence::optional;
};

/// A CSV table whose columns are called as this program calls them. Unknown, missing and doubled
/// ones are told at the header, faults of a field at the field.
class FixedTable {
 public:
  FixedTable(const std::filesystem::path& file, std::vector<FixedColumn> columns,
             Problems& problems);

  /// Whether rows can be read.
  bool usable() const { return usable_; }
  bool next();
  bool has_column(std::string_view column) const { return place_of(column).has_value(); }
  /// The field of a row without blanks at its ends; empty where there is no such column.
  std::string text(std::string_view column) const;
  /// The same, which must not be empty.
  std::string name(std::string_view column);
  /// A number in a range; nothing after a fault.
  std::optional<double> number(std::string_view column, const Range& range);
  /// `true` or `false`; `by_default` where there is no such column; false after a fault.
  bool flag(std::string_view column, bool by_default);
  /// Days since 1970-01-01 of a date such as 2026-06-23; nothing after a fault.
  std::optional<int> day(std::string_view column);

  Source source(std::string_view column) const;
  void refuse(std::string_view column, std::string problem, std::string suggestion = "");
  /// Whether nothing was refused in the row.
  bool row_is_good() const { return row_is_good_; }

 private:
  std::optional<std::size_t> place_of(std::string_view column) const;
  void check_header();

  Problems& problems_;
  CsvReader csv_;
  std::vector<FixedColumn> columns_;
  bool usable_ = true;
  bool row_is_good_ = true;
};

/// day_of, of a date written as 2026-06-23 alone.
std::optional<int> day_number(const std::string& text);

}  // namespace hustings
