#pragma once

#include "infer/lanes.hpp"
#include "infer/linear_return.hpp"
#include "infer/returns_plan.hpp"

namespace hustings::infer {

/// h of the counted districts at some z, and what its Jacobian is made of.
struct Evaluation {
  explicit Evaluation(const ReturnsPlan& plan);

  LaneArray h;        ///< per datum
  LaneArray turnout;  ///< tau, per turnout of the plan
  LaneArray share;    ///< s, per universe and candidate of the plan
  LaneArray part;     ///< f: what part of the candidate's votes is from the universe
};

/// h made linear about a mode, and what moving needs of it.
struct Linearised {
  LinearReturns linear;
  std::vector<double> scale;  ///< per wide draw: its t scale at the mode, else 1
  std::vector<double> h;      ///< at the mode
  std::vector<double> jz;     ///< J z at the mode
};

/// Elections that are moved, as many as the kernels' lanes.
struct MoveTask {
  const ReturnsPlan* plan = nullptr;
  const Linearised* about = nullptr;
  const double* noise = nullptr;  ///< eps, per datum
  const double* scale = nullptr;  ///< t scales, per wide draw; 1 where there is none
  double* z = nullptr;            ///< per draw of the plan; as drawn, then moved
  double* log_weight = nullptr;   ///< null = not wanted
};

/// Memory of one thread.
struct MoveScratch {
  explicit MoveScratch(const ReturnsPlan& plan);

  Evaluation evaluation;
  LaneArray drawn;   ///< z_e
  LaneArray values;  ///< z x scale
  LaneArray u;
  LaneArray residual;
  LaneArray wide;    ///< per wide draw
  LaneArray linear;  ///< per datum of a block
  LaneArray rows;    ///< of a block, and as many adjoints
  LaneArray slots;   ///< of a block
  LaneArray utilities;
  LaneArray block;      ///< datum x datum of a block
  std::size_t n_parts;  ///< of a block
  LaneArray parts;      ///< of each of kBlocks blocks: what DrawPart::of names x wide slots
  LaneArray tiles;      ///< wide x wide, kTile columns after another
  LaneArray between;    ///< wide x wide
};

/// Rows of numbers and what each is multiplied by.
struct WeightedRows {
  const double* weights = nullptr;
  const double* first = nullptr;
  std::size_t stride = 0;
  std::size_t n_rows = 0;
  std::size_t n = 0;  ///< numbers that are taken of each row
};

/// The vector code of moved elections for one instruction set.
struct MoveKernels {
  std::size_t lanes;  ///< elections at once, at most kMostLanes
  /// Evaluates h; values: z x scale per draw.
  void (*evaluate)(const ReturnsPlan& plan, const double* values, double* rows, Evaluation& to);
  /// Returns J' r of a block by its slots, per unit of value.
  void (*transposed)(const Block& block, const Evaluation& at, const double* of_data, double* rows,
                     double* slots);
  /// Moves elections: z = z_e + J' u, R u = y + eps - h(z), by the linear step from the mode
  /// and kSteps more; then log weight = -|y - h + J z|^2 / 2 under S + log det D / 2 - log det(R +
  /// J(z) J'), D the part of S that scales change: what is the same in all elections is left out.
  void (*move)(const MoveTask& task, MoveScratch& scratch);
  /// Adds rows times their weights to numbers, row after row, each product rounded.
  void (*add_weighted)(const WeightedRows& rows, double* to);
};

inline constexpr int kSteps = 4;
/// Blocks whose parts are added up tile by tile, so that tiles are fetched less often.
inline constexpr std::size_t kBlocks = 4;

const MoveKernels& move_kernels();

}  // namespace hustings::infer
