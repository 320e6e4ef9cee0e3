#include "hustings/results/counted_votes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "results/fixed_table.hpp"
#include "text/repeats.hpp"

namespace hustings {
namespace {

using infer::CountedRow;
using infer::CountedVotes;

std::optional<double> read_value(FixedTable& table, bool in_percent) {
  const std::optional<double> value =
      in_percent ? table.number("pct", {0, 100}) : table.number("votes", {.least = 0});
  if (value && !in_percent && std::floor(*value) != *value) {
    table.refuse("votes", "votes are whole numbers", "percent stand in a column 'pct'");
  }
  return value;
}

void read_row(FixedTable& table, CountedVotes& votes) {
  CountedRow row;
  if (table.has_column("contest")) row.contest = table.name("contest");
  row.source = table.source("candidate");
  row.district = table.text("district");
  row.candidate = table.name("candidate");
  row.is_final = table.flag("final", true);
  if (!table.text("wins").empty()) row.wins = table.flag("wins", false);
  if (table.has_column("day") && table.day("day")) row.day = table.text("day");
  const std::optional<double> value = read_value(table, votes.in_percent);
  if (!value || !table.row_is_good()) {
    votes.lost_rows = true;
    return;
  }
  row.value = *value;
  votes.rows.push_back(std::move(row));
}

std::string row_name(const CountedRow& row) {
  return "'" + row.candidate + "'" + (row.district.empty() ? "" : " in '" + row.district + "'");
}

void check_repeats(const CountedVotes& votes, Problems& problems) {
  std::vector<std::uint32_t> items(votes.rows.size());
  std::iota(items.begin(), items.end(), 0U);
  const auto key = [&votes](std::uint32_t i) {
    const CountedRow& row = votes.rows[i];
    return std::tie(row.contest, row.district, row.candidate);
  };
  for (const Repeat& repeat :
       repeats(items, [&key](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); })) {
    const CountedRow& row = votes.rows[repeat.item];
    problems.error(row.source,
                   row_name(row) + " has a row already, on line " +
                       std::to_string(votes.rows[repeat.first].source.place.line),
                   "a candidate has one row a district, and one of all");
  }
}

}  // namespace

CountedVotes read_counted_votes(const std::filesystem::path& file, Problems& problems) {
  FixedTable table(file,
                   {{"contest"},
                    {"district"},
                    {"candidate", Presence::required},
                    {"votes"},
                    {"pct"},
                    {"final"},
                    {"wins"},
                    {"day"}},
                   problems);
  CountedVotes votes{.file = file.string()};
  if (!table.usable()) return votes;
  votes.in_percent = table.has_column("pct");
  if (table.has_column("votes") == votes.in_percent) {
    problems.error({{file.string(), 1, 1}, ""},
                   votes.in_percent ? "there are votes and percent in one table"
                                    : "there is neither a column 'votes' nor 'pct'",
                   votes.in_percent ? "keep the column of votes, or that of percent"
                                    : "votes counted, or percent of them from 0 to 100");
    return votes;
  }
  while (table.next()) read_row(table, votes);
  check_repeats(votes, problems);
  if (votes.rows.empty() && !problems.has_errors()) {
    problems.error({{file.string(), 1, 1}, ""}, "the table has no rows");
  }
  return votes;
}

}  // namespace hustings
