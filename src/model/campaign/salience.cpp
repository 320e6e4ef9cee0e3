#include "model/campaign/salience.hpp"

#include <algorithm>

namespace hustings::campaign {

double salience_factor(Salience salience) {
  switch (salience) {
    case Salience::high:
      return 0.5;
    case Salience::medium:
      return 0.75;
    case Salience::low:
      break;
  }
  return 1;
}

double turnout_salience(std::span<const double> factors) {
  double least = 1;
  for (const double factor : factors) least = std::min(least, factor);
  return least;
}

}  // namespace hustings::campaign
