#pragma once

#include <vector>

namespace hustings::infer {

/// Sizes of error that a drafted scenario is written with, sd in log-odds or utility.
struct ErrorSizes {
  double region = 0;   ///< support, candidate x region
  double place = 0;    ///< support, candidate x place
  double bloc = .15;   ///< support, candidate x faction
  double local = .15;  ///< support, universe
  double turnout_all = .20;
  double turnout_faction = .15;
  double turnout_region = .15;
  double turnout_cell = .15;
  double turnout_place = .12;
};

/// Returns the sizes where support in places follows likeness (region .29, place .43), or does not
/// (.36, .62). Source: six two-way fits, New York City 2020-25.
ErrorSizes error_sizes(bool with_likeness);

/// Errors of one effect, seen in contests of one day.
struct SeenErrors {
  double n = 0;               ///< how many
  double sum_of_squares = 0;  ///< of errors, in the unit of the size
};

/// Counts n contests of one day as n / (1 + .07 (n - 1)), the sum of squares in the same part.
SeenErrors of_one_day(const SeenErrors& errors);

inline constexpr double kSizeTrust = 20;  ///< n0

/// Returns the size after errors were seen: s^2 = (n0 s0^2 + sum e^2) / (n0 + n).
double updated_size(double size, const SeenErrors& errors, double trust = kSizeTrust);

}  // namespace hustings::infer
