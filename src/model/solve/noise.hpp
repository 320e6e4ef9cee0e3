#pragma once

#include <vector>

namespace hustings {

/// One t family's part of a variance.
struct FamilyVariance {
  int df = 0;
  double variance = 0;
  friend auto operator<=>(const FamilyVariance&, const FamilyVariance&) = default;
};

/// Variance of one predictor that comes from shared effects, normal and by t family (at most two).
struct SharedVariance {
  double normal = 0;
  std::vector<FamilyVariance> families;

  double total() const {
    double sum = normal;
    for (const FamilyVariance& family : families) sum += family.variance;
    return sum;
  }
  friend auto operator<=>(const SharedVariance&, const SharedVariance&) = default;
};

}  // namespace hustings
