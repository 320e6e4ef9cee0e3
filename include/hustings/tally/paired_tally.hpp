#pragma once

#include <cstdint>
#include <vector>

#include "hustings/tally/tally.hpp"

namespace hustings {

/// Elections in which something happens in the changed world only, and in the base only.
struct PairedCount {
  std::uint64_t gains = 0;
  std::uint64_t losses = 0;

  PairedCount& operator+=(const PairedCount& other) {
    gains += other.gains;
    losses += other.losses;
    return *this;
  }
  friend bool operator==(const PairedCount&, const PairedCount&) = default;
};

/// Sum and sum of squares of changed minus base over the elections, in the units of the quantity:
/// 2^-20 of shares, whole votes and seats.
struct DifferenceSums {
  std::int64_t sum = 0;
  U128 squares = 0;

  DifferenceSums& operator+=(const DifferenceSums& other) {
    sum += other.sum;
    squares += other.squares;
    return *this;
  }
  friend bool operator==(const DifferenceSums&, const DifferenceSums&) = default;
};

/// What of a world has its counterpart in the base, by name: contests, candidates
/// (`contest/candidate`), districts, universes, slates with the same members, events, totals and
/// their names (`total/name`).
///
/// Every table is by the world's ids; unset = there is none.
struct WorldLinks {
  std::vector<ContestId> contests;
  std::vector<CandidateId> candidates;
  std::vector<DistrictId> districts;
  std::vector<UniverseId> universes;
  std::vector<SlateId> slates;
  std::vector<EventId> events;
  std::vector<TotalId> totals;
  std::vector<TotalNameId> total_names;
};

WorldLinks link_worlds(const Model& base, const Model& world);

/// A changed world against the base, election by election on the same draws: integers only, so
/// adding two is exact and no order matters.
///
/// Tables are by the world's items; those without a counterpart in the base stay 0, but for
/// candidates who are new in a contest that both have: the base has them at no votes.
struct PairedTally {
  std::uint64_t elections = 0;
  std::vector<PairedCount> wins;                   ///< candidate
  std::vector<PairedCount> recounts;               ///< contest
  std::vector<std::vector<PairedCount>> at_least;  ///< slate: 1..k seats and more
  std::vector<DifferenceSums> seats;               ///< slate
  std::vector<PairedCount> events;                 ///< event
  std::vector<PairedCount> eliminated;             ///< candidate x round (of RoundsTally)
  std::vector<PairedCount> led_but_lost;           ///< contest
  std::vector<PairedCount> final_pair;             ///< pair (of RoundsTally)
  std::vector<DifferenceSums> share;               ///< candidate
  std::vector<DifferenceSums> votes;               ///< candidate: first choices
  std::vector<DifferenceSums> delegates;           ///< candidate; none where nobody awards any
  std::vector<DifferenceSums> total_delegates;     ///< name of a total
  std::vector<PairedCount> majority;               ///< name of a total
  std::vector<PairedCount> lead;                   ///< name of a total
  std::vector<PairedCount> no_majority;            ///< total
  std::vector<DifferenceSums> margin;              ///< contest
  std::vector<DifferenceSums> turnout;             ///< contest
  std::vector<DifferenceSums> exhausted;           ///< contest: in the last round
  std::vector<DifferenceSums> district_turnout;    ///< district
  std::vector<DifferenceSums> universe_turnout;    ///< universe

  PairedTally() = default;
  explicit PairedTally(const Model& world);
  PairedTally& operator+=(const PairedTally& other);
  friend bool operator==(const PairedTally&, const PairedTally&) = default;
};

}  // namespace hustings
