#include "language/table_reader.hpp"

#include "language/scalar.hpp"
#include "language/value.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

constexpr std::size_t kNamedOneByOne = 5;

bool is_of_recipe(const Key& table) {
  return language_of(table) == Language::recipe;
}

bool is_people_table(const Key& table) {
  return is_of_recipe(table) || table.path.starts_with("districts") ||
         table.path.starts_with("universes");
}

}  // namespace

TableReader::TableReader(const scenario::SourceFile& file, const std::string& shown_name,
                         const Key& table, Problems& problems)
    : problems_(problems),
      n_errors_before_(problems.n_errors()),
      csv_(bytes_of(file.text), shown_name, problems),
      table_path_(table.path) {
  take_header(table);
}

/// Reports, for every column with more faults than were told one by one, how many there are.
TableReader::~TableReader() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::size_t n = columns_[i].n_refused;
    if (n <= kNamedOneByOne) continue;
    problems_.error({csv_.header_place(i), path(columns_[i].name)},
                    "column " + shown(columns_[i].name) + " has " + std::to_string(n) +
                        " faults; the first " + std::to_string(kNamedOneByOne) + " are listed");
  }
}

void TableReader::take_header(const Key& table) {
  usable_ = problems_.n_errors() == n_errors_before_ && !csv_.header().empty();
  const std::vector<const Key*> keys = children(table);
  for (std::size_t i = 0; i < csv_.header().size(); ++i) {
    columns_.push_back({column_key(i, table, keys), csv_.header()[i], 0});
  }
  const bool one_column = csv_.header().size() == 1;
  if (one_column && csv_.header().front().find_first_of(";\t") != std::string::npos) {
    problems_.error(header(), "the columns are not separated by commas");
    usable_ = false;
  } else if (!csv_.header().empty()) {
    check_missing(keys);
  }
}

/// Finds the key of a column: the one of that name, or the open one (`<tag>`), which takes any name
/// a user may give, but none of data about persons where rows are of districts or universes.
const Key* TableReader::column_key(std::size_t column, const Key& table,
                                   const std::vector<const Key*>& keys) {
  const std::string& name = csv_.header()[column];
  // `x-` columns are the user's notes; one without a name is reported by the CSV reader.
  if (name.starts_with("x-") || name.empty()) return nullptr;
  const Source at{csv_.header_place(column), path(name)};
  if (is_people_table(table) && names_a_person(name, table.path.starts_with("universes"))) {
    problems_.error(at, "column " + shown(name) + " is data about persons",
                    "hustings takes aggregates only; leave the column out");
    return nullptr;
  }
  const Key* open_key = nullptr;
  for (const Key* key : keys) {
    const bool is_open = key->last().starts_with('<');
    if (is_open) open_key = key;
    if (!is_open && key->last() == name) return key;
  }
  static constexpr Key kUserName{.path = "name", .types = KeyType::name};
  static constexpr Key kForeignName{.path = "name", .types = KeyType::text};
  const auto fault = fault_of_text(name, is_of_recipe(table) ? kForeignName : kUserName);
  if (!fault) return open_key;
  problems_.error(at, fault->problem, fault->suggestion);
  return nullptr;
}

/// Reports required columns that are not there, with the free one that may be a slip of it.
void TableReader::check_missing(const std::vector<const Key*>& keys) {
  std::vector<std::string> free_columns;
  for (const Column& column : columns_) {
    if (column.key != nullptr && column.key->last().starts_with('<')) {
      free_columns.push_back(column.name);
    }
  }
  for (const Key* key : keys) {
    if (key->presence != Presence::required || index(key->last())) continue;
    const std::string name(key->last());
    const std::string near = did_you_mean(name, free_columns);
    problems_.error(
        {csv_.header_place(0), path(name)}, "column '" + name + "' is missing",
        near.empty() ? "" : "is " + near.substr(13, near.size() - 14) + " meant to be it?");
    usable_ = false;
  }
}

bool TableReader::next() {
  row_is_good_ = true;
  const std::size_t n_errors = problems_.n_errors();
  const bool has_row = csv_.next();
  lost_rows_ = lost_rows_ || problems_.n_errors() > n_errors;
  return has_row;
}

std::optional<std::size_t> TableReader::index(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].key != nullptr && columns_[i].name == column) return i;
  }
  return std::nullopt;
}

std::string TableReader::path(std::string_view column) const {
  return table_path_ + "." + path_step(column);
}

bool TableReader::has(std::string_view column) const {
  return !raw(column).empty();
}

std::string_view TableReader::raw(std::string_view column) const {
  const auto i = index(column);
  return i ? csv_.field(*i) : std::string_view();
}

std::optional<std::string_view> TableReader::filled(std::string_view column) {
  const auto i = index(column);
  if (!i) return std::nullopt;
  if (!csv_.field(*i).empty()) return csv_.field(*i);
  refuse_field(*i, "'" + std::string(column) + "' is empty", "");
  return std::nullopt;
}

std::string TableReader::text(std::string_view column) {
  const auto field = filled(column);
  if (!field) return "";
  const std::size_t i = *index(column);
  if (const auto fault = fault_of_text(*field, *columns_[i].key)) {
    refuse_field(i, std::string(column) + ": " + fault->problem, fault->suggestion);
    return "";
  }
  return std::string(*field);
}

std::optional<double> TableReader::number(std::string_view column) {
  const auto field = filled(column);
  if (!field) return std::nullopt;
  const std::size_t i = *index(column);
  const Parsed<double> parsed = number_of(*field, *columns_[i].key, column);
  if (const auto* value = std::get_if<double>(&parsed)) return *value;
  refuse_field(i, std::get<Fault>(parsed).problem, std::get<Fault>(parsed).suggestion);
  return std::nullopt;
}

std::optional<std::uint64_t> TableReader::whole(std::string_view column) {
  const auto field = filled(column);
  if (!field) return std::nullopt;
  const std::size_t i = *index(column);
  const Parsed<std::uint64_t> parsed = whole_of(*field, *columns_[i].key, column);
  if (const auto* value = std::get_if<std::uint64_t>(&parsed)) return *value;
  refuse_field(i, std::get<Fault>(parsed).problem, std::get<Fault>(parsed).suggestion);
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> TableReader::tags() {
  std::vector<std::pair<std::string, std::string>> tags;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    const bool is_tag = column.key != nullptr && column.key->last().starts_with('<');
    if (!is_tag || csv_.field(i).empty()) continue;
    std::string value = text(column.name);
    if (!value.empty()) tags.emplace_back(column.name, std::move(value));
  }
  return tags;
}

std::vector<std::pair<std::string, Source>> TableReader::tag_columns() const {
  std::vector<std::pair<std::string, Source>> found;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const bool is_tag = columns_[i].key != nullptr && columns_[i].key->last().starts_with('<');
    if (is_tag) found.push_back({columns_[i].name, {csv_.header_place(i), path(columns_[i].name)}});
  }
  return found;
}

Source TableReader::source() const {
  return {csv_.place(), table_path_};
}

Source TableReader::source(std::string_view column) const {
  const auto i = index(column);
  return i ? Source{csv_.place(*i), path(column)} : source();
}

void TableReader::refuse(std::string_view column, std::string problem, std::string suggestion) {
  refuse_field(index(column).value_or(0), std::move(problem), std::move(suggestion));
}

void TableReader::refuse_field(std::size_t column, std::string problem, std::string suggestion) {
  row_is_good_ = false;
  if (++columns_[column].n_refused > kNamedOneByOne) return;
  problems_.error({csv_.place(column), path(columns_[column].name)}, std::move(problem),
                  std::move(suggestion));
}

}  // namespace hustings
