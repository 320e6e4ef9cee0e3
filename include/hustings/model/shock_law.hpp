#pragma once

#include <cstddef>
#include <optional>

#include "hustings/scenario/shock.hpp"

namespace hustings::campaign {

/// The share of something that falls on a day.
struct DayShare {
  double days_before = 0;  ///< 0 = election day
  double share = 0;

  friend bool operator==(const DayShare&, const DayShare&) = default;
};

/// Something that is so or not in an election: that a shock happens with an onset within (after,
/// until], hours before the close of election day.
struct ShockCase {
  std::size_t shock = 0;  ///< its place among all
  double after = 0;
  double until = 0;
  bool is_so = true;  ///< false: the case is that it is not so

  friend bool operator==(const ShockCase&, const ShockCase&) = default;
};

/// How a shock spreads and fades, hours.
struct ShockLaw {
  double spread_half_life = 7.5;
  double effect_half_life = 120;
  std::optional<scenario::ShockAnswer> answer;

  friend bool operator==(const ShockLaw&, const ShockLaw&) = default;
};

}  // namespace hustings::campaign
