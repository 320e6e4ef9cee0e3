#pragma once

#include <vector>

#include "model/solve/noise.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings {

inline constexpr int kNormalNodes = 31;  ///< of each normal law that a centre is solved under

/// Nodes of a t scale, 3 <= df <= 30; solved once in a program.
const Quadrature& scale_nodes(int df);

/// Calls visit(weight, scales) for every combination of the families' scale nodes: one call with
/// weight 1 and no scales where there is no family; at most two families.
template <class Visit>
void for_scale_nodes(const std::vector<FamilyVariance>& families, const Visit& visit) {
  static const Quadrature kOne{{1.0}, {1.0}};
  const Quadrature& first = families.empty() ? kOne : scale_nodes(families[0].df);
  const Quadrature& second = families.size() < 2 ? kOne : scale_nodes(families[1].df);
  for (std::size_t a = 0; a < first.nodes.size(); ++a) {
    for (std::size_t b = 0; b < second.nodes.size(); ++b) {
      const double scales[2] = {first.nodes[a], second.nodes[b]};
      visit(first.weights[a] * second.weights[b], scales);
    }
  }
}

}  // namespace hustings
