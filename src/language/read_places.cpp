#include "language/read_parts.hpp"
#include "language/read_turnout.hpp"
#include "language/table_reader.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using scenario::District;
using scenario::Universe;

/// Reads the tags of a row; columns whose names no tag can have are reported once, by the header.
scenario::Tags row_tags(TableReader& table, TagOwner owner) {
  scenario::Tags tags;
  for (auto& [name, value] : table.tags()) {
    if (tag_refusal(name, owner).empty()) tags.emplace(std::move(name), std::move(value));
  }
  return tags;
}

/// Reports the columns whose names no tag can have, and notes the others; returns whether there are
/// none.
bool check_tag_columns(const TableReader& table, const Key& key, TagOwner owner, Reading& reading) {
  bool good = true;
  const auto is_given = [&](std::string_view column) { return table.has_column(column); };
  for (const auto& [name, source] : table.tag_columns()) {
    const std::string refusal = tag_refusal(name, owner);
    reading.tags.add(owner, name, source, children(key), is_given);
    if (refusal.empty()) continue;
    reading.problems.error(source, refusal, "choose another name");
    good = false;
  }
  return good;
}

/// Reads a table of districts. Where a row or a tag was lost, a district without a name is left:
/// checks then do not report what may have stood there (ScenarioIndex::has_all).
void read_district_table(const Value& name, Reading& reading) {
  const scenario::SourceFile* file = reading.files.open(name);
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), name.key(), reading.problems);
  const bool good_tags = check_tag_columns(table, name.key(), TagOwner::district, reading);
  if (!table.usable()) return;
  while (table.next()) {
    District district;
    district.source = table.source();
    district.id = table.text("district");
    if (table.has("name")) district.name = table.text("name");
    if (table.has("region")) district.region = table.text("region");
    district.tags = row_tags(table, TagOwner::district);
    reading.scenario.districts.push_back(std::move(district));
  }
  if (table.lost_rows() || !good_tags) reading.scenario.districts.emplace_back();
}

/// Reads a row's turnout from six columns, of which those of one form are filled.
scenario::Turnout table_turnout(TableReader& table) {
  GivenTurnout given;
  const std::array<std::pair<const char*, std::optional<double>*>, 6> fields{
      {{"turnout_mean", &given.mean},
       {"turnout_sd", &given.sd},
       {"turnout_low", &given.low},
       {"turnout_high", &given.high},
       {"turnout_level", &given.level},
       {"turnout_log_odds", &given.log_odds}}};
  bool readable = true;
  for (const auto& [column, value] : fields) {
    if (!table.has(column)) continue;
    *value = table.number(column);
    readable = readable && value->has_value();
  }
  if (!readable) return {};
  auto turnout = turnout_from(given);
  if (auto* made = std::get_if<scenario::Turnout>(&turnout)) return *made;
  const TurnoutFault& fault = std::get<TurnoutFault>(turnout);
  table.refuse(fault.field.empty() ? "universe" : "turnout_" + fault.field, fault.fault.problem,
               fault.fault.suggestion);
  return {};
}

/// Says that no column gives the turnout, and which one may have been meant to.
void refuse_without_turnout(const TableReader& table, Problems& problems) {
  std::string suggestion =
      "add turnout_mean, or turnout_low, turnout_high and turnout_level, or turnout_log_odds";
  for (const auto& [column, source] : table.tag_columns()) {
    for (const char* key : {"turnout_mean", "turnout_low", "turnout_log_odds"}) {
      if (is_slip(column, key)) suggestion = "is " + shown(column) + " meant to be " + key + "?";
    }
  }
  problems.error(table.header(), "no column gives the turnout", suggestion);
}

void read_universe_table(const Value& name, Reading& reading) {
  const scenario::SourceFile* file = reading.files.open(name);
  if (file == nullptr) return;
  TableReader table(*file, reading.files.shown_name(*file), name.key(), reading.problems);
  const bool good_tags = check_tag_columns(table, name.key(), TagOwner::universe, reading);
  if (!table.usable()) return;
  if (!table.has_column("turnout_mean") && !table.has_column("turnout_low") &&
      !table.has_column("turnout_log_odds")) {
    refuse_without_turnout(table, reading.problems);
    return;
  }
  while (table.next()) {
    Universe universe;
    universe.source = table.source();
    universe.district = table.text("district");
    universe.universe = table.text("universe");
    universe.faction = table.text("faction");
    universe.registered = table.whole("registered").value_or(0);
    universe.turnout = table_turnout(table);
    universe.tags = row_tags(table, TagOwner::universe);
    reading.scenario.universes.push_back(std::move(universe));
  }
  if (table.lost_rows() || !good_tags) reading.scenario.universes.emplace_back();
}

void read_district(const Value& value, Reading& reading) {
  const Fields fields(value);
  District district;
  district.source = value.source();
  district.id = fields.text("id");
  district.name = fields.text("name");
  district.region = fields.text("region");
  const std::size_t n_errors = reading.problems.n_errors();
  district.tags = read_tags(fields, TagOwner::district, reading);
  reading.scenario.districts.push_back(std::move(district));
  if (reading.problems.n_errors() > n_errors) reading.scenario.districts.emplace_back();
}

/// Reads a turnout, whose fields are the same as a table's columns; faults are put at the field
/// they are of.
scenario::Turnout read_turnout(const Value& value) {
  const std::size_t n_errors = value.problems().n_errors();
  const Fields fields(value);
  if (!fields.usable()) return {};
  GivenTurnout given;
  given.mean = fields.number("mean");
  given.sd = fields.number("sd");
  given.level = fields.number("level");
  given.log_odds = fields.number("log_odds");
  if (const auto interval = fields.find("interval")) {
    const std::vector<Value> ends = interval->items();
    if (interval->is_list() && ends.size() != 2) {
      interval->refuse("interval must be [low, high], two numbers, not " +
                       std::to_string(ends.size()));
    }
    if (ends.size() == 2) {
      given.low = ends[0].number();
      given.high = ends[1].number();
    }
  }
  if (value.problems().n_errors() > n_errors) return {};
  auto turnout = turnout_from(given);
  if (auto* made = std::get_if<scenario::Turnout>(&turnout)) return *made;
  const TurnoutFault& fault = std::get<TurnoutFault>(turnout);
  const bool is_end = fault.field == "low" || fault.field == "high";
  const auto at = fields.find(is_end ? "interval" : std::string_view(fault.field));
  at.value_or(value).refuse(fault.fault.problem, fault.fault.suggestion);
  return {};
}

void read_universe(const Value& value, Reading& reading) {
  const Fields fields(value);
  Universe universe;
  universe.source = value.source();
  universe.district = fields.text("district");
  universe.universe = fields.text("universe");
  universe.faction = fields.text("faction");
  universe.registered = fields.whole("registered").value_or(0);
  if (const auto turnout = fields.find("turnout")) universe.turnout = read_turnout(*turnout);
  const std::size_t n_errors = reading.problems.n_errors();
  universe.tags = read_tags(fields, TagOwner::universe, reading);
  reading.scenario.universes.push_back(std::move(universe));
  if (reading.problems.n_errors() > n_errors) reading.scenario.universes.emplace_back();
}

}  // namespace

void read_districts(const Value& districts, Reading& reading) {
  if (districts.is_map()) {
    const Fields fields(districts);
    if (const auto table = fields.find("table")) read_district_table(*table, reading);
    return;
  }
  for (const Value& item : districts.items()) read_district(item, reading);
}

void read_universes(const Value& universes, Reading& reading) {
  if (universes.is_map()) {
    const Fields fields(universes);
    if (const auto table = fields.find("table")) read_universe_table(*table, reading);
    return;
  }
  for (const Value& item : universes.items()) read_universe(item, reading);
}

}  // namespace hustings
