#pragma once

#include <string>

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// What is written into the scenario of two places.
struct TwoPlaces {
  std::string of_contest = {};  ///< keys of the contest, in lines of their own
  std::string programmes = {};  ///< what stands below the scenario: keys at its first level
};

/// The campaign's reference case: ana is ahead in A and behind in B. Without anything else P(ana)
/// is .4667978.
scenario::Scenario two_places(const TwoPlaces& with);

}  // namespace hustings::test
