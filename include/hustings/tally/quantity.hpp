#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "hustings/core/id.hpp"
#include "hustings/model/labels.hpp"

namespace hustings {

/// What a quantity has several of for each item of its axis.
enum class Across : std::uint8_t {
  nothing,
  round,           ///< from the first, up to the most of any contest
  seats,           ///< 0..k seats of a slate, k the most members of any
  delegates,       ///< 0..the most of any contest
  total_delegates  ///< 0..the most of any total
};

/// How the elections of a run are kept, always as integers.
enum class Kept : std::uint8_t {
  nothing,  ///< only against the base of a what-if
  count,    ///< in how many it is so: a probability
  moments,  ///< sum and sum of squares of fixed-point values: mean and sd
  /// The same, and elections by equal bins of 0..1: quantiles too. Of votes the moments are of
  /// whole votes, the bins of votes / registered.
  histogram,
  numbers  ///< elections by whole numbers: mean, sd and quantiles, all exact
};

/// How a changed world is held against its base, election by election.
enum class Pairs : std::uint8_t { no, counts, differences, both };

/// Which of what follows from the counts stands in a results file; bits.
enum Shown : std::uint16_t {
  kShowNothing = 0,
  kShowValue = 1,      ///< the probability, or the mean
  kShowError = 2,      ///< its Monte Carlo error
  kShowSd = 4,         ///< standard deviation over the elections
  kShowQuantiles = 8,  ///< at kQuantileLevels
  kShowQuantileErrors = 16,
  kShowHistogram = 32,
  kShowAll = 63
};

/// Which contests (or candidates, or final pairs of them) a quantity is of.
enum class Where : std::uint8_t {
  everywhere,
  in_rounds,
  where_delegates,
  where_recounts,
  where_margins
};

/// When a run keeps a quantity at all.
enum class When : std::uint8_t { always, wants_turnout, wants_margin, wants_votes };

struct CountedNights;
struct Item;
class Scratch;
struct Row;

/// Tells the row of a quantity in a counted batch: one value for each of its 256 elections.
using Reader = Row (*)(const CountedNights& nights, const Item& item, Scratch& scratch);

/// One thing that is known of every election, and everything that is done with it: the table of
/// them (src/tally/quantities.cpp) makes the tally, its pairs, summaries, comparisons, datasets,
/// JSON, stored elections, variations and docs/results.md.
struct Quantity {
  std::string_view name;  ///< e.g. `win`: unique; below its axis in JSON, below /paired
  Axis axis = Axis::contest;
  Across across = Across::nothing;
  Kept kept = Kept::count;
  std::string_view unit = "1";  ///< of its values
  Where where = Where::everywhere;
  When when = When::always;
  bool of_reached = false;  ///< its moments are over the elections that come to the round
  Pairs pairs = Pairs::no;
  bool new_at_zero = false;  ///< who is new in a contest of both worlds is held against nothing

  std::string_view key = {};      ///< in JSON; empty = its name
  std::string_view counted = {};  ///< below /tally; empty = its name
  std::string_view moved = {};    ///< below /tally/paired_ and /tally/vary_; empty = `counted`
  std::string_view summary = {};  ///< path of its summary, e.g. `/summary/win`; empty = none
  Shown shown = kShowNothing;
  std::string_view draws = {};  ///< below /draws, where whole elections hold it
  bool varied = false;          ///< kept at every point of a variation
  bool by_night = false;        ///< the night's kernel tallies it, not its reader

  std::string_view help = {};          ///< "probability of winning the contest", "share of ..."
  std::string_view counted_help = {};  ///< "elections won", "shares"

  Reader read = nullptr;

  std::string_view json_key() const { return key.empty() ? name : key; }
  std::string_view tally_name() const { return counted.empty() ? name : counted; }
  std::string_view moved_name() const { return moved.empty() ? tally_name() : moved; }
  /// A share is tallied in units of 2^-20, whole numbers of something as they are.
  bool is_share() const { return unit == "1"; }
  bool is_moments() const { return kept == Kept::moments || kept == Kept::histogram; }
  bool has_counts() const { return kept != Kept::nothing && kept != Kept::moments; }
  bool pairs_counts() const { return pairs == Pairs::counts || pairs == Pairs::both; }
  bool pairs_differences() const { return pairs == Pairs::differences || pairs == Pairs::both; }
};

/// Place of a quantity in the table.
using QuantityId = Id<struct QuantityTag>;

/// The table.
std::span<const Quantity> quantities();
const Quantity& about(QuantityId quantity);
/// By name; it must be there.
QuantityId quantity(std::string_view name);

/// Those that code asks for by name.
extern const QuantityId kWin, kShare, kVotes, kDelegates, kMargin, kTurnout, kRecount, kLots,
    kRemainderTies, kReached, kEliminated, kStanding, kExhausted, kExhaustedByRound,
    kLedFirstButLost, kFinalPair, kDistrictTurnout, kUniverseTurnout, kNameDelegates, kMajority,
    kLead, kNoMajority, kSeats, kEvent, kShock;

/// How long the tables of quantities are, by the labels of a run.
class Extents {
 public:
  Extents() = default;
  Extents(const Labels& labels, std::uint32_t bins);

  std::size_t n(Axis axis) const { return n_[static_cast<std::size_t>(axis)]; }
  std::size_t width(Across across) const { return width_[static_cast<std::size_t>(across)]; }
  std::size_t bins() const { return bins_; }
  /// Whether a run of these labels can have the quantity: some contest is counted in rounds, some
  /// awards delegates.
  bool has(const Quantity& quantity) const;

 private:
  std::array<std::size_t, kAxes> n_{};
  std::array<std::size_t, 5> width_{};
  std::size_t bins_ = 0;
};

}  // namespace hustings
