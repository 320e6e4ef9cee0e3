#include "results/datasets.hpp"

#include <bit>
#include <limits>
#include <type_traits>
#include <utility>

#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

static_assert(std::endian::native == std::endian::little, "the digest is over little-endian bytes");

}  // namespace

bool is_source(const DatasetRow& row) {
  return row.about.path.starts_with("/source_") || row.about.path.starts_with("/override");
}

std::uint64_t n_elements(const Shape& shape) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t n = 1;
  for (const std::uint64_t length : shape) {
    n = length != 0 && n > kMost / length ? kMost : n * length;
  }
  return n;
}

std::optional<Shape> AxisLengths::shape(const DatasetRow& row) const {
  Shape shape;
  for (const std::string& axis : row.about.axes) {
    const auto found = lengths_.find(axis);
    if (found == lengths_.end()) return std::nullopt;
    shape.push_back(found->second);
  }
  return shape;
}

namespace {

void visit_tree(const Contents& contents, const std::vector<DatasetRow>& table,
                const std::string& tree, const DatasetVisitor& visit) {
  AxisLengths lengths;
  for (DatasetRow row : table) {
    row.tree = tree;
    Values values = row.values(contents);
    const std::size_t n = n_values(values);
    if (n == 0) continue;
    if (row.is_axis()) lengths.set(row.about.axes[0], n);
    const std::optional<Shape> shape = lengths.shape(row);
    HUSTINGS_REQUIRE(shape && n_elements(*shape) == n);
    visit(row, *shape, std::move(values));
  }
}

}  // namespace

void visit_datasets(const Results& results, const FileFormat& format, const DatasetVisitor& visit) {
  const Contents base(results);
  visit_tree(base, format.table, "", visit);
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    visit_tree(Contents(results.what_ifs[i], &base.view), format.table,
               what_if_tree(results.what_if_names[i]), visit);
  }
}

void DatasetDigest::add_number(std::uint64_t number) {
  stream_.add(&number, sizeof(number));
}

void DatasetDigest::add_text(std::string_view text) {
  add_number(text.size());
  stream_.add(text.data(), text.size());
}

void DatasetDigest::add(const DatasetRow& row, const Shape& shape, const Values& values) {
  const std::string& path = row.about.path;  // within the run, or within a what-if
  if (is_source(row) || path.starts_with("/campaign") || path.starts_with("/reading/")) return;
  add_text(row.path());
  add_text(type_name(row.type));
  add_number(shape.size());
  for (const std::uint64_t length : shape) add_number(length);
  std::visit(
      [&](const auto& items) {
        using Value = typename std::decay_t<decltype(items)>::value_type;
        if constexpr (std::is_same_v<Value, std::string>) {
          for (const std::string& item : items) add_text(item);
        } else {
          stream_.add(items.data(), items.size() * sizeof(Value));
        }
      },
      values);
}

}  // namespace hustings
