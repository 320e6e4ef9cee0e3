#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hustings/ballots/count_rules.hpp"
#include "hustings/count/ballots.hpp"
#include "text/csv.hpp"

namespace hustings {

/// Reads what stands at the ranks of ballots, of one file after the other.
///
/// The same texts come again and again, so a cell that is not empty is looked up whole before it is
/// taken apart.
/// Unknown names are collected, each once with its first place; the fiftieth ends the reading.
class MarkReader {
 public:
  MarkReader(Ballots& ballots, CountFile& rules, Problems& problems)
      : ballots_(ballots), rules_(rules), problems_(problems) {}

  /// Reads a cell of the current row; false where it makes no sense, which is then a problem.
  bool operator()(CsvReader& csv, std::size_t column, Mark& mark) {
    const std::string_view cell = csv.field(column);
    if (cell.empty() && !rules_.words.blank_is_write_in) {
      mark = Mark::skipped();
      return true;
    }
    const auto known = cells_.find(cell);
    if (known == cells_.end()) return read(csv, column, mark);
    mark = known->second;
    return true;
  }

  bool gives_up() const { return too_many_unknown_; }
  void report_unknown_names();

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  struct Unknown {
    Place first;
    std::size_t n_rows = 0;
  };
  struct Cell {
    CsvReader& csv;
    std::size_t column;
  };

  bool read(CsvReader& csv, std::size_t column, Mark& mark);
  std::optional<Mark> mark_of(Cell cell);
  std::optional<BallotCandidateId> candidate_of(std::string_view text) const;
  Mark write_ins() const;
  std::optional<Mark> unread_overvote(Cell cell);
  std::optional<Mark> overvote_of(std::string_view text, Cell cell);
  std::optional<Mark> named(std::string_view name, Cell cell);

  Ballots& ballots_;
  CountFile& rules_;
  Problems& problems_;
  std::unordered_map<std::string, Mark, TextHash, std::equal_to<>> cells_;
  std::map<std::string, Unknown, std::less<>> unknown_;
  bool too_many_unknown_ = false;
};

}  // namespace hustings
