#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "results/table.hpp"
#include "text/xxh3.hpp"

namespace hustings {

/// Tells the scenario's text, its tables and overrides from what was computed.
bool is_source(const DatasetRow& row);

/// Lengths of a dataset's axes; none = a single value.
using Shape = std::vector<std::uint64_t>;

/// How many values a dataset has; 2^64 - 1 where it would be more.
std::uint64_t n_elements(const Shape& shape);

/// Receives one dataset, whose values it may keep.
using DatasetVisitor = std::function<void(const DatasetRow&, const Shape&, Values&&)>;

/// Computes every dataset of a format that these results have, in the order of its table, one at a
/// time; then those of each what-if, whose rows say in which tree they stand.
void visit_datasets(const Results& results, const FileFormat& format, const DatasetVisitor& visit);

/// How long the axes of a file are.
class AxisLengths {
 public:
  void set(const std::string& axis, std::uint64_t length) { lengths_[axis] = length; }
  /// Returns the shape of a dataset; nothing where the file lacks one of its axes.
  std::optional<Shape> shape(const DatasetRow& row) const;

 private:
  std::map<std::string, std::uint64_t> lengths_;
};

/// Hashes datasets that come in the order of the table. Source: docs/results.md, "The digest".
class DatasetDigest {
 public:
  void add(const DatasetRow& row, const Shape& shape, const Values& values);
  std::string hex() const { return hustings::hex(stream_.hash()); }

 private:
  void add_number(std::uint64_t number);
  void add_text(std::string_view text);

  Xxh3Stream stream_;
};

}  // namespace hustings
