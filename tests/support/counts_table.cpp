#include "support/counts_table.hpp"

#include <algorithm>
#include <stdexcept>

#include "support/places.hpp"
#include "text/csv.hpp"

namespace hustings::test {

CountsTable::CountsTable(const std::string& file) {
  Problems problems;
  CsvReader reader(in_source("/") + file, problems);
  header_ = reader.header();
  while (reader.next()) rows_.emplace_back(reader.fields().begin(), reader.fields().end());
  problems.throw_if_errors();
}

std::size_t CountsTable::column(const std::string& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) throw std::out_of_range("no column " + name);
  return static_cast<std::size_t>(found - header_.begin());
}

const std::string& CountsTable::text(std::size_t row, const std::string& name) const {
  return rows_.at(row)[column(name)];
}

double CountsTable::number(std::size_t row, const std::string& name) const {
  const std::string& written = text(row, name);
  return written.empty() ? 0.0 : std::stod(written);
}

std::vector<double> CountsTable::numbers(const std::string& name) const {
  std::vector<double> values;
  for (std::size_t i = 0; i < rows(); ++i) values.push_back(number(i, name));
  return values;
}

infer::Matrix CountsTable::matrix(const std::vector<std::string>& columns) const {
  infer::Matrix table(rows(), columns.size());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    for (std::size_t i = 0; i < rows(); ++i) table(i, k) = number(i, columns[k]);
  }
  return table;
}

std::vector<std::size_t> CountsTable::groups(const std::string& name) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows(); ++i) names.push_back(text(i, name));
  std::vector<std::string> different = names;
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  std::vector<std::size_t> groups;
  for (const std::string& one : names) {
    const auto found = std::lower_bound(different.begin(), different.end(), one);
    groups.push_back(static_cast<std::size_t>(found - different.begin()));
  }
  return groups;
}

}  // namespace hustings::test
