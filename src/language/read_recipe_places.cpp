#include <algorithm>
#include <map>

#include "language/recipe_parts.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using recipe::Columns;

/// Rows of a joined table by the value of the column that joins it.
struct Joined {
  std::string by;
  std::vector<std::string> columns;
  std::map<std::string, Columns> rows;
};

Columns row_of(TableReader& table) {
  Columns row;
  for (auto& [name, value] : table.tags()) row.emplace(name, std::move(value));
  return row;
}

/// Reads a joined table, whose column `by` tells its rows apart.
std::optional<Joined> read_join(const Value& value, RecipeReading& reading) {
  const Fields fields(value);
  const auto name = fields.find("table");
  const auto by = fields.find("by");
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr || !by) return std::nullopt;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  if (!table.usable()) return std::nullopt;
  const auto column = column_of(*by, table);
  if (!column) return std::nullopt;
  Joined joined{*column, {}, {}};
  for (const auto& [of, source] : table.tag_columns()) joined.columns.push_back(of);
  while (table.next()) {
    const std::string key = table.text(*column);
    if (key.empty()) continue;
    const bool is_new = joined.rows.emplace(key, row_of(table)).second;
    if (!is_new) {
      table.refuse(*column, "'" + key + "' has a row already",
                   "a joined table has a row for each of its places");
    }
  }
  return joined;
}

/// What the keys of `places` name: columns of its own table or of joined ones. A row has its own
/// columns and those of the row of each joined table with the same value in `by`; of one name the
/// row's own counts, then the earlier table's. Registered voters of a joined row that places share
/// are divided, R_i = R w_i / (sum of w), by the column `split_by`. Source: docs/recipe.md.
class PlaceColumns {
 public:
  PlaceColumns(const Fields& fields, const TableReader& table, std::vector<Joined> joined)
      : fields_(fields), joined_(std::move(joined)) {
    for (const auto& [name, source] : table.tag_columns()) known_.push_back(name);
    for (const Joined& join : joined_) {
      known_.insert(known_.end(), join.columns.begin(), join.columns.end());
      check_join(join, table);
    }
    for (const char* key : {"id", "name", "region", "registered", "split_by"}) check(key);
    if (const auto tags = fields.find("tags")) {
      for (const Value& tag : tags->names()) check_text(tag);
    }
  }

  bool usable() const { return usable_; }

  /// The row's columns with those joined to it; its own come first.
  Columns joined(TableReader& table) const {
    Columns columns = row_of(table);
    for (const Joined& join : joined_) {
      const auto key = columns.find(join.by);
      const auto row = key == columns.end() ? join.rows.end() : join.rows.find(key->second);
      if (row != join.rows.end()) {
        for (const auto& [name, value] : row->second) columns.emplace(name, value);
      } else if (key != columns.end()) {
        table.refuse(join.by,
                     "no row of the joined table has " + join.by + " '" + key->second + "'");
      }
    }
    return columns;
  }

  /// The column of joined tables that a registered number is shared by; empty = it is the row's
  /// own.
  std::string shared_by(const std::string& column, const TableReader& table) const {
    if (table.has_column(column)) return "";
    for (const Joined& join : joined_) {
      const bool has =
          std::find(join.columns.begin(), join.columns.end(), column) != join.columns.end();
      if (has) return join.by;
    }
    return "";
  }

 private:
  void check_join(const Joined& join, const TableReader& table) {
    if (table.has_column(join.by)) return;
    fields_.find("join")->refuse("the table of places has no column " + shown(join.by) +
                                 " that a table could be joined by");
    usable_ = false;
  }
  void check(const char* key) {
    if (const auto value = fields_.find(key)) check_text(*value);
  }
  void check_text(const Value& value) {
    const auto pattern = Pattern::parse(value);
    if (!pattern) usable_ = false;
    for (const std::string& column : pattern ? pattern->columns() : std::vector<std::string>()) {
      if (std::find(known_.begin(), known_.end(), column) != known_.end()) continue;
      value.refuse("no table of places has a column " + shown(column),
                   did_you_mean_or_list(column, known_));
      usable_ = false;
    }
  }

  const Fields& fields_;
  std::vector<Joined> joined_;
  std::vector<std::string> known_;
  bool usable_ = true;
};

double number_in(const Columns& row, const std::string& column, TableReader& table) {
  const auto field = row.find(column);
  const std::string at = table.has_column(column) ? column : table.tag_columns().front().first;
  if (field == row.end() && !table.row_is_good()) return 0;  // its join was not found
  if (field == row.end()) {
    table.refuse(at, "'" + column + "' is empty");
    return 0;
  }
  const Parsed<double> parsed = parse_number(field->second);
  if (const auto* fault = std::get_if<Fault>(&parsed)) {
    table.refuse(at, column + ": " + fault->problem, fault->suggestion);
    return 0;
  }
  if (std::get<double>(parsed) < 0) table.refuse(at, column + " is below 0: " + field->second);
  return std::max(0.0, std::get<double>(parsed));
}

/// Divides what several places share of a joined table's registered voters.
void divide(std::vector<recipe::Place>& places, const std::string& shared_by,
            const std::string& split_by, const std::vector<double>& weights) {
  if (shared_by.empty() || split_by.empty()) return;
  std::map<std::string, double> totals;
  for (std::size_t i = 0; i < places.size(); ++i) {
    totals[places[i].columns.at(shared_by)] += weights[i];
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double total = totals.at(places[i].columns.at(shared_by));
    places[i].registered *= total > 0 ? weights[i] / total : 0;
  }
}

/// Reports a registered number that would be counted once for every place that shares it.
void check_shared(const std::vector<recipe::Place>& places, const std::string& shared_by,
                  const Value& registered) {
  std::map<std::string, std::size_t> n;
  for (const recipe::Place& place : places) ++n[place.columns.at(shared_by)];
  for (const auto& [value, count] : n) {
    if (count < 2) continue;
    registered.refuse("the registered voters of " + shared_by + " '" + value +
                          "' would be counted in " + std::to_string(count) + " places",
                      "say which column they are divided by: split_by");
    return;
  }
}

/// What the keys of `places` say of a row.
struct PlaceKeys {
  std::optional<Pattern> id;
  std::optional<Pattern> name;
  std::optional<Pattern> region;
  std::string registered;
  std::string split_by;
  std::vector<Pattern> tags;
};

PlaceKeys keys_of(const Fields& fields) {
  const auto pattern = [&](const char* key) {
    const auto value = fields.find(key);
    return value ? Pattern::parse(*value) : std::nullopt;
  };
  PlaceKeys keys{pattern("id"),           pattern("name"),
                 pattern("region"),       fields.text("registered"),
                 fields.text("split_by"), {}};
  if (const auto tags = fields.find("tags")) {
    for (const Value& tag : tags->names()) keys.tags.push_back(*Pattern::parse(tag));
  }
  return keys;
}

recipe::Place read_place(const PlaceKeys& keys, const PlaceColumns& columns, TableReader& table) {
  recipe::Place place;
  place.source = table.source();
  place.columns = columns.joined(table);
  const auto filled = [&](const std::optional<Pattern>& pattern) {
    const auto find = [&](const std::string& column) {
      const auto found = place.columns.find(column);
      return found == place.columns.end() ? std::string() : found->second;
    };
    return pattern ? pattern->fill(find).value_or("") : "";
  };
  place.id = filled(keys.id);
  place.name = filled(keys.name);
  place.region = filled(keys.region);
  for (const Pattern& tag : keys.tags) {
    const std::string value = filled(tag);
    if (!value.empty()) place.tags.emplace(tag.column(), value);
  }
  if (keys.region && place.region.empty() && table.row_is_good()) {
    const std::string& column = keys.region->column();
    table.refuse(table.has_column(column) ? column : table.tag_columns().front().first,
                 "'" + column + "' is empty", "every place is of a region");
  }
  place.registered = number_in(place.columns, keys.registered, table);
  return place;
}

/// Refuses a place whose id is no name, or that of another.
void check_id(const recipe::Place& place, TableReader& table,
              std::map<std::string, std::uint32_t>& lines) {
  const std::string column = table.tag_columns().front().first;
  static constexpr Key kId{.path = "id", .types = KeyType::name};
  if (const auto fault = fault_of_text(place.id, kId)) {
    table.refuse(column, "its id: " + fault->problem, fault->suggestion);
    return;
  }
  const auto [first, is_new] = lines.emplace(place.id, place.source.place.line);
  if (is_new) return;
  table.refuse(column, "place '" + place.id + "' is given twice, first on line " +
                           std::to_string(first->second));
}

std::optional<std::vector<Joined>> read_joins(const Fields& fields, RecipeReading& reading) {
  std::vector<Joined> joined;
  const auto joins = fields.find("join");
  for (const Value& join : joins ? joins->items() : std::vector<Value>()) {
    auto read = read_join(join, reading);
    if (!read) return std::nullopt;
    joined.push_back(std::move(*read));
  }
  return joined;
}

}  // namespace

void read_places(const Value& value, RecipeReading& reading) {
  const std::size_t n_errors = reading.problems.n_errors();
  std::vector<recipe::Place>& places = reading.recipe.places;
  reading.recipe.places_readable = false;
  const Fields fields(value);
  const auto name = fields.find("table");
  const auto registered = fields.find("registered");
  auto joined = read_joins(fields, reading);
  const scenario::SourceFile* const file = name ? reading.files.open(*name) : nullptr;
  if (file == nullptr || !joined || !registered || !fields.find("id")) return;
  TableReader table(*file, reading.files.shown_name(*file), name->key(), reading.problems);
  if (!table.usable()) return;
  const PlaceColumns columns(fields, table, std::move(*joined));
  if (!columns.usable()) return;
  const PlaceKeys keys = keys_of(fields);
  std::vector<double> weights;
  std::map<std::string, std::uint32_t> lines;
  while (table.next()) {
    places.push_back(read_place(keys, columns, table));
    const recipe::Place& place = places.back();
    weights.push_back(keys.split_by.empty() ? 1 : number_in(place.columns, keys.split_by, table));
    check_id(place, table, lines);
  }
  reading.recipe.has_regions = keys.region.has_value();
  if (places.empty()) name->refuse("'" + file->name + "' has no rows");
  if (reading.problems.n_errors() > n_errors) return;
  const std::string shared_by = columns.shared_by(keys.registered, table);
  if (!shared_by.empty() && keys.split_by.empty()) check_shared(places, shared_by, *registered);
  divide(places, shared_by, keys.split_by, weights);
  reading.recipe.places_readable = reading.problems.n_errors() == n_errors;
}

}  // namespace hustings
