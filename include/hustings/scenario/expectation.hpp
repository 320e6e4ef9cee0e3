#pragma once

#include <optional>
#include <string>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/event.hpp"

namespace hustings::scenario {

/// What a scenario expects of a probability, for CI: that it lies between two numbers, or equals
/// one within a tolerance.
struct Expectation {
  Source source;
  std::string text;  ///< of what: the event, `C/c wins` or `sweep of S`
  Event event;
  double low = 0;  ///< between
  double high = 1;
  std::optional<double> equals;
  std::optional<double> standard_errors;  ///< of a run with that probability
  std::optional<double> absolute;
};

}  // namespace hustings::scenario
