#include <algorithm>
#include <map>

#include "language/read_parts.hpp"
#include "language/table_reader.hpp"

namespace hustings {
namespace {

using scenario::DistrictSeats;
using scenario::Pool;
using scenario::SeatTable;

/// Reads a table of seats, one row a district; districts are looked up later, when all are read.
SeatTable read_seat_table(const scenario::SourceFile& file, const Value& name, Reading& reading) {
  SeatTable seats{file.name, {}, true};
  const std::size_t n_errors = reading.problems.n_errors();
  TableReader table(file, reading.files.shown_name(file), name.key(), reading.problems);
  std::map<std::string, std::uint32_t> lines;
  while (table.usable() && table.next()) {
    DistrictSeats row{table.source("district"), table.text("district"), 0};
    row.seats = static_cast<int>(table.whole("seats").value_or(0));
    if (!table.row_is_good()) continue;
    const auto [first, is_new] = lines.emplace(row.district, row.source.place.line);
    if (!is_new) {
      table.refuse("district", "district '" + row.district + "' is given twice, first on line " +
                                   std::to_string(first->second));
      continue;
    }
    seats.rows.push_back(std::move(row));
  }
  seats.readable = reading.problems.n_errors() == n_errors;
  return seats;
}

/// Finds the table a pool names among those read, or reads it.
std::optional<std::size_t> seat_table(const Value& name, Reading& reading) {
  auto& tables = reading.scenario.seat_tables;
  const scenario::SourceFile* file = reading.files.open(name);
  if (file == nullptr) return std::nullopt;
  const auto known = std::find_if(tables.begin(), tables.end(),
                                  [&](const SeatTable& table) { return table.name == file->name; });
  const auto place = static_cast<std::size_t>(known - tables.begin());
  if (known == tables.end()) tables.push_back(read_seat_table(*file, name, reading));
  return place;
}

void read_seats(const Value& seats, Pool& pool, Reading& reading) {
  pool.seats_source = seats.source();
  if (!seats.is_map()) {
    pool.seats = static_cast<int>(seats.whole().value_or(0));
    return;
  }
  const auto table = Fields(seats).find("table");
  if (!table) return;
  if (pool.per_district) {
    pool.table = seat_table(*table, reading);
  } else {
    seats.refuse("a table gives seats of districts, this pool is one for the whole contest",
                 "write a number, or per: district");
  }
}

Pool read_pool(const Value& value, Reading& reading) {
  const Fields fields(value);
  Pool pool;
  pool.source = value.source();
  pool.name = fields.text("name");
  if (const auto per = fields.find("per")) pool.per_district = per->word() == "district";
  if (const auto seats = fields.find("seats")) read_seats(*seats, pool, reading);
  return pool;
}

scenario::TotalCandidate read_total_candidate(const Value& value) {
  scenario::TotalCandidate candidate{value.source(), value.name(), {}, {}};
  for (const Value& member : value.names()) {
    candidate.members.push_back(member.text());
    candidate.member_sources.push_back(member.source());
  }
  if (value.is_list() && value.node().size() == 0) value.refuse("no candidate is named");
  return candidate;
}

scenario::Total read_total(const Value& value) {
  const Fields fields(value);
  scenario::Total total;
  total.source = value.source();
  total.majority_source = total.source;
  total.id = fields.text("id");
  total.name = fields.text("name");
  if (const auto candidates = fields.find("candidates")) {
    const Fields names(*candidates);
    for (const Value& name : names.named()) {
      total.candidates.push_back(read_total_candidate(name));
    }
    if (names.usable() && names.named().empty()) candidates->refuse("no name is given");
  }
  if (const auto majority = fields.find("majority")) {
    total.majority_source = majority->source();
    if (const auto n = majority->whole()) total.majority = static_cast<int>(*n);
  }
  return total;
}

}  // namespace

scenario::Delegates read_delegates(const Value& value, Reading& reading) {
  scenario::Delegates rule;
  rule.source = value.source();
  const Fields fields(value);
  if (const auto threshold = fields.number("threshold")) rule.threshold = *threshold;
  if (const auto pools = fields.find("pools")) {
    for (const Value& pool : pools->items()) rule.pools.push_back(read_pool(pool, reading));
    if (pools->is_list() && rule.pools.empty()) pools->refuse("no pool of delegates is given");
  }
  if (const auto fallback = fields.find("fallback")) {
    if (fallback->word() == "none") rule.fallback = scenario::Fallback::none;
  }
  if (const auto rounding = fields.find("rounding")) {
    rule.rounds_percentages = rounding->word() == "3";
  }
  return rule;
}

void read_totals(const Value& totals, Reading& reading) {
  for (const Value& value : totals.items()) reading.scenario.totals.push_back(read_total(value));
}

}  // namespace hustings
