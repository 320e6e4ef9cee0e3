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

template <class T>
void truncate_table(std::vector<T>& table, std::uint64_t from, std::uint64_t to) {
  const std::uint64_t items = table.size() / from;
  for (std::uint64_t i = 1; i < items; ++i) {
    std::copy_n(table.begin() + static_cast<std::ptrdiff_t>(i * from), to,
                table.begin() + static_cast<std::ptrdiff_t>(i * to));
  }
  table.resize(items * to);
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
  if (n >= elections) return;
  for (DrawColumn& column : columns) {
    truncate_table(column.values, elections, n);
    truncate_table(column.numbers, elections, n);
    truncate_table(column.bits, elections, n);
  }
  truncate_table(winner, elections, n);
  truncate_table(factor, elections, n);
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
