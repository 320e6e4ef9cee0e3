#pragma once

#include <optional>
#include <string>
#include <variant>

#include "hustings/scenario/place.hpp"
#include "language/scalar.hpp"

namespace hustings {

/// What a universe says about its turnout, in whatever form.
struct GivenTurnout {
  std::optional<double> mean, sd, low, high, level, log_odds;
};

/// A fault of one of those fields.
struct TurnoutFault {
  std::string field;  ///< `mean`, `sd` ...; empty = the whole
  Fault fault;
};

/// Makes a turnout of exactly one form: mean and perhaps sd; low, high and level; log_odds.
std::variant<scenario::Turnout, TurnoutFault> turnout_from(const GivenTurnout& given);

}  // namespace hustings
