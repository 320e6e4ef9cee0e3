#pragma once

#include <optional>

#include "ballots/mark_reader.hpp"
#include "hustings/ballots/ballot_file.hpp"

namespace hustings {

/// Reads ballot files one after the other, row by row: memory grows with the different ballots and
/// cells alone. Each is gone through once, so it may be a pipe.
class BallotReader {
 public:
  BallotReader(CountFile& rules, Problems& problems, bool keeps_precincts)
      : rules_(rules),
        problems_(problems),
        keeps_precincts_(keeps_precincts),
        marks_of_(cast_.ballots, rules, problems) {}
  BallotReader(const BallotReader&) = delete;
  BallotReader& operator=(const BallotReader&) = delete;

  /// Reads a table to its end. Places call it by its own name, totals by `file`.
  void read(CsvReader& csv, std::string file);
  /// Gives the ballots away, with candidates and precincts in their order, once all are read.
  CastBallots finish();

 private:
  /// Where what stands in a table.
  struct Columns {
    std::size_t count = 0;
    std::optional<std::size_t> precinct;
    std::vector<std::size_t> ranks;
    std::size_t n_allowed = 0;  ///< ranks that may be used
  };
  std::optional<Columns> columns_of(const CsvReader& csv);
  bool has_precincts(const CsvReader& csv, const Columns& columns);
  std::optional<std::uint64_t> read_count(CsvReader& csv, std::size_t column);
  bool read_marks(CsvReader& csv, const Columns& columns);
  void refuse_rank(CsvReader& csv, const Columns& columns, std::size_t rank);
  bool read_precinct(CsvReader& csv, const Columns& columns);
  void sort_names();

  CountFile& rules_;
  Problems& problems_;
  bool keeps_precincts_;
  CastBallots cast_{Ballots(0), {}, {}};
  MarkReader marks_of_;
  std::vector<Mark> marks_;  ///< of the current row
  PrecinctId precinct_;      ///< the same
  Place first_header_;
};

}  // namespace hustings
