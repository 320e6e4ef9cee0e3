#include <algorithm>
#include <array>
#include <map>

#include "language/read_parts.hpp"
#include "language/table_reader.hpp"

namespace hustings {
namespace {

using scenario::Contest;
using scenario::SupportKind;
using scenario::SupportRow;

constexpr std::array<std::string_view, 4> kFixedKeys{"district", "faction", "region", "universe"};

/// The contests that take their support from one file.
using Takers = std::map<std::string, Contest*, std::less<>>;

/// Contests that the table has rows for though none takes them, with the first such place.
struct Stray {
  Source source;
  std::size_t n_rows = 0;
};

/// Returns which universes a row is for, sorted: an empty field is no condition.
scenario::RowKeys row_keys(TableReader& table) {
  scenario::RowKeys keys = table.tags();
  for (const std::string_view key : kFixedKeys) {
    if (table.has(key)) keys.emplace_back(key, table.text(key));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

void read_value(TableReader& table, SupportRow& row) {
  const bool has_share = table.has("share");
  if (has_share == table.has("log_weight")) {
    table.refuse("candidate", has_share ? "the row gives both a share and a log_weight"
                                        : "the row gives neither a share nor a log_weight");
    return;
  }
  if (!has_share) {
    row.kind = SupportKind::log_weight;
    row.value = table.number("log_weight").value_or(0);
  } else if (table.raw("share") == "rest") {
    row.kind = SupportKind::rest;
  } else {
    row.value = table.number("share").value_or(0);
  }
}

/// Gives a row to the contest it names. A row with a fault makes that contest unreadable; one of a
/// contest that does not take this table is counted, and reported once a contest.
void read_row(TableReader& table, const Takers& takers, std::map<std::string, Stray>& strays) {
  const std::string contest = table.text("contest");
  SupportRow row;
  row.source = table.source();
  row.candidate = table.text("candidate");
  row.keys = row_keys(table);
  read_value(table, row);
  if (contest.empty()) return;
  const auto taker = takers.find(contest);
  if (taker == takers.end()) {
    Stray& stray = strays[contest];
    if (stray.n_rows++ == 0) stray.source = table.source("contest");
    return;
  }
  if (!table.row_is_good()) {
    taker->second->readable = false;
    return;
  }
  taker->second->support.push_back(std::move(row));
}

void refuse_strays(const std::map<std::string, Stray>& strays, const Reading& reading) {
  std::vector<std::string> ids;
  for (const Contest& contest : reading.scenario.contests) ids.push_back(contest.id);
  for (const auto& [name, stray] : strays) {
    const std::string rows =
        stray.n_rows == 1 ? "" : ", in " + std::to_string(stray.n_rows) + " rows";
    if (std::find(ids.begin(), ids.end(), name) == ids.end()) {
      reading.problems.error(stray.source, "there is no contest '" + name + "'" + rows,
                             did_you_mean(name, ids));
    } else {
      reading.problems.error(
          stray.source, "contest '" + name + "' does not take its support from this table" + rows);
    }
  }
}

/// Checks that universes or their districts have every tag the table has a column for.
bool check_tag_columns(const TableReader& table, const Reading& reading) {
  std::vector<std::string> known(kFixedKeys.begin(), kFixedKeys.end());
  for (const scenario::Universe& universe : reading.scenario.universes) {
    if (universe.universe.empty()) return true;  // what could not be read may have had the tag
    for (const auto& [tag, value] : universe.tags) known.push_back(tag);
  }
  for (const scenario::District& district : reading.scenario.districts) {
    if (district.id.empty()) return true;
    for (const auto& [tag, value] : district.tags) known.push_back(tag);
  }
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  bool all_known = true;
  for (const auto& [column, source] : table.tag_columns()) {
    if (std::binary_search(known.begin(), known.end(), column)) continue;
    const std::string near = did_you_mean(column, known);
    reading.problems.error(source, "universes have no '" + column + "'",
                           near.empty() ? "a column that starts with x- is passed over" : near);
    all_known = false;
  }
  return all_known;
}

void read_table(const scenario::SourceFile& file, const Value& name, const Takers& takers,
                Reading& reading) {
  const auto give_up = [&] {
    for (const auto& [id, contest] : takers) contest->readable = false;
  };
  TableReader table(file, reading.files.shown_name(file), name.key(), reading.problems);
  if (!table.usable() || !check_tag_columns(table, reading)) return give_up();
  std::map<std::string, Stray> strays;
  const std::size_t n_errors = reading.problems.n_errors();
  while (table.next()) read_row(table, takers, strays);
  const bool has_bad_rows = reading.problems.n_errors() > n_errors;
  refuse_strays(strays, reading);
  for (const auto& [id, contest] : takers) {
    if (contest->support.empty() && !has_bad_rows) {
      reading.problems.error(contest->support_source,
                             "'" + file.name + "' has no rows for contest '" + id + "'");
      contest->readable = false;
    }
    // A row that could not even be split may have been anybody's.
    if (has_bad_rows) contest->readable = false;
  }
}

}  // namespace

/// Reads each file once, however many contests take their support from it.
void read_support_tables(const std::vector<SupportTableUse>& uses, Reading& reading) {
  std::map<std::string, std::pair<const Value*, Takers>> tables;
  for (const SupportTableUse& use : uses) {
    Contest& contest = reading.scenario.contests[use.contest];
    auto& [name, takers] = tables[std::string(use.table.node().text())];
    if (name == nullptr) name = &use.table;
    if (!contest.id.empty()) takers.emplace(contest.id, &contest);
  }
  for (const auto& [file_name, table] : tables) {
    const auto& [name, takers] = table;
    if (const scenario::SourceFile* file = reading.files.open(*name)) {
      read_table(*file, *name, takers, reading);
    } else {
      for (const auto& [id, contest] : takers) contest->readable = false;
    }
  }
}

}  // namespace hustings
