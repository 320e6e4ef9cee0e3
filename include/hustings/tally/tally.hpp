#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "hustings/model/model.hpp"
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

/// What happens between the first round and the last, over the contests that are counted in rounds.
///
/// All tables are empty where no contest is; rows of other contests are 0.
struct RoundsTally {
  std::uint32_t n_rounds = 0;                  ///< most rounds of any contest
  std::vector<std::uint64_t> reached;          ///< contest x round: elections that come so far
  std::vector<std::uint64_t> eliminated;       ///< candidate x round
  std::vector<MomentSums> standing;            ///< candidate x round: share of valid votes, 0 = out
  std::vector<MomentSums> exhausted_by_round;  ///< contest x round: share of valid votes
  std::vector<MomentSums> exhausted;           ///< contest: in the last round
  std::vector<std::uint64_t> exhausted_histogram;  ///< contest x bin
  std::vector<std::uint64_t> led_but_lost;  ///< contest: who led the first round does not win
  std::vector<CandidatePair> final_pairs;   ///< every pair of each contest
  std::vector<std::uint64_t> final_pair;    ///< pair: elections in which they are the last two

  RoundsTally() = default;
  explicit RoundsTally(const Model& model);
  RoundsTally& operator+=(const RoundsTally& other);
  friend bool operator==(const RoundsTally&, const RoundsTally&) = default;
};

/// Delegates of candidates and totals: elections by their whole numbers, so that means and spreads
/// are exact too.
///
/// Tables are empty where no contest awards delegates, those of totals where there are none; rows
/// of other contests are 0.
struct DelegatesTally {
  std::uint32_t most = 0;                     ///< most delegates of any contest
  std::vector<std::uint64_t> won;             ///< candidate x 0..most: elections
  std::vector<std::uint64_t> ties;            ///< contest: elections with a tie of remainders
  std::uint32_t most_total = 0;               ///< most delegates of any total
  std::vector<std::uint64_t> total_won;       ///< name of a total x 0..most_total: elections
  std::vector<std::uint64_t> total_leads;     ///< name of a total: has more than every other
  std::vector<std::uint64_t> total_majority;  ///< name of a total: has the majority
  std::vector<std::uint64_t> no_majority;     ///< total: nobody has

  DelegatesTally() = default;
  explicit DelegatesTally(const Model& model);
  DelegatesTally& operator+=(const DelegatesTally& other);
  friend bool operator==(const DelegatesTally&, const DelegatesTally&) = default;
};

/// Exact counts of a run: integers only, so adding two tallies is exact and no order matters.
///
/// Histograms have `bins` equal bins of [0, 1]; the last one contains 1.
struct Tally {
  std::uint64_t elections = 0;
  std::uint32_t bins = 0;
  std::vector<std::uint64_t> wins;                ///< candidate
  std::vector<MomentSums> share;                  ///< candidate
  std::vector<std::uint64_t> share_histogram;     ///< candidate x bin
  std::vector<std::uint64_t> lots;                ///< contest: elections decided by lot
  std::vector<std::uint64_t> recounts;            ///< contest: elections that are counted again
  std::vector<MomentSums> margin;                 ///< contest
  std::vector<std::uint64_t> margin_histogram;    ///< contest x bin
  std::vector<MomentSums> turnout;                ///< contest
  std::vector<std::uint64_t> turnout_histogram;   ///< contest x bin
  std::vector<MomentSums> district_turnout;       ///< district
  std::vector<MomentSums> universe_turnout;       ///< universe
  std::vector<std::vector<std::uint64_t>> seats;  ///< slate: elections with 0..k seats
  std::vector<std::vector<std::uint64_t>>
      joint;  ///< slate: 2^k outcomes, bit i = member i wins; or none
  std::vector<CandidatePair> pairs;
  std::vector<std::uint64_t> both_win;  ///< pair
  std::vector<std::uint64_t> events;    ///< event
  RoundsTally rounds;
  DelegatesTally delegates;
  SwingTally swing;

  Tally() = default;
  Tally(const Model& model, const TallyOptions& options);

  /// Adds the counts of other elections of the same model and options.
  Tally& operator+=(const Tally& other);

  friend bool operator==(const Tally&, const Tally&) = default;
};

}  // namespace hustings
