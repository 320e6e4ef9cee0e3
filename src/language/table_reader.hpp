#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "language/keys.hpp"
#include "text/csv.hpp"

namespace hustings {

/// Reads a CSV table whose columns are the keys below one key of the table of keys.
///
/// Unknown, missing and forbidden columns are reported at the header; faults in fields at the
/// field, the first five of each column one by one and the rest as a number.
class TableReader {
 public:
  TableReader(const scenario::SourceFile& file, const std::string& shown_name, const Key& table,
              Problems& problems);
  ~TableReader();
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  /// True where every column that must be there is.
  bool usable() const { return usable_; }
  bool next();

  bool has_column(std::string_view column) const { return index(column).has_value(); }
  /// Where the header stands, as the place of what it lacks.
  Source header() const { return {csv_.header_place(0), table_path_}; }

  /// Whether the row has something in that column.
  bool has(std::string_view column) const;
  std::string text(std::string_view column);
  std::optional<double> number(std::string_view column);
  std::optional<std::uint64_t> whole(std::string_view column);
  std::string_view raw(std::string_view column) const;

  /// The columns that the table of keys leaves to the user (`<tag>`), with the row's values; empty
  /// fields are left out.
  std::vector<std::pair<std::string, std::string>> tags();
  /// Where such a column's name stands.
  std::vector<std::pair<std::string, Source>> tag_columns() const;

  Source source() const;
  Source source(std::string_view column) const;
  void refuse(std::string_view column, std::string problem, std::string suggestion = "");
  /// Whether rows were left out because they could not be taken apart.
  bool lost_rows() const { return lost_rows_; }
  /// Whether nothing was refused in the current row.
  bool row_is_good() const { return row_is_good_; }

 private:
  struct Column {
    const Key* key = nullptr;  ///< null = reported, not to be read
    std::string name;
    std::size_t n_refused = 0;
  };
  void take_header(const Key& table);
  /// The key a column is read by; null where it is reported, or nobody's business.
  const Key* column_key(std::size_t column, const Key& table, const std::vector<const Key*>& keys);
  void check_missing(const std::vector<const Key*>& keys);
  std::optional<std::size_t> index(std::string_view column) const;
  std::string path(std::string_view column) const;
  void refuse_field(std::size_t column, std::string problem, std::string suggestion);
  std::optional<std::string_view> filled(std::string_view column);

  Problems& problems_;
  std::size_t n_errors_before_;
  CsvReader csv_;
  std::string table_path_;
  std::vector<Column> columns_;
  bool usable_ = true;
  bool row_is_good_ = true;
  bool lost_rows_ = false;
};

}  // namespace hustings
