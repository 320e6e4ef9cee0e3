#include "hustings/tally/draws.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hustings {
namespace {

std::size_t recorded(std::size_t n) {
  return n <= kMostRecorded ? n : 0;
}

/// Items of a quantity that are recorded: all, or none.
std::size_t n_recorded_items(const Quantity& quantity, const Extents& extents) {
  if (quantity.draws.empty() || !extents.has(quantity)) return 0;
  const std::size_t n = extents.n(quantity.axis);
  const bool of_places = quantity.axis == Axis::district || quantity.axis == Axis::universe;
  return of_places ? recorded(n) : n;
}

std::size_t bytes_of(const Quantity& quantity) {
  if (quantity.kept == Kept::count) return sizeof(std::uint8_t);
  return quantity.kept == Kept::numbers ? sizeof(std::int16_t) : sizeof(float);
}

std::size_t n_recorded_factors(const Model& model) {
  std::size_t n = 0;
  for (const ModelEffect& effect : model.effects) n += recorded(effect.factors.size());
  return n;
}

/// Keeps some columns of a table [item x column], which then stand nearer to its beginning.
template <class T>
void keep_columns(std::vector<T>& table, std::uint64_t n, const std::vector<ColumnRange>& columns) {
  auto to = table.begin();
  for (auto row = table.begin(); row != table.end(); row += static_cast<std::ptrdiff_t>(n)) {
    for (const ColumnRange& range : columns) {
      to = std::copy(row + static_cast<std::ptrdiff_t>(range.first),
                     row + static_cast<std::ptrdiff_t>(range.end), to);
    }
  }
  table.erase(to, table.end());
}

}  // namespace

Draws::Draws(const Model& model, std::uint64_t n)
    : elections(n), winner(model.contests.size() * n), factor(n_recorded_factors(model) * n) {
  const Extents extents(labels_of(model), 0);
  for (std::size_t q = 0; q < columns.size(); ++q) {
    const Quantity& quantity = quantities()[q];
    const std::size_t size = n_recorded_items(quantity, extents) * n;
    if (quantity.kept == Kept::count) {
      columns[q].bits.resize(size);
    } else if (quantity.kept == Kept::numbers) {
      columns[q].numbers.resize(size);
    } else {
      columns[q].values.resize(size);
    }
  }
  for (const ModelEffect& effect : model.effects) {
    if (recorded(effect.factors.size()) == 0) continue;
    for (const ModelFactor& item : effect.factors) {
      factor_names.push_back(item.level.empty() ? effect.id : effect.id + ": " + item.level);
    }
  }
}

void Draws::truncate(std::uint64_t n) {
  keep({{0, std::min(n, elections)}});
}

void Draws::keep(const std::vector<ColumnRange>& kept) {
  std::uint64_t n = 0;
  for (const ColumnRange& range : kept) n += range.end - range.first;
  if (n == elections) return;
  for (DrawColumn& column : columns) {
    keep_columns(column.values, elections, kept);
    keep_columns(column.numbers, elections, kept);
    keep_columns(column.bits, elections, kept);
  }
  keep_columns(winner, elections, kept);
  keep_columns(factor, elections, kept);
  elections = n;
}

std::uint64_t Draws::bytes(const Model& model, std::uint64_t n) {
  const Extents extents(labels_of(model), 0);
  std::uint64_t one =
      sizeof(std::int16_t) * model.contests.size() + sizeof(float) * n_recorded_factors(model);
  for (const Quantity& quantity : quantities()) {
    one += bytes_of(quantity) * n_recorded_items(quantity, extents);
  }
  return n * one;
}

void check_draws(const Model& model, const Source& scenario, Problems& problems) {
  const std::uint64_t n = std::min(model.n_draws, model.elections);
  const std::uint64_t size = Draws::bytes(model, n);
  if (size <= kMostDrawBytes) return;
  constexpr double kMega = 1e6;
  problems.error(
      {scenario.place, "output.draws"},
      fmt::format("keeping {} draws takes {:.0f} MB, more than {:.0f}", n,
                  static_cast<double>(size) / kMega, static_cast<double>(kMostDrawBytes) / kMega),
      fmt::format("at most {} fit here", kMostDrawBytes / (size / n)));
}

}  // namespace hustings
