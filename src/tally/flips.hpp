#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "hustings/model/night_plan.hpp"
#include "hustings/model/swing_plan.hpp"
#include "night/night.hpp"
#include "random/batch_bits.hpp"

namespace hustings {

/// One decision in the elections of a batch in which it is close: what would be otherwise had it
/// gone the other way, and how turnout moves it.
///
/// Side 0 is where its margin is above 0, side 1 below; elections that are not close are as they
/// fell on both.
struct Flip {
  /// A term of an event on both sides.
  struct Term {
    std::uint32_t event = 0;
    std::uint32_t step = 0;
    std::array<BatchBits, 2> sides;
  };

  ContestId contest;
  std::array<std::vector<BatchBits>, 2> wins;  ///< per candidate; none where nobody's win changes
  std::vector<Term> terms;                     ///< those that may change
  std::uint32_t threshold = SwingPlan::kNone;  ///< only events that ask about it can change

  std::vector<std::uint32_t> lanes;      ///< elections closer than the half-width, in order
  std::vector<bool> is_narrow;           ///< of these: closer than half of it
  std::vector<std::uint32_t> universes;  ///< of the model: those whose turnout moves it
  /// Universe x lane: slope of the margin in the log-odds of turnout, over twice the half-width, in
  /// units of SwingSums.
  std::vector<std::int64_t> slopes;

  void clear();
};

/// The margins of a flip's elections as sums over first choices: (sum of weight x votes) / per.
struct FlipMargins {
  std::vector<double> weights;  ///< lane x part of the contest x candidate
  std::vector<double> margin;   ///< lane: where `per` is the valid votes, which move too; else 0
  std::vector<double> per;      ///< lane
};

/// Fills a flip's universes and slopes: per universe (1 - turnout) x (sum of weight x votes -
/// margin x all its votes) / (2 h per). The night keeps the votes of universes.
void fill_slopes(const ContestPlan& plan, const Night& night, const FlipMargins& margins,
                 float half_width, Flip& flip);

/// Units of SwingSums that one vote is worth in the slope of a margin that is a share of `per`
/// votes.
double slope_unit(double per, float half_width);

/// Rounds to a whole number.
inline std::int64_t rounded(double x) {
  return static_cast<std::int64_t>(x + (x < 0 ? -0.5 : 0.5));
}

/// The flips of one batch. Memory is kept from batch to batch.
class FlipList {
 public:
  void clear() { n_ = 0; }
  /// Adds an empty one.
  Flip& add();
  /// Takes back the one last added.
  void drop() { --n_; }

  auto begin() const { return flips_.begin(); }
  auto end() const { return flips_.begin() + static_cast<std::ptrdiff_t>(n_); }

 private:
  std::vector<Flip> flips_;
  std::size_t n_ = 0;
};

}  // namespace hustings
