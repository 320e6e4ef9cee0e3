#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "hustings/infer/turnout.hpp"

namespace hustings::infer {

/// One known turnout.
struct SeenTurnout {
  std::size_t contest = 0;
  double log_odds = 0;
  double variance = 0;  ///< of sampling
};

/// Past turnout, place by place, places by region.
struct SeenPlaces {
  std::size_t n_contests = 0;
  bool has_regions = false;
  std::vector<std::vector<SeenTurnout>> places;     ///< per place, its contests
  std::vector<std::vector<std::size_t>> of_region;  ///< places of each region; one for all without
};

SeenPlaces seen_places(const PastTurnout& past);

/// The sizes in order: region, region x contest, place, place x contest.
using SizesArray = std::array<double, 4>;

/// A fit, and what tells how to better its sizes.
struct TurnoutMoments {
  TurnoutFit fit;
  SizesArray count{};    ///< effects of each kind
  SizesArray squares{};  ///< expected sum of their squares, given the data
};

/// Computes restricted likelihood, best linear predictions and expected squares, given sizes.
///
/// Places of a region are joined through the region's levels w = alpha + rho + gamma alone, one a
/// contest: what a place says of w is a rank-one change of a diagonal, so work grows with places x
/// contests^2. By Fisher's identity d(-log likelihood) / d log size = count - squares / size^2.
TurnoutMoments turnout_moments(const SeenPlaces& seen, const TurnoutSizes& sizes);

}  // namespace hustings::infer
