#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"
#include "text/bytes.hpp"

namespace hustings {

class Lines;

/// Says how large a CSV file may be before it is refused.
struct CsvLimits {
  std::uint64_t bytes = std::uint64_t{16} << 30;  ///< of the text, unpacked
  std::size_t row_bytes = std::size_t{1} << 20;
  std::size_t n_columns = 4096;
  std::size_t n_problems = 50;  ///< of rows, before reading stops
};

/// Reads a CSV file row by row, in memory that does not grow with the file.
///
/// RFC 4180: comma; double quotes, doubled inside a quoted field; line breaks inside quotes; LF or
/// CRLF. UTF-8, with or without a byte order mark. The first row names the columns. Blank lines are
/// passed over. A row that cannot be read (ragged, broken UTF-8, NUL, stray quote) goes to
/// `problems` with its place and is left out, so that all of them are reported at once; an open
/// quote or a file past its limits ends the reading. Throws Failure if the file is missing or
/// unreadable.
class CsvReader {
 public:
  CsvReader(ByteSource source, std::string name, Problems& problems, CsvLimits limits = {});
  /// `name` is what places call the file; its path if empty.
  CsvReader(const std::filesystem::path& file, Problems& problems, std::string name = "",
            CsvLimits limits = {});
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  const std::vector<std::string>& header() const { return header_; }
  /// Finds a column by its name; nothing if the header lacks it.
  std::optional<std::size_t> column(std::string_view name) const;

  /// Steps to the next row that can be read; false at the end.
  bool next();
  /// The fields of the current row, as many as the header has. Valid until the next step.
  const std::vector<std::string_view>& fields() const { return fields_; }
  std::string_view field(std::size_t column) const { return fields_[column]; }

  /// Where the current row begins.
  Place place() const;
  /// Where a field of the current row begins; a place's columns count characters.
  Place place(std::size_t column) const { return place_at(offsets_[column]); }
  /// Where the name of a column stands in the header.
  Place header_place(std::size_t column) const { return header_places_[column]; }

  /// Reports a problem with a field of the current row, or ends the reading at the 50th.
  void refuse(std::size_t column, std::string problem, std::string suggestion = "");

 private:
  bool next_row();
  bool split_plain();
  bool split_quoted();
  std::optional<std::size_t> read_quoted(std::size_t opening);
  std::optional<std::size_t> read_unquoted(std::size_t from);
  bool check_text();
  bool check_width();
  void read_header();
  Place place_at(std::size_t offset) const;
  bool refuse_at(std::size_t offset, std::string problem, std::string suggestion = "");
  void stop_at(std::size_t offset, std::string problem, std::string suggestion = "");

  std::unique_ptr<Lines> lines_;
  std::string name_;
  Problems& problems_;
  CsvLimits limits_;
  std::size_t n_problems_ = 0;
  bool stopped_ = false;

  std::vector<std::string> header_;
  std::vector<Place> header_places_;
  std::vector<std::string_view> fields_;
  std::vector<std::size_t> offsets_;  ///< of each field's first byte in the row's text
  std::vector<char> unquoted_;        ///< the fields of a row with quotes, end to end
};

}  // namespace hustings
