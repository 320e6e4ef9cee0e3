#pragma once

namespace hustings::exact {

/// Logarithm of the gamma function of x > 0, error below 1e-14 of 1 or of the value. Its bits do
/// not depend on the machine's C library.
double log_gamma(double x);

}  // namespace hustings::exact
