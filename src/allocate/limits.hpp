#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hustings::allocate {

/// How much there is of something: sum over programmes of per_unit x amount, and of `fixed` of
/// those that are on, is at most `most`.
struct Limit {
  std::vector<double> per_unit;  ///< programme; 0 and more
  std::vector<double> fixed;     ///< programme
  double most = 0;
  std::size_t resource = 0;  ///< which of the caller's resources it is a part of
};

/// What may be planned: a programme is off, amount 0, or on, from `least` to `most`.
struct Limits {
  std::vector<double> least;
  std::vector<double> most;  ///< finite
  std::vector<Limit> rows;

  std::size_t n() const { return least.size(); }
  /// Whether it makes a difference that a programme is off and not at an amount of 0.
  bool is_switched(std::size_t programme) const;
};

/// Which programmes are on.
using OnSet = std::vector<bool>;

/// Whether a plan keeps all limits, to 1e-9 of each.
bool keeps(const Limits& limits, std::span<const double> amounts);

/// The most that a programme can have where the parts `share` of what is left of every limit, once
/// the fixed parts of the set are paid, are its own; at most `most`, 0 where it is off.
double most_of(const Limits& limits, const OnSet& on, std::size_t programme, double share);

/// Whether the set can be on together, each at its least.
bool is_possible(const Limits& limits, const OnSet& on);

/// Finds the plan next to `amounts` (Euclidean, each programme in units of its `most`) in which
/// just the set is on, by Dykstra's alternating projections; then inside all limits, on the way to
/// the least of all. The set must be possible.
std::vector<double> projected(const Limits& limits, const OnSet& on, std::vector<double> amounts);

}  // namespace hustings::allocate
