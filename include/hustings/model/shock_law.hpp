#pragma once

#include <optional>

#include "hustings/scenario/shock.hpp"

namespace hustings::campaign {

/// The share of something that falls on a day.
struct DayShare {
  double days_before = 0;  ///< 0 = election day
  double share = 0;

  friend bool operator==(const DayShare&, const DayShare&) = default;
};

/// How a shock spreads and fades, hours.
struct ShockLaw {
  double spread_half_life = 7.5;
  double effect_half_life = 120;
  std::optional<scenario::ShockAnswer> answer;

  friend bool operator==(const ShockLaw&, const ShockLaw&) = default;
};

}  // namespace hustings::campaign
