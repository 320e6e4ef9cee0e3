#pragma once

#include <vector>

#include "hustings/infer/posterior.hpp"
#include "hustings/model/model.hpp"

namespace hustings::test {

struct MeanSd {
  double mean = 0;
  double sd = 0;
  double above_0 = 0;  ///< part
};

/// What accepted elections of a posterior say of the reference's contest.
struct ReferenceLaw {
  MeanSd margin;                ///< of candidate 0 over 1, counted districts as counted
  std::vector<MeanSd> support;  ///< of candidate 0, per universe of a district, over all districts
};

ReferenceLaw reference_law(const Model& model, const infer::Posterior& posterior);

/// Calibrates a small model, n times, to returns drawn from it; returns the probability of ranks as
/// uneven as those of the drawn among what is found, if all is right (chi-squared, by groups).
/// tails: of counted_reference.
double calibrated_ranks(int n, bool tails);

}  // namespace hustings::test
