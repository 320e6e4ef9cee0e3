#include "language/table_changes.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "language/scalar.hpp"
#include "text/csv.hpp"

namespace hustings {
namespace {

using Names = std::vector<std::string>;
using Columns = std::vector<std::size_t>;

constexpr std::size_t kMostNamed = 5;

/// A table as text, and what its columns name.
struct Table {
  Names header;
  std::vector<Names> rows;

  /// Places of columns; those that are not there are left out.
  Columns places(const Names& names) const {
    Columns places;
    for (const std::string& name : names) {
      const auto found = std::ranges::find(header, name);
      if (found != header.end()) places.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    return places;
  }

  std::string name_of(std::size_t row, const Columns& columns) const {
    std::string name;
    for (const std::size_t column : columns) {
      const std::string& field = rows[row][column];
      if (!field.empty()) name += (name.empty() ? "" : "/") + field;
    }
    return name;
  }
};

Table read(const scenario::SourceFile& file) {
  Problems ignored;  // told when the scenario was run
  CsvReader csv(bytes_of(file.text), file.name, ignored);
  Table table{csv.header(), {}};
  while (csv.next()) table.rows.emplace_back(csv.fields().begin(), csv.fields().end());
  return table;
}

using Places = std::unordered_map<std::string, std::size_t>;

/// The rows by name; nothing where two have the same.
std::optional<Places> rows_of(const Table& table, const Columns& columns) {
  Places places;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!places.emplace(table.name_of(row, columns), row).second) return std::nullopt;
  }
  return places;
}

bool is_same(const std::string& a, const std::string& b) {
  return a == b || (number_in(a) && number_in(a) == number_in(b));
}

/// Two tables of one purpose, row by row. Rows are matched by the first of these sets of columns
/// that tells all rows of both apart: district; district and universe; all keys that rows go by;
/// these and every column without numbers. If none does only the numbers of rows are told. Cells
/// are the same if their texts or numbers are; of a column that changed the rows that moved
/// farthest come first, those that are no numbers before them. Source: docs/ci.md, "What changed in
/// the scenario".
class Comparison {
 public:
  Comparison(const scenario::SourceFile& a, const scenario::SourceFile& b)
      : file_(b.name), a_(read(a)), b_(read(b)) {}

  std::vector<ScenarioChange> operator()() {
    compare_headers();
    if (!match_rows()) {
      changes_.push_back({file_,
                          std::to_string(a_.rows.size()) + " rows",
                          std::to_string(b_.rows.size()) + " rows that no column names",
                          0,
                          {}});
      return std::move(changes_);
    }
    add_rows(false, a_, rows_b_, names_a_);
    add_rows(true, b_, rows_a_, names_b_);
    for (const std::string& column : b_.header) compare_column(column);
    return std::move(changes_);
  }

 private:
  void compare_headers() {
    for (const std::string& name : a_.header) {
      if (std::ranges::find(b_.header, name) == b_.header.end() && !name.starts_with("x-")) {
        changes_.push_back({file_ + ": " + name, "a column", std::nullopt, 0, {}});
      }
    }
    for (const std::string& name : b_.header) {
      if (std::ranges::find(a_.header, name) == a_.header.end() && !name.starts_with("x-")) {
        changes_.push_back({file_ + ": " + name, std::nullopt, "a column", 0, {}});
      }
    }
  }

  /// Finds the fewest columns that name the rows of both.
  bool match_rows() {
    const Names all{"contest",  "candidate", "region", "district",
                    "universe", "faction",   "from",   "to"};
    Names words = all;
    for (const std::string& name : a_.header) {
      const std::size_t at = a_.places({name}).front();
      const bool is_word = std::ranges::none_of(
          a_.rows, [&](const Names& row) { return number_in(row[at]).has_value(); });
      if (is_word && std::ranges::find(all, name) == all.end()) words.push_back(name);
    }
    for (const Names& names : {Names{"district"}, Names{"district", "universe"}, all, words}) {
      names_a_ = a_.places(names);
      names_b_ = b_.places(names);
      if (names_a_.empty() || names_a_.size() != names_b_.size()) continue;
      auto rows_a = rows_of(a_, names_a_);
      auto rows_b = rows_of(b_, names_b_);
      if (!rows_a || !rows_b) continue;
      rows_a_ = std::move(*rows_a);
      rows_b_ = std::move(*rows_b);
      return true;
    }
    return false;
  }

  void add_rows(bool is_new, const Table& table, const Places& others, const Columns& columns) {
    Names names;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::string name = table.name_of(row, columns);
      if (others.count(name) == 0) names.push_back(name);
    }
    if (names.empty()) return;
    const std::string text = (names.size() == 1 ? "row " : "rows ") + listed(names, kMostNamed);
    ScenarioChange change{file_, std::nullopt, std::nullopt, 0, {}};
    (is_new ? change.after : change.before) = text;
    changes_.push_back(std::move(change));
  }

  void compare_column(const std::string& name) {
    const Columns in_a = a_.places({name});
    if (in_a.empty() || name.starts_with("x-")) return;
    const std::size_t at_a = in_a.front();
    const std::size_t at_b = b_.places({name}).front();
    std::vector<RowChange> rows;
    for (std::size_t row = 0; row < a_.rows.size(); ++row) {
      const auto other = rows_b_.find(a_.name_of(row, names_a_));
      if (other == rows_b_.end()) continue;
      const std::string& before = a_.rows[row][at_a];
      const std::string& after = b_.rows[other->second][at_b];
      if (!is_same(before, after)) rows.push_back({other->first, before, after});
    }
    if (rows.empty()) return;
    ScenarioChange change{file_ + ": " + name, std::nullopt, std::nullopt, rows.size(), {}};
    std::ranges::stable_sort(rows, std::greater<>(), moved);
    rows.resize(std::min(rows.size(), kMostRowChanges));
    change.rows = std::move(rows);
    changes_.push_back(std::move(change));
  }

  /// How far a row moved; what is no number comes first.
  static double moved(const RowChange& row) {
    const auto before = number_in(row.before);
    const auto after = number_in(row.after);
    return before && after ? std::abs(*after - *before) : HUGE_VAL;
  }

  std::string file_;
  Table a_;
  Table b_;
  Columns names_a_;
  Columns names_b_;
  Places rows_a_;
  Places rows_b_;
  std::vector<ScenarioChange> changes_;
};

}  // namespace

std::optional<double> number_in(std::string_view text) {
  const auto parsed = parse_number(text);
  const double* const value = std::get_if<double>(&parsed);
  return value == nullptr ? std::nullopt : std::optional<double>(*value);
}

std::vector<ScenarioChange> table_changes(const scenario::SourceFile& a,
                                          const scenario::SourceFile& b) {
  if (a.text == b.text) return {};
  return Comparison(a, b)();
}

}  // namespace hustings
