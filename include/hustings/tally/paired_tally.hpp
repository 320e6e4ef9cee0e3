#pragma once

#include <cstdint>
#include <vector>

#include "hustings/tally/tally.hpp"

namespace hustings {

/// Elections in which something happens in the changed world only, and in the base only.
struct PairedCount {
  std::uint64_t gains = 0;
  std::uint64_t losses = 0;

  friend bool operator==(const PairedCount&, const PairedCount&) = default;
};

/// Sum and sum of squares of changed minus base over the elections, in the units of the quantity:
/// 2^-20 of shares, whole votes and seats.
struct DifferenceSums {
  I128 sum = 0;  ///< of votes 1e7 an election: beyond 64 bits at 1e12 elections
  U128 squares = 0;

  DifferenceSums& operator+=(const DifferenceSums& other) {
    sum += other.sum;
    squares += other.squares;
    return *this;
  }
  friend bool operator==(const DifferenceSums&, const DifferenceSums&) = default;
};

/// What is kept of one quantity of a world against its base.
struct PairedColumn {
  std::vector<PairedCount> counts;          ///< item x across; of seats from 1 on: so many or more
  std::vector<DifferenceSums> differences;  ///< item

  PairedColumn() = default;
  PairedColumn(const Quantity& quantity, const Extents& extents);
  friend bool operator==(const PairedColumn&, const PairedColumn&) = default;
};

/// A changed world against the base, election by election on the same draws: integers only, so
/// adding two is exact and no order matters.
///
/// Columns are by the world's items; those without a counterpart in the base stay 0, but for
/// candidates who are new in a contest that both have: the base has them at no votes.
struct PairedTally {
  std::uint64_t elections = 0;
  std::vector<PairedColumn> columns = std::vector<PairedColumn>(quantities().size());

  PairedTally() = default;
  explicit PairedTally(const Labels& world);

  PairedColumn& operator[](QuantityId quantity) { return columns[quantity.index()]; }
  const PairedColumn& operator[](QuantityId quantity) const { return columns[quantity.index()]; }

  PairedTally& operator+=(const PairedTally& other);
  friend bool operator==(const PairedTally&, const PairedTally&) = default;
};

/// Returns the base against the changed world, where both have the same items: gains are losses,
/// differences have the other sign.
PairedTally reversed(PairedTally paired);

}  // namespace hustings
