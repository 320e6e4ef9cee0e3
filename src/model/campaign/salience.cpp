#include "model/campaign/salience.hpp"

#include <algorithm>

namespace hustings::campaign {

double turnout_salience(std::span<const double> factors) {
  double least = 1;
  for (const double factor : factors) least = std::min(least, factor);
  return least;
}

}  // namespace hustings::campaign
