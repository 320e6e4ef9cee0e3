#include "hustings/infer/error_sizes.hpp"

#include <cmath>

#include "hustings/core/contract.hpp"

namespace hustings::infer {

ErrorSizes error_sizes(bool with_likeness) {
  ErrorSizes sizes;
  sizes.region = with_likeness ? .29 : .36;
  sizes.place = with_likeness ? .43 : .62;
  return sizes;
}

SeenErrors of_one_day(const SeenErrors& errors, double contests) {
  constexpr double kSameDay = .07;  // correlation of errors of contests of one day
  if (!(contests > 1)) return errors;
  const double grown = 1.0 + kSameDay * (contests - 1.0);
  return {errors.n / grown, errors.sum_of_squares / grown};
}

double updated_size(double size, const SeenErrors& errors, double trust) {
  HUSTINGS_REQUIRE(trust + errors.n > 0);
  return std::sqrt((trust * size * size + errors.sum_of_squares) / (trust + errors.n));
}

}  // namespace hustings::infer
