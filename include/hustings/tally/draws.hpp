#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/tally/quantity.hpp"

namespace hustings {

/// Most members for a group of columns to be recorded: districts, universes, factors of one effect.
inline constexpr std::size_t kMostRecorded = 1000;

/// What is recorded of one quantity, in the vector of its kind: [item x election].
struct DrawColumn {
  std::vector<float> values;          ///< of moments and histograms
  std::vector<std::int16_t> numbers;  ///< of whole numbers
  std::vector<std::uint8_t> bits;     ///< of counts: 1 = it is so

  friend bool operator==(const DrawColumn&, const DrawColumn&) = default;
};

/// Columns first .. end-1 of draws; of several, sorted and disjoint.
struct ColumnRange {
  std::uint64_t first = 0;
  std::uint64_t end = 0;
};

/// The first elections of a run, whole. Every table is [item x election], election running fastest.
struct Draws {
  std::uint64_t elections = 0;
  /// By QuantityId; empty where the table of quantities does not say that they are drawn, and of
  /// districts and universes above kMostRecorded.
  std::vector<DrawColumn> columns = std::vector<DrawColumn>(quantities().size());
  std::vector<std::int16_t> winner;       ///< contest: slot of the winner
  std::vector<std::string> factor_names;  ///< `effect` or `effect: level`
  std::vector<float> factor;  ///< factor, in units of its sd; effects up to kMostRecorded

  Draws() = default;
  Draws(const Model& model, std::uint64_t n);

  DrawColumn& operator[](QuantityId quantity) { return columns[quantity.index()]; }
  const DrawColumn& operator[](QuantityId quantity) const { return columns[quantity.index()]; }

  /// Keeps only the first n elections.
  void truncate(std::uint64_t n);
  /// Keeps only the elections of some columns.
  void keep(const std::vector<ColumnRange>& kept);

  /// Size of all tables [bytes], before any is made.
  static std::uint64_t bytes(const Model& model, std::uint64_t n);

  friend bool operator==(const Draws&, const Draws&) = default;
};

/// Most bytes of draws that are kept.
inline constexpr std::uint64_t kMostDrawBytes = 256'000'000;

/// Refuses a model whose draws would take more than that. `scenario` is where the scenario stands.
void check_draws(const Model& model, const Source& scenario, Problems& problems);

}  // namespace hustings
