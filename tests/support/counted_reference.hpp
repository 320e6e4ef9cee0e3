#pragma once

#include <string>
#include <vector>

#include "hustings/infer/posterior.hpp"
#include "hustings/model/model.hpp"
#include "infer/returns_plan.hpp"

namespace hustings::test {

/// The reference of docs/method.md, "Calibration": four districts of two universes, two candidates
/// a and b, effects of turnout and support of every kind; with `tails` polling has those of t, 6
/// degrees of freedom.
Model counted_reference(bool tails = false);

/// Its counted districts d0 and d1.
std::vector<infer::DistrictReturn> reference_returns();

/// The plan of its returns with y = log V and R = 1/V + .003^2, without the half vote.
infer::ReturnsPlan reference_plan(const Model& model,
                                  const std::vector<infer::DistrictReturn>& returns);

/// Names of draws of a model, `effect: level`, by the address.
std::string draw_label(const Model& model, DrawAddress address);

}  // namespace hustings::test
