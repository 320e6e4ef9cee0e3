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

/// Counts errors of n contests of one day as 1 / (1 + .07 (n - 1)) of as many, the sum of squares
/// in the same part.
SeenErrors of_one_day(const SeenErrors& errors, double contests);

/// The mark of what was made once the result may have been known.
inline constexpr const char* kAfterTheFact = "after the fact";

inline constexpr double kSizeTrust = 20;  ///< n0

/// Returns the size after errors were seen: s^2 = (n0 s0^2 + sum e^2) / (n0 + n).
double updated_size(double size, const SeenErrors& errors, double trust = kSizeTrust);

}  // namespace hustings::infer
