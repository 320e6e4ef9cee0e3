#pragma once

#include <array>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings::scenario {

/// Two candidates who endorse each other, by their names `contest/candidate`.
struct Endorsement {
  Source source;
  std::array<std::string, 2> candidates;
  std::array<Source, 2> candidate_sources;
};

/// Largest number of candidates whom endorsements may connect with each other: each one's error is
/// a sum over all of them.
inline constexpr std::size_t kMostConnected = 128;

/// Who endorses whom, and how far that ties the candidates' own errors.
///
/// Source: docs/method.md, "Endorsements".
struct Endorsements {
  Source source;
  double strength = 0;  ///< rho, -1 < rho < 1
  std::vector<Endorsement> edges;
};

}  // namespace hustings::scenario
