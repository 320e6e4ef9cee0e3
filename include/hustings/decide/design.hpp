#pragma once

#include <cstdint>
#include <vector>

#include "hustings/scenario/vary.hpp"

namespace hustings {

/// Lays out the points at which inputs are tried: point x input, amounts.
///
/// Grid: every combination, the last input running fastest. Latin hypercube: each input's range is
/// cut into as many equal parts as there are points, each part used once, at a place in it and in
/// an order drawn by the seed. Sobol: the points of Sobol's sequence after the origin (direction
/// numbers of Joe and Kuo). Source: docs/method.md, "Variations".
std::vector<std::vector<double>> design_points(const scenario::Vary& vary, std::uint64_t seed);

}  // namespace hustings
