#pragma once

#include <vector>

#include "hustings/model/night_plan.hpp"
#include "model/campaign/touches.hpp"
#include "model/solve/effects.hpp"

namespace hustings {

/// Centre and own noise of one predictor, before it is laid out.
struct Predictor {
  double centre = 0;
  double own_sd = 0;           ///< 0 = none
  std::uint64_t own_name = 0;  ///< of its own draw
};

/// What the layout is made from: names are resolved and moments solved.
struct LayoutInput {
  const Effects* effects = nullptr;
  std::vector<std::vector<UniverseId>>
      universes_of_contest;  ///< district by district, part by part
  /// Contest: (universe in contest) -> its part, where the counting rule asks for sums by part;
  /// else empty.
  std::vector<std::vector<std::uint32_t>> part_of;
  std::vector<DistrictId> district_of;          ///< per universe
  std::vector<double> registered;               ///< per universe
  std::vector<Predictor> turnout;               ///< per universe
  std::vector<std::vector<Predictor>> support;  ///< contest: (universe in contest) x candidates
  const campaign::Touches* touches = nullptr;   ///< of programmes and shocks; null = there are none
  double repeat = 1;                            ///< of programmes: Defaults::repeat
  /// Contest: (universe in contest); empty = nobody leaves the contest blank.
  std::vector<std::vector<Predictor>> rolloff;
};

/// Lays the model out for the kernels: every factor is drawn once, in the narrowest scope that
/// reads it, and what the universes of a group share is added up once per group.
///
/// A factor that is of one predictor by its nature becomes that predictor's own draw where it has
/// none; what else the scenario holds must not decide it, for it changes the order of additions.
NightPlan lay_out(const LayoutInput& input, std::uint64_t seed);

}  // namespace hustings
