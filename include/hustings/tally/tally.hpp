#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/tally/quantity.hpp"
#include "hustings/tally/swing_tally.hpp"

namespace hustings {

/// Sum and sum of squares of a share-like quantity in units of 2^-20 (exact; any order of adding).
struct MomentSums {
  std::uint64_t sum = 0;
  U128 squares = 0;

  MomentSums& operator+=(const MomentSums& other) {
    sum += other.sum;
    squares += other.squares;
    return *this;
  }
  friend bool operator==(const MomentSums&, const MomentSums&) = default;
};

/// Which counts are kept beside wins and shares. Everything by default; benchmarks ask for less.
struct TallyOptions {
  bool turnout = true;                       ///< of contests, districts and universes
  bool margin = true;                        ///< of contests
  std::size_t all_pairs_up_to = 400;         ///< candidates; beyond that pairs within slates only
  std::shared_ptr<const SwingPlan> swing{};  ///< of the same model; none = swing is not tallied
};

/// Two candidates whose joint wins are counted.
struct CandidatePair {
  CandidateId a;
  CandidateId b;
  friend bool operator==(const CandidatePair&, const CandidatePair&) = default;
};

/// Pairs that a run counts: every pair up to `all_pairs_up_to` candidates, else those within
/// slates.
std::vector<CandidatePair> counted_pairs(const Model& model, std::size_t all_pairs_up_to);

/// Most members of a slate whose 2^k joint outcomes are counted.
inline constexpr std::size_t kMostJointMembers = 10;

/// What a run keeps of one quantity.
struct Column {
  /// Item x across, item x bin, or item x number: elections.
  std::vector<std::uint64_t> counts;
  std::vector<MomentSums> sums;  ///< item x across

  Column() = default;
  Column(const Quantity& quantity, const Extents& extents);
  bool empty() const { return counts.empty() && sums.empty(); }
  friend bool operator==(const Column&, const Column&) = default;
};

/// Exact counts of a run: integers only, so adding two tallies is exact and no order matters.
///
/// Histograms have `bins` equal bins of [0, 1]; the last one contains 1.
struct Tally {
  std::uint64_t elections = 0;
  std::uint32_t bins = 0;
  std::vector<Column> columns = std::vector<Column>(quantities().size());  ///< by QuantityId
  /// Slate: 2^k outcomes, bit i = member i wins; none above kMostJointMembers.
  std::vector<std::vector<std::uint64_t>> outcomes;
  std::vector<CandidatePair> pairs;
  std::vector<std::uint64_t> both_win;  ///< pair
  SwingTally swing;

  Tally() = default;
  Tally(const Model& model, const TallyOptions& options);

  Column& operator[](QuantityId quantity) { return columns[quantity.index()]; }
  const Column& operator[](QuantityId quantity) const { return columns[quantity.index()]; }

  /// Adds the counts of other elections of the same model and options.
  Tally& operator+=(const Tally& other);

  friend bool operator==(const Tally&, const Tally&) = default;
};

}  // namespace hustings
