#pragma once

#include <string>
#include <vector>

#include "hustings/infer/calibrate.hpp"
#include "hustings/model/model.hpp"
#include "infer/laplace.hpp"

namespace hustings::infer {

/// Which effect each draw of a plan belongs to, and what it is called.
struct DrawNames {
  std::vector<std::size_t> effect;  ///< per draw of the plan; n_effects = of none
  std::vector<std::string> label;   ///< `effect: level`
  std::size_t n_effects = 0;
};

DrawNames draw_names(const Model& model, const ReturnsPlan& plan);

/// One fixed-point step of the squared sizes of effects, relative to those written:
/// r^2 <- (n0 + r^2 sum (z*^2 + C_ii)) / (n0 + n), the mode found with multipliers r.
std::vector<double> next_sizes(const ReturnsPlan& plan, const DrawNames& names, const Mode& mode,
                               const std::vector<double>& sizes, double trust);

/// Tells what the law near the mode says: sizes of effects that are a fixed point within
/// kMostSizeStep if steps end there, and what became of sds; each return held against what the
/// others make of it, its error in that law S^-1_bb^-1 (S^-1 (y - h + J z*))_b over its sd; draws
/// that returns do not tell apart.
void learn(const Model& model, const ReturnsPlan& plan, const Mode& mode,
           const CalibrationPlan& about, Posterior& to);

}  // namespace hustings::infer
