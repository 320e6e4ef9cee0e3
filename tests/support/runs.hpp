#pragma once

#include <cstdint>

#include "hustings/engine/simulate.hpp"

namespace hustings::test {

/// Simulates on two threads, recording every election up to `n_draws`.
RunResult run(const Model& model, std::uint64_t elections, std::uint64_t n_draws = 0);

/// Whether every table of two records is equal, bit for bit.
bool same_draws(const Draws& a, const Draws& b);

/// Value of an item in one election of a table [item x election].
template <class T>
T at(const std::vector<T>& table, const Draws& draws, std::size_t item, std::size_t election) {
  return table[item * draws.elections + election];
}

/// One item's row of a table.
template <class T>
std::vector<T> row(const std::vector<T>& table, const Draws& draws, std::size_t item) {
  const auto first = table.begin() + static_cast<std::ptrdiff_t>(item * draws.elections);
  return {first, first + static_cast<std::ptrdiff_t>(draws.elections)};
}

}  // namespace hustings::test
