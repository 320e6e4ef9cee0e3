#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace hustings {

__extension__ using Int128 = __int128;

/// An exact quantity of votes, in units of 10^-places (`Decimals`).
///
/// Votes are compared by their value alone; `fractional` says how they are written.
struct Votes {
  Int128 units = 0;
  bool fractional = false;  ///< written with its decimal places: a fraction went into it, if only 0

  Votes& operator+=(Votes other) {
    units += other.units;
    fractional |= other.fractional;
    return *this;
  }
  friend Votes operator+(Votes a, Votes b) { return a += b; }
  friend Votes operator-(Votes a, Votes b) {
    return {a.units - b.units, a.fractional || b.fractional};
  }
  /// The votes of `n` ballots that are worth `value` each.
  friend Votes operator*(std::uint64_t n, Votes value) {
    return {static_cast<Int128>(n) * value.units, value.fractional};
  }
  friend bool operator==(Votes a, Votes b) { return a.units == b.units; }
  friend std::strong_ordering operator<=>(Votes a, Votes b) { return a.units <=> b.units; }
};

/// Counts with a fixed number of decimal places; what is left beyond them is cut off, never
/// rounded.
///
/// Exact for up to 10^15 ballots and 20 places. Writes numbers as java.math.BigDecimal does: a sum
/// has the decimal places of its most precise term, trailing zeros included.
class Decimals {
 public:
  explicit Decimals(int places);

  int places() const { return places_; }
  Votes whole(std::uint64_t n) const { return {static_cast<Int128>(n) * one_, false}; }
  Votes smallest_fraction() const { return {1, true}; }

  Votes product(Votes a, Votes b) const;
  Votes quotient(Votes a, Votes b) const;
  Votes floor_to_whole(Votes votes) const { return {votes.units / one_ * one_, false}; }
  /// Returns votes / n, rounded up to a whole number.
  Votes ceil_quotient(Votes votes, std::uint64_t n) const;

  std::uint64_t whole_part(Votes votes) const {
    return static_cast<std::uint64_t>(votes.units / one_);
  }
  bool is_whole(Votes votes) const { return votes.units % one_ == 0; }
  double value(Votes votes) const;
  std::string text(Votes votes) const;

 private:
  int places_;
  Int128 one_;
};

}  // namespace hustings
