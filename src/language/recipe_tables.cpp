#include <algorithm>

#include "language/recipe_parts.hpp"
#include "language/scalar.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

std::vector<std::string> columns_of(const TableReader& table) {
  std::vector<std::string> names;
  for (const auto& [name, source] : table.tag_columns()) names.push_back(name);
  return names;
}

void refuse_column(const Value& value, const std::string& column, const TableReader& table) {
  value.refuse("the table has no column " + shown(column),
               did_you_mean_or_list(column, columns_of(table)));
}

}  // namespace

std::string did_you_mean_or_list(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = did_you_mean(name, known);
  return near.empty() && !known.empty() ? "it has: " + listed(known) : near;
}

std::optional<std::string> column_of(const Value& value, const TableReader& table) {
  std::string column = value.text();
  if (column.empty()) return std::nullopt;
  if (table.has_column(column)) return column;
  refuse_column(value, column, table);
  return std::nullopt;
}

void Pattern::add_column(const std::string& inside) {
  const std::size_t n = inside.size();
  const bool has_width = n > 3 && inside[n - 3] == ':' && inside[n - 2] == '0' &&
                         inside[n - 1] >= '1' && inside[n - 1] <= '9';
  columns_.push_back(has_width ? inside.substr(0, n - 3) : inside);
  widths_.push_back(has_width ? static_cast<std::size_t>(inside[n - 1] - '0') : 0);
}

std::optional<Pattern> Pattern::parse(const Value& value) {
  const std::string text = value.text();
  if (text.empty()) return std::nullopt;
  Pattern pattern;
  if (text.find('{') == text.npos) {
    pattern.texts_ = {"", ""};
    pattern.columns_ = {text};
    pattern.widths_ = {0};
    return pattern;
  }
  std::size_t at = 0;
  while (true) {
    const std::size_t open = text.find('{', at);
    pattern.texts_.push_back(text.substr(at, open - at));
    if (open == text.npos) return pattern;
    const std::size_t close = text.find('}', open);
    if (close == text.npos) {
      value.refuse("a { of " + shown(text) + " is not closed", "columns stand as {column}");
      return std::nullopt;
    }
    pattern.add_column(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
}

std::optional<Pattern> Pattern::of(const Value& value, const TableReader& table) {
  auto pattern = parse(value);
  if (!pattern) return std::nullopt;
  for (const std::string& column : pattern->columns_) {
    if (table.has_column(column)) continue;
    refuse_column(value, column, table);
    return std::nullopt;
  }
  return pattern;
}

std::optional<std::string> Pattern::fill(
    const std::function<std::string(const std::string&)>& find) const {
  std::string text = texts_.front();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string part = find(columns_[i]);
    if (part.empty()) return std::nullopt;
    if (part.size() < widths_[i]) text.append(widths_[i] - part.size(), '0');
    text += part + texts_[i + 1];
  }
  return text;
}

std::optional<std::string> Pattern::fill(TableReader& table) const {
  return fill([&](const std::string& column) { return table.text(column); });
}

void RowFilter::add(const Value& where, const TableReader& table) {
  for (const Value& key : Fields(where).named()) {
    std::vector<std::string> values;
    for (const Value& value : key.names()) values.push_back(value.text());
    if (table.has_column(key.name())) {
      add(key.name(), std::move(values));
      continue;
    }
    refuse_column(key, key.name(), table);
    usable_ = false;
  }
}

void RowFilter::add(const std::string& column, std::vector<std::string> values) {
  conditions_.emplace_back(column, std::move(values));
}

bool RowFilter::holds(const TableReader& table) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const auto& condition) {
    const auto& [column, values] = condition;
    return std::find(values.begin(), values.end(), table.raw(column)) != values.end();
  });
}

std::optional<double> count_in(TableReader& table, const std::string& column) {
  if (!table.has(column)) {
    table.refuse(column, "'" + column + "' is empty", "write 0 where there are none");
    return std::nullopt;
  }
  const Parsed<double> parsed = parse_number(table.raw(column));
  if (const auto* fault = std::get_if<Fault>(&parsed)) {
    table.refuse(column, column + ": " + fault->problem, fault->suggestion);
    return std::nullopt;
  }
  const double value = std::get<double>(parsed);
  if (value >= 0) return value;
  table.refuse(column, column + " is below 0: " + std::string(table.raw(column)));
  return std::nullopt;
}

}  // namespace hustings
