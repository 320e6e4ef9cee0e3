#include "hustings/count/votes.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

Int128 power_of_ten(int exponent) {
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

/// Returns a * b / c, cut to a whole number; exact although a * b may need 256 bits.
Int128 multiply_divide(Int128 a, Int128 b, Int128 c) {
  constexpr Int128 kSmall = Int128{1} << 62;
  if (a < kSmall && b < kSmall) return a * b / c;
  using boost::multiprecision::int256_t;
  return static_cast<Int128>(int256_t(a) * int256_t(b) / int256_t(c));
}

std::string digits_of(Int128 value) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value > 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

/// Writes digits * 10^-scale by the rule of BigDecimal.toString: with an exponent below 10^-6.
std::string written(std::string digits, int scale) {
  const int exponent = static_cast<int>(digits.size()) - 1 - scale;
  if (scale > 0 && exponent < -6) {
    if (digits.size() > 1) digits.insert(1, ".");
    return digits + "E" + std::to_string(exponent);
  }
  if (scale == 0) return digits;
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  return digits.insert(digits.size() - places, ".");
}

}  // namespace

Decimals::Decimals(int places) : places_(places), one_(power_of_ten(places)) {
  HUSTINGS_REQUIRE(places >= 0 && places <= 20);
}

/// Returns a x b, cut off after the decimal places: floor(a.units x b.units / 10^places) units.
Votes Decimals::product(Votes a, Votes b) const {
  return {multiply_divide(a.units, b.units, one_), true};
}

/// Returns a / b, cut off after the decimal places. b must not be 0.
Votes Decimals::quotient(Votes a, Votes b) const {
  HUSTINGS_REQUIRE(b.units > 0);
  return {multiply_divide(a.units, one_, b.units), true};
}

Votes Decimals::ceil_quotient(Votes votes, std::uint64_t n) const {
  const Int128 step = static_cast<Int128>(n) * one_;
  return {(votes.units + step - 1) / step * one_, false};
}

double Decimals::value(Votes votes) const {
  return static_cast<double>(votes.units) / static_cast<double>(one_);
}

/// Writes votes as RCTab does, whose numbers are java.math.BigDecimal: decimal places only where a
/// fraction went into them, and then all of them.
std::string Decimals::text(Votes votes) const {
  const bool negative = votes.units < 0;
  const Int128 units = negative ? -votes.units : votes.units;
  const std::string text =
      votes.fractional ? written(digits_of(units), places_) : written(digits_of(units / one_), 0);
  return negative ? "-" + text : text;
}

}  // namespace hustings
