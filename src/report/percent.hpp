#pragma once

#include <string>

#include "hustings/summary/summary.hpp"

namespace hustings {

/// Percent with as many digits as the Monte Carlo error warrants; what never happened is bounded.
std::string percent(const Probability& p);

}  // namespace hustings
