#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"

// What was counted, as values: what forecasts are scored by, and models calibrated to.
namespace hustings::infer {

/// What shares may add up to that should be percent, as each is rounded.
inline constexpr double kMostOfFractions = 1.02;
inline constexpr const char* kPercentIsNoFraction = "43 percent are written as 43, not as 0.43";

/// One row of a table of results: what one candidate got, in a district or in all.
struct CountedRow {
  Source source;
  std::string contest;   ///< empty where the table has no such column
  std::string district;  ///< empty = all of the contest
  std::string candidate;
  double value = 0;          ///< votes, or percent
  bool is_final = true;      ///< of the final count
  std::optional<bool> wins;  ///< has won the contest; nothing = not said
  std::string day;           ///< of the election, as written; empty = not said
};

/// A table of results as it was read; names are not looked up.
struct CountedVotes {
  std::string file;
  bool in_percent = false;
  bool lost_rows = false;  ///< some could not be read, so what is missing says nothing
  std::vector<CountedRow> rows;
};

/// The count of one district: votes, or percent, by candidate; those without a row have none.
struct CountedDistrict {
  std::size_t place = 0;  ///< among the districts of the contest, in the model's order
  std::vector<std::optional<double>> values;
};

/// The count of one contest of a model.
struct CountedContest {
  std::size_t contest = 0;  ///< of the model
  std::string day;
  bool in_percent = false;
  bool is_final = true;                    ///< every row of it
  std::optional<CountedDistrict> all;      ///< rows without a district
  std::vector<CountedDistrict> districts;  ///< those counted, in the model's order
  bool has_all_districts = false;          ///< each of them is counted
  std::vector<std::uint32_t> winners;      ///< slots, where the table names them
  Source source;                           ///< of its first row

  /// Whether what is counted is the whole contest: all of it, or each of its districts.
  bool is_whole() const { return all.has_value() || has_all_districts; }
};

}  // namespace hustings::infer
