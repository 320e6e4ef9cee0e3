#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "hustings/model/night_plan.hpp"

namespace hustings {

/// Appends normals to the program that all universes share, each name once.
class Normals {
 public:
  /// `next`: the first row that is free.
  Normals(RowIndex next, NightPlan& plan) : next_(next), plan_(plan) {}

  /// Takes the next row.
  RowIndex next() { return next_++; }
  /// The row after all that were taken.
  RowIndex end() const { return next_; }

  /// The row of a normal; kZeroRow where there is no name.
  RowIndex row(const std::optional<std::uint64_t>& name);

  /// The row of a normal of which `share` of the variance is common: sqrt(share) common + sqrt(1 -
  /// share) own; without a common name its own.
  RowIndex shared(const std::optional<std::uint64_t>& common, std::uint64_t own, double share);

 private:
  RowIndex next_;
  NightPlan& plan_;
  std::map<std::uint64_t, RowIndex> of_name_;
};

}  // namespace hustings
