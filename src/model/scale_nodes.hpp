#pragma once

#include <vector>

#include "model/noise.hpp"
#include "model/quadrature.hpp"

namespace hustings {

inline constexpr int kScaleNodes = 8;

/// Calls visit(weight, scales) for every combination of the families' scale nodes: one call with
/// weight 1 and no scales where there is no family; at most two families.
template <class Visit>
void for_scale_nodes(const std::vector<FamilyVariance>& families, const Visit& visit) {
  double scales[2] = {1, 1};
  if (families.empty()) return visit(1.0, scales);
  const Quadrature first = scale_quadrature(families[0].df, kScaleNodes);
  for (int i = 0; i < kScaleNodes; ++i) {
    const auto a = static_cast<std::size_t>(i);
    scales[0] = first.nodes[a];
    if (families.size() == 1) {
      visit(first.weights[a], scales);
      continue;
    }
    const Quadrature second = scale_quadrature(families[1].df, kScaleNodes);
    for (std::size_t b = 0; b < second.nodes.size(); ++b) {
      scales[1] = second.nodes[b];
      visit(first.weights[a] * second.weights[b], scales);
    }
  }
}

}  // namespace hustings
