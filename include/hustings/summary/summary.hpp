#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/summary/labels.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// A probability with its Monte Carlo error sqrt(p (1 - p) / n).
struct Probability {
  double probability = 0;
  double standard_error = 0;
  std::optional<double> upper_bound;  ///< 3 / n, where it never happened
};

inline constexpr std::array<double, 5> kQuantileLevels = {0.05, 0.25, 0.5, 0.75, 0.95};

/// A share-like quantity over the elections: mean, sd, and quantiles where a histogram is kept.
struct Distribution {
  double mean = 0;
  double sd = 0;
  double mean_standard_error = 0;
  bool has_quantiles = false;
  std::array<double, 5> quantiles{};                 ///< at kQuantileLevels, linear within a bin
  std::array<double, 5> quantile_standard_errors{};  ///< sqrt(q (1 - q) / n) / density
};

struct CandidateSummary {
  Probability win;
  Distribution share;
  std::optional<Distribution> delegates;  ///< a number of them, not a share; where they are awarded
};

/// Two candidates as the last two of a contest.
struct FinalPair {
  std::uint32_t a = 0;  ///< candidates
  std::uint32_t b = 0;
  Probability probability;
};

/// What happens between the first round and the last; rounds from the first on, no quantiles by
/// round.
struct RoundsSummary {
  std::vector<double> reached;                       ///< round: probability that it takes place
  std::vector<std::vector<Probability>> eliminated;  ///< candidate of the contest x round
  std::vector<std::vector<Distribution>> standing;   ///< the same: share of valid votes, 0 = out
  std::vector<Distribution> exhausted_by_round;
  Distribution exhausted;              ///< in the last round
  std::vector<FinalPair> final_pairs;  ///< those that happen, most often first
  Probability led_first_but_lost;
};

struct ContestSummary {
  std::optional<Distribution> turnout;
  std::optional<Distribution> margin;
  std::uint64_t lots = 0;              ///< elections decided by lot
  std::optional<Probability> recount;  ///< where the scenario says when one is held
  std::optional<RoundsSummary> rounds;
  std::uint64_t remainder_ties = 0;  ///< elections in which equal remainders left a delegate to
                                     ///< votes or ids
};

/// One name of a total.
struct TotalNameSummary {
  Distribution delegates;  ///< a number of them, not a share
  Probability majority;    ///< has the total's majority
  Probability leads;       ///< has more than every other name
};

struct SlateSummary {
  Probability sweep;
  std::vector<double> wins;           ///< P(exactly j members win), j = 0..k
  std::vector<Probability> at_least;  ///< P(at least j + 1), j = 0..k-1
  std::vector<double> joint;  ///< 2^k outcomes, bit i = member i wins; empty above 10 members
  double mean_seats = 0;
  double mean_seats_standard_error = 0;
};

/// The elections that a summary is restricted to: those in which an event happens.
struct Given {
  std::string event;
  std::uint64_t of = 0;  ///< elections looked at
  bool stored = false;   ///< looked at in the stored draws, which are the run's first elections
};

/// Fewest elections that must meet a condition for a summary of them.
inline constexpr std::uint64_t kFewestGiven = 400;

/// What people read of a run: every number with its Monte Carlo error. More elections shrink that
/// error, not the model's.
struct Summary {
  std::uint64_t elections = 0;
  std::optional<Given> given;  ///< else all elections count
  std::vector<CandidateSummary> candidates;
  std::vector<std::string> candidate_names;  ///< the same: `contest/candidate`
  std::vector<ContestSummary> contests;
  std::vector<Distribution> district_turnout;  ///< no quantiles; empty where not tallied
  std::vector<Distribution> universe_turnout;  ///< the same
  std::vector<SlateSummary> slates;
  std::vector<TotalNameSummary> total_names;  ///< total by total
  std::vector<Probability> no_majority;       ///< total: nobody has it
  std::vector<Probability> events;

  /// What a candidate comes to, by `contest/candidate`; null = there is none of that name.
  const CandidateSummary* find(std::string_view name) const;
};

/// Computes a summary from exact counts. Source: docs/method.md, "Precision".
Summary summarise(const Labels& labels, const Tally& tally);

/// How often two candidates both win: a square matrix over the candidates of the counted pairs.
struct PairWins {
  std::vector<std::uint32_t> candidates;
  std::vector<double> both_win;  ///< row by row; [i][i] = i wins; NaN where a pair is not counted

  double at(std::size_t i, std::size_t j) const { return both_win[i * candidates.size() + j]; }
};

PairWins pair_wins(const Labels& labels, const Tally& tally);

/// Says whether every pair of candidates was counted, not only those within slates.
bool counts_all_pairs(const Labels& labels, const Tally& tally);

/// Mean of seats won, with its Monte Carlo error.
struct SeatMoments {
  double mean = 0;
  double standard_error = 0;
};

/// Of elections by seats, 0..k.
SeatMoments seat_moments(const std::vector<std::uint64_t>& seats);

/// k successes in n elections.
Probability probability(std::uint64_t k, std::uint64_t n);

}  // namespace hustings
