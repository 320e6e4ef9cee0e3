#include "results/fixed_table.hpp"

#include <algorithm>
#include <utility>

#include "hustings/core/day.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
std::optional<int> day_number(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return day_of(text);
}

FixedTable::FixedTable(const std::filesystem::path& file, std::vector<FixedColumn> columns,
                       Problems& problems)
    : problems_(problems), csv_(file, problems), columns_(std::move(columns)) {
  check_header();
}

void FixedTable::check_header() {
  if (csv_.header().empty()) {
    usable_ = false;
    return;
  }
  std::vector<std::string> known;
  for (const FixedColumn& column : columns_) known.emplace_back(column.name);
  for (std::size_t i = 0; i < csv_.header().size(); ++i) {
    const std::string& name = csv_.header()[i];
    const Source at{csv_.header_place(i), ""};
    if (std::ranges::find(known, name) == known.end()) {
      const std::string near = did_you_mean(name, known);
      problems_.error(at, "there is no column " + shown(name) + " in such a table",
                      near.empty() ? "its columns are " + listed(known) : near);
    } else if (csv_.column(name) != i) {
      problems_.error(at, "column " + shown(name) + " is there twice");
    }
  }
  for (const FixedColumn& column : columns_) {
    if (column.presence == Presence::optional || has_column(column.name)) continue;
    problems_.error({csv_.header_place(0), ""},
                    "column '" + std::string(column.name) + "' is missing");
    usable_ = false;
  }
}

bool FixedTable::next() {
  row_is_good_ = true;
  return csv_.next();
}

std::optional<std::size_t> FixedTable::place_of(std::string_view column) const {
  return csv_.column(column);
}

std::string FixedTable::text(std::string_view column) const {
  const auto place = place_of(column);
  return place ? std::string(trimmed(csv_.field(*place))) : "";
}

std::string FixedTable::name(std::string_view column) {
  std::string found = text(column);
  if (found.empty()) refuse(column, "there is no " + std::string(column));
  return found;
}

std::optional<double> FixedTable::number(std::string_view column, const Range& range) {
  const Key key{.path = column, .types = KeyType::number, .range = range};
  const std::string written = text(column);
  if (written.empty()) {
    refuse(column, "there is no number here", "leave the row out where it is not known");
    return std::nullopt;
  }
  const Parsed<double> parsed = number_of(written, key, column);
  if (const auto* fault = std::get_if<Fault>(&parsed)) {
    refuse(column, fault->problem, fault->suggestion);
    return std::nullopt;
  }
  return std::get<double>(parsed);
}

bool FixedTable::flag(std::string_view column, bool by_default) {
  if (!has_column(column)) return by_default;
  const std::string written = text(column);
  if (written == "true") return true;
  if (written != "false") refuse(column, shown(written) + " is neither true nor false");
  return false;
}

std::optional<int> FixedTable::day(std::string_view column) {
  const std::string written = text(column);
  const std::optional<int> day = day_number(written);
  if (!day) refuse(column, shown(written) + " is no day", kDaysAreWritten);
  return day;
}

Source FixedTable::source(std::string_view column) const {
  const auto place = place_of(column);
  return {place ? csv_.place(*place) : csv_.place(), ""};
}

void FixedTable::refuse(std::string_view column, std::string problem, std::string suggestion) {
  row_is_good_ = false;
  const auto place = place_of(column);
  csv_.refuse(place.value_or(0), std::move(problem), std::move(suggestion));
}

}  // namespace hustings
