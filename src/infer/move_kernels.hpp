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

/// Four elections that are moved.
struct MoveTask {
  const ReturnsPlan* plan = nullptr;
  const Linearised* about = nullptr;
  const Lanes* noise = nullptr;  ///< eps, per datum
  const Lanes* scale = nullptr;  ///< t scales, per wide draw; 1 where there is none
  Lanes* z = nullptr;            ///< per draw of the plan; as drawn, then moved
  Lanes* log_weight = nullptr;   ///< null = not wanted
};

/// Memory of one thread.
struct MoveScratch {
  explicit MoveScratch(const ReturnsPlan& plan);

  Evaluation evaluation;
  LaneArray drawn;   ///< z_e
  LaneArray values;  ///< z x scale
  LaneArray u;
  LaneArray residual;
  LaneArray wide;     ///< per wide draw
  LaneArray rows;     ///< of a block, and as many adjoints
  LaneArray slots;    ///< of a block
  LaneArray data;     ///< of a block, twice
  LaneArray block;    ///< datum x datum of a block
  LaneArray between;  ///< wide x wide
};

/// The vector code of moved elections for one instruction set.
struct MoveKernels {
  /// Evaluates h; values: z x scale per draw.
  void (*evaluate)(const ReturnsPlan& plan, const Lanes* values, Lanes* rows, Evaluation& to);
  /// Returns J' r of a block by its slots, per unit of value.
  void (*transposed)(const Block& block, const Evaluation& at, const Lanes* of_data, Lanes* rows,
                     Lanes* slots);
  /// Moves four elections: z = z_e + J' u, R u = y + eps - h(z), by the linear step from the mode
  /// and kSteps more; then log weight = -|y - h + J z|^2 / 2 under S + log det D / 2 - log det(R +
  /// J(z) J'), D the part of S that scales change: what is the same in all elections is left out.
  void (*move)(const MoveTask& task, MoveScratch& scratch);
};

inline constexpr int kSteps = 4;

const MoveKernels& move_kernels();

}  // namespace hustings::infer
