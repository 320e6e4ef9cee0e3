#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/tags.hpp"

namespace hustings::scenario {

/// Those with most first choices win the seats.
struct Plurality {
  Source source;
  int seats = 1;
};

/// How many are eliminated in a round of ranked choice.
enum class Elimination {
  one_at_a_time,
  batch  ///< all at once who together cannot catch up with the next one
};

/// A mean with the standard deviation of the draw of each election.
struct Drawn {
  double mean = 0;
  double sd = 0;
};

/// A number of a candidate, with the place it was written at.
template <class T>
struct ForCandidate {
  Source source;
  std::string candidate;
  T value{};
};

/// What ballots whose first choice is `from` think of `to`, instead of the ranking model's weight.
struct TransferRow {
  Source source;
  std::string from;
  std::string to;
  RowKeys keys;  ///< only in transfer groups whose universes all have these values
  double weight = 0;
};

/// Ballots rank up to `ranks` candidates; the last is eliminated until two are left.
///
/// The ranking model gives what follows a first choice: docs/method.md, "Counting".
struct RankedChoice {
  Source source;
  int ranks = 5;
  Elimination elimination = Elimination::one_at_a_time;
  std::string transfers_by = "faction";
  Source transfers_by_source;
  Drawn alpha{0.35, 0.15};      ///< weight = share of first choices ^ alpha, alpha >= 0
  double slate_strength = 1.0;  ///< added to the log-weight for each slate in common
  double later_appeal_sd = 0.35;
  std::vector<ForCandidate<double>> later_appeal;  ///< means; the others' are 0
  double transfer_noise = 0.40;                    ///< sd on the log-weight, per pair of candidates
  std::vector<double> lengths;                     ///< shares of ballots that rank 1..ranks names
  Source lengths_source;
  std::vector<ForCandidate<std::vector<double>>> lengths_by_candidate;
  std::vector<TransferRow> transfers;
};

/// Who reaches the threshold in the first round wins; else the first two meet in a second one, of
/// an electorate of its own. Source: docs/method.md, "Counting".
struct Runoff {
  Source source;
  double threshold = 0.5;      ///< share of first choices
  bool strict = false;         ///< more than the threshold is needed
  double ratio_median = 0.63;  ///< second turnout to first: lognormal
  double ratio_log_sd = 0.35;
  double universe_noise = 0.15;  ///< sd of log turnout, per universe
  double district_noise = 0.10;  ///< the same, per district
  double eliminated_stay = 0.8;  ///< how many voters of the eliminated come, to those of the two
  double noise = 0.20;           ///< sd of fresh log-support, per candidate
};

/// Delegates won together, by the votes of the whole contest or, district by district, of each of
/// its districts.
struct Pool {
  Source source;
  std::string name;
  bool per_district = false;
  int seats = 0;  ///< of the contest or of each district, where there is no table
  std::optional<std::size_t> table;  ///< into Scenario::seat_tables
  Source seats_source;
};

/// Whether anybody gets the delegates of a pool in which nobody has the threshold.
enum class Fallback {
  half_of_leader,  ///< then half the leader's share is enough
  none
};

/// Delegates in proportion to votes, pool by pool: who has the threshold shares a pool by largest
/// remainder. Source: docs/method.md, "Counting".
struct Delegates {
  Source source;
  double threshold = 0.15;  ///< share of the pool's votes, [0, 1]
  std::vector<Pool> pools;
  Fallback fallback = Fallback::half_of_leader;
  bool rounds_percentages = false;  ///< to three decimals, before and after the threshold
};

/// Delegates of one district, a row of a table.
struct DistrictSeats {
  Source source;
  std::string district;
  int seats = 0;
};

/// A table of the delegates of districts; pools of several contests may share it.
struct SeatTable {
  std::string name;  ///< of the file, as written
  std::vector<DistrictSeats> rows;
  bool readable = true;  ///< false after an error in it: districts without a row are not reported
};

using CountRule = std::variant<Plurality, RankedChoice, Runoff, Delegates>;

/// Shares of ballots that rank 1..ranks names, by the name of a law (`top_of_ticket`, `council`,
/// `down_ballot`); what lies beyond `ranks` ranks all. Source: docs/method.md, "Counting".
///
/// Nothing where there is no such law, or it does not reach that far (more than 5 ranks).
std::optional<std::vector<double>> length_law(const std::string& name, int ranks);

}  // namespace hustings::scenario
