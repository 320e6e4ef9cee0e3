#pragma once

#include <cstdint>
#include <vector>

#include "hustings/infer/matrix.hpp"
#include "infer/returns_plan.hpp"

namespace hustings::infer {

/// A part of what a draw does to a block's data: J' of one datum, or of a universe's votes.
struct DrawPart {
  std::uint32_t of = 0;  ///< datum of the block; or, after all data, contest by contest a universe
  double times = 0;
};

/// Wide slots of a block that do the same to its data but for how much of it.
struct LikeDraws {
  std::vector<DrawPart> parts;
  std::vector<SlotLoad> slots;
};

/// h of one block made linear, z in units of its sd.
struct LinearBlock {
  Matrix wide;     ///< J': wide slot x datum
  Matrix local;    ///< J': local slot x datum
  Matrix inverse;  ///< V^-1, V = R + J J' over local slots
  Matrix half;     ///< wide x V^-1
  /// Filled by take_apart. Per contest: what J' of a datum over local slots does to utilities and
  /// to turnout: universe x (candidates, turnout) x datum.
  std::vector<std::vector<double>> along;
  /// All wide slots, by value. Of a row: e_k times the candidate's parts that it moves, less f_u
  /// times shares, plus f_u times (1 - tau).
  std::vector<LikeDraws> alike;
};

/// h made linear at a point: S = R + J J' of all data, local slots first, as one Cholesky factor of
/// I + G over wide draws, G = sum of wide V^-1 wide'.
struct LinearReturns {
  std::vector<LinearBlock> blocks;
  std::vector<double> turnout;  ///< tau, s and f there, as in Evaluation
  std::vector<double> share;
  std::vector<double> part;
  Matrix factor;               ///< lower, of I + G
  Matrix scaled;               ///< G less what unscaled draws take of it, over draws with a t scale
  double log_determinant = 0;  ///< of S
  double blocks_log_determinant = 0;  ///< of V, all blocks
};

}  // namespace hustings::infer
