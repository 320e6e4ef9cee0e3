#pragma once

#include <vector>

#include "model/campaign/message_posterior.hpp"

namespace hustings::campaign {

/// Five variants, 1,000 people each.
inline std::vector<VariantCount> five_variants() {
  std::vector<VariantCount> counts;
  for (const double responded : {50, 62, 55, 71, 48}) counts.push_back({1000, responded});
  return counts;
}

/// 47 variants, 2,000 people each.
inline std::vector<VariantCount> many_variants() {
  std::vector<VariantCount> counts;
  for (const double responded : {55, 69, 42, 59, 73, 47, 61, 78, 51, 65, 92, 55, 68, 40, 58, 72,
                                 46, 61, 77, 50, 64, 86, 54, 67, 37, 57, 71, 45, 60, 75, 49, 63,
                                 83, 53, 66, 34, 56, 70, 43, 59, 74, 48, 62, 80, 52, 65, 28}) {
    counts.push_back({2000, responded});
  }
  return counts;
}

}  // namespace hustings::campaign
