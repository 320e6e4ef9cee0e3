#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/event_program.hpp"
#include "random/batch_bits.hpp"
#include "tally/reading.hpp"

// The numbers of elections that events compare.
namespace hustings {

/// A number in every election of a batch, as it is recorded; NaN where there is none, which no
/// comparison holds of.
using NumberRow = std::array<float, kBatch>;

/// Reads a number that is not written: one about a contest while its rows are at hand, others once
/// all contests are counted.
void read_number(const CountedNights& nights, const EventNumber& number, Scratch& scratch,
                 NumberRow& row);

/// Counts how many of some candidates win; wins are per candidate of the model.
void count_seats(const std::vector<CandidateId>& members, const std::vector<BatchBits>& wins,
                 NumberRow& row);

/// A candidate's share minus that of the other it must beat: the best one, or, for several seats,
/// the last of the others that many would let in.
NumberRow signed_margin(const Outcome& outcome, std::size_t slot);

/// Compares as 32-bit floats.
bool compares(double left, scenario::Comparison comparison, double right);

/// Tells whether a comparison of a single number holds where that is x.
bool holds_at(const EventStep& step, float x);

/// The two sums of a comparison in every election of a batch: of 32-bit numbers, added in double in
/// the order written.
struct TwoSums {
  using Sum = std::array<double, kBatch>;
  std::array<Sum, 2> sums{};

  void add(const EventNumber& number, const NumberRow& row, Sum& to);
  BatchBits compared(scenario::Comparison comparison) const;
};

/// Elections in which a comparison holds; `read(i, row)` fills the row of its i-th number, which is
/// not a written one. Source: docs/method.md, "Events".
template <class Read>
BatchBits compare(const EventStep& step, const Read& read) {
  TwoSums two;
  NumberRow row;
  for (std::size_t i = 0; i < step.numbers.size(); ++i) {
    const EventNumber& number = step.numbers[i];
    if (number.kind == EventNumber::Kind::written) {
      row.fill(number.value);
    } else {
      read(i, row);
    }
    two.add(number, row, two.sums[i < step.n_left ? 0 : 1]);
  }
  return two.compared(step.comparison);
}

}  // namespace hustings
