#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "language/read_parts.hpp"
#include "language/table_reader.hpp"

namespace hustings {
namespace {

using scenario::Affects;
using scenario::Effect;
using scenario::Load;

/// Reads a load; nothing where it does not say what it affects.
std::optional<Load> read_load(const Value& at, const Fields& fields) {
  Load load;
  load.source = at.source();
  const auto affects = fields.find("affects");
  const std::string word = affects ? affects->word() : "";
  if (word == "support") load.affects = Affects::support;
  if (word == "rolloff") load.affects = Affects::rolloff;
  load.sd = fields.number("sd").value_or(0);
  const auto where = fields.find("where");
  if (word.empty()) return std::nullopt;
  if (where) read_where(*where, load.where, load.where_sources);
  return load;
}

scenario::Tails read_tails(const Value& value) {
  const Fields fields(value);
  scenario::Tails tails;
  if (const auto df = fields.whole("df")) tails.df = static_cast<int>(*df);
  if (const auto shared_by = fields.find("shared_by")) {
    if (shared_by->word() == "contest") tails.shared_by = scenario::ScaleSharing::contest;
  }
  return tails;
}

void read_single_load(const Value& value, const Fields& fields, Effect& effect) {
  for (const char* name : {"affects", "sd"}) {
    if (!fields.find(name)) value.refuse("'" + std::string(name) + "' is missing");
  }
  if (auto load = read_load(value, fields)) effect.loads.push_back(std::move(*load));
}

/// Reads the rows of a table of loads; those with a fault, or given twice, are reported and left
/// out.
std::vector<scenario::LoadRow> read_load_rows(const scenario::SourceFile& file, const Value& name,
                                              Reading& reading) {
  std::vector<scenario::LoadRow> rows;
  std::map<std::array<std::string, 3>, std::uint32_t> lines;
  TableReader table(file, reading.files.shown_name(file), name.key(), reading.problems);
  while (table.usable() && table.next()) {
    scenario::LoadRow row{table.source(), table.text("contest"), table.text("candidate"),
                          table.text("district"), 0};
    row.load = table.number("load").value_or(0);
    if (!table.row_is_good()) continue;
    const auto [first, is_new] =
        lines.emplace(std::array{row.contest, row.candidate, row.district}, row.source.place.line);
    if (!is_new) {
      table.refuse("candidate", "'" + row.contest + "/" + row.candidate + "' in '" + row.district +
                                    "' is given twice, first on line " +
                                    std::to_string(first->second));
      continue;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Reads `loads: {table, sd}`; nothing where the table cannot be read.
std::optional<Load> read_load_table(const Value& value, Reading& reading) {
  const Fields fields(value);
  const auto name = fields.find("table");
  const std::optional<double> sd = fields.number("sd");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr) return std::nullopt;
  Load load;
  load.source = value.source();
  load.affects = Affects::support;
  load.sd = sd.value_or(1);
  const std::size_t n_errors = reading.problems.n_errors();
  load.rows = read_load_rows(*file, *name, reading);
  if (reading.problems.n_errors() > n_errors) return std::nullopt;
  if (load.rows.empty()) {
    name->refuse("'" + file->name + "' has no rows, so the effect moves nobody");
    return std::nullopt;
  }
  std::set<std::string> candidates;
  for (const auto& row : load.rows) candidates.insert(row.contest + "/" + row.candidate);
  load.where["candidate"].assign(candidates.begin(), candidates.end());
  return load;
}

/// Checks that a table of what was carried has a column for every key of `by`, and no other.
bool check_level_columns(const TableReader& table, const Effect& effect, Problems& problems) {
  bool good = true;
  for (const auto& [column, source] : table.tag_columns()) {
    if (std::ranges::find(effect.by, column) != effect.by.end()) continue;
    problems.error(source, "effect '" + effect.id + "' is not drawn by '" + column + "'",
                   "a column that starts with x- is passed over");
    good = false;
  }
  for (const std::string& key : effect.by) {
    if (table.has_column(key)) continue;
    problems.error(table.header(), "column '" + key + "' is missing",
                   "effect '" + effect.id + "' is drawn by it");
    good = false;
  }
  return good;
}

/// Reads what was carried to an effect's factors; rows with a fault, or given twice, are reported
/// and left out.
void read_carried(const Value& value, Effect& effect, Reading& reading) {
  const auto name = Fields(value).find("table");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr) return;
  effect.carried_table = file->name;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  if (!table.usable() || !check_level_columns(table, effect, reading.problems)) return;
  std::map<std::vector<std::string>, std::uint32_t> lines;
  while (table.next()) {
    scenario::CarriedRow row{table.source(), {}, table.number("mean").value_or(0)};
    for (const std::string& key : effect.by) {
      row.level.emplace_back(table.raw(key));
      if (row.level.back().empty()) table.refuse(key, "it is empty");
    }
    if (!table.row_is_good()) continue;
    const auto [first, is_new] = lines.emplace(row.level, row.source.place.line);
    if (is_new) {
      effect.carried.push_back(std::move(row));
    } else {
      table.refuse("mean", "'" + listed(row.level, row.level.size()) +
                               "' is given twice, first on line " + std::to_string(first->second));
    }
  }
}

Effect read_effect(const Value& value, Reading& reading) {
  const Fields fields(value);
  Effect effect;
  effect.source = value.source();
  effect.id = fields.text("id");
  effect.name = fields.text("name");
  if (const auto by = fields.find("by")) {
    effect.by_source = by->source();
    for (const Value& name : by->names()) effect.by.push_back(name.text());
  }
  if (const auto tails = fields.find("tails")) effect.tails = read_tails(*tails);
  if (const auto carry = fields.find("carry")) {
    effect.carry = carry->number().value_or(0);
    effect.carry_source = carry->source();
  }
  if (const auto carried = fields.find("carried")) {
    if (effect.carry == 0) effect.carry_source = carried->source();
    read_carried(*carried, effect, reading);
  }
  const auto loads = fields.find("loads");
  if (loads && loads->is_map()) {
    if (auto load = read_load_table(*loads, reading)) effect.loads.push_back(std::move(*load));
  } else if (loads) {
    for (const Value& item : loads->items()) {
      if (auto load = read_load(item, Fields(item))) effect.loads.push_back(std::move(*load));
    }
    const bool is_empty = fields.usable() && loads->is_list() && loads->node().size() == 0;
    if (is_empty) loads->refuse("an effect needs a load");
  } else if (fields.usable()) {
    read_single_load(value, fields, effect);
  }
  return effect;
}

}  // namespace

void read_where(const Value& value, scenario::Where& where,
                std::map<std::string, Source>& sources) {
  for (const Value& key : Fields(value).named()) {
    std::vector<std::string>& values = where[key.name()];
    for (const Value& item : key.names()) values.push_back(item.text());
    if (key.is_list() && key.node().size() == 0) key.refuse("an empty list matches nothing");
    sources.emplace(key.name(), key.source());
  }
}

void read_effects(const Value& effects, Reading& reading) {
  for (const Value& item : effects.items()) {
    reading.scenario.effects.push_back(read_effect(item, reading));
  }
}

}  // namespace hustings
