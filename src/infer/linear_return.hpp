#pragma once

#include <vector>

#include "hustings/infer/matrix.hpp"
#include "infer/returns_plan.hpp"

namespace hustings::infer {

/// h of one block made linear, z in units of its sd.
struct LinearBlock {
  Matrix wide;     ///< J': wide slot x datum
  Matrix local;    ///< J': local slot x datum
  Matrix inverse;  ///< V^-1, V = R + J J' over local slots
  Matrix half;     ///< wide x V^-1
  /// Per contest: what J' of a datum over local slots does to utilities and to turnout:
  /// universe x (candidates, turnout) x datum.
  std::vector<std::vector<double>> along;
};

/// h made linear at a point: S = R + J J' of all data, local slots first, as one Cholesky factor of
/// I + G over wide draws, G = sum of wide V^-1 wide'.
struct LinearReturns {
  std::vector<LinearBlock> blocks;
  Matrix factor;               ///< lower, of I + G
  Matrix scaled;               ///< G less what unscaled draws take of it, over draws with a t scale
  double log_determinant = 0;  ///< of S
  double blocks_log_determinant = 0;  ///< of V, all blocks
};

}  // namespace hustings::infer
