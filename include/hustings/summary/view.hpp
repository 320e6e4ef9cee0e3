#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/model/labels.hpp"
#include "hustings/summary/numbers.hpp"
#include "hustings/summary/possible.hpp"

namespace hustings {

/// The elections that a view is restricted to: those in which an event happens.
struct Given {
  std::string event;
  std::uint64_t of = 0;  ///< elections looked at
  bool stored = false;   ///< looked at in the stored draws, which are the run's first elections
};

/// Fewest elections that must meet a condition for a view of them.
inline constexpr std::uint64_t kFewestGiven = 400;

/// What people read of a run, or of a changed world against its base: every number of the table of
/// quantities with its Monte Carlo error. More elections shrink that error, not the model's.
///
/// Refers to labels, counts, pairs and the base's view, which must outlive it. Numbers are computed
/// when asked for. Source: docs/method.md, "Precision" and "What-ifs".
class View {
 public:
  View(const Labels& labels, const Tally& tally, std::optional<Given> given = {});
  /// A world against its base; without pairs the two are taken as independent runs.
  View(const Labels& labels, const Tally& tally, const View& base, const PairedTally* paired);
  /// The same, of a world of which a view is there: what that is restricted to stays.
  View(const View& world, const View& base, const PairedTally* paired);

  const Labels& labels() const { return *labels_; }
  const Tally& tally() const { return *tally_; }
  std::uint64_t elections() const { return tally_->elections; }
  /// Else all elections count.
  const std::optional<Given>& given() const { return given_; }

  std::size_t n(Axis axis) const { return extents_.n(axis); }
  std::size_t width(Across across) const { return extents_.width(across); }
  /// Whether the run keeps the quantity; and whether an item, a round of it, has such a thing.
  bool has(QuantityId quantity) const;
  bool has(QuantityId quantity, std::size_t item, std::size_t across = 0) const;
  /// In how many elections something is so, of those that Kept::count counts.
  std::uint64_t count(QuantityId quantity, std::size_t item, std::size_t across = 0) const;
  /// Of wins and events, and of seats below, also whether logic leaves it open.
  Probability chance(QuantityId quantity, std::size_t item, std::size_t across = 0) const;
  /// Of moments, histograms and whole numbers; by round over the elections that come so far.
  Distribution distribution(QuantityId quantity, std::size_t item, std::size_t across = 0) const;
  /// Elections by whole number, or by bin.
  std::span<const std::uint64_t> counts(QuantityId quantity, std::size_t item) const;

  /// Elections in which a slate wins 0..k seats; the chance of so many, or more; mean seats.
  std::span<const std::uint64_t> seats(std::size_t slate) const;
  Probability chance_of_seats(std::size_t slate, std::size_t seats) const;
  Probability at_least(std::size_t slate, std::size_t seats) const;
  SeatMoments mean_seats(std::size_t slate) const;
  /// The items of Axis::final_pair, and those of a contest that happen, most often first.
  const std::vector<FinalPairLabel>& final_pairs() const { return final_pairs_; }
  std::vector<std::size_t> final_pairs_of(std::size_t contest) const;

  bool is_compared() const { return base_ != nullptr; }
  bool is_paired() const { return paired_ != nullptr; }
  /// Whether this quantity is held against the base's, election by election.
  bool is_paired(QuantityId quantity) const;
  const View& base() const { return *base_; }
  /// The item whose counterpart in the base is that one; nothing where there is none.
  std::optional<std::size_t> item_of_base(Axis axis, std::size_t item) const;
  /// How a probability or a mean differs from the base's: counterparts are found by name, nothing
  /// where the base has no such thing. A candidate who is new in a contest of both is held against
  /// nobody: no wins, no votes. Without pairs nothing is said of votes and delegates.
  std::optional<Compared> compared(QuantityId quantity, std::size_t item,
                                   std::size_t across = 0) const;
  /// Of `seats` seats of a slate or more, from 1.
  std::optional<Compared> compared_at_least(std::size_t slate, std::size_t seats) const;

  struct Candidate {
    Probability win;
    Distribution share;
  };
  /// What a candidate comes to, by `contest/candidate`; nothing where there is none of that name.
  std::optional<Candidate> find(std::string_view name) const;

 private:
  std::size_t cell(QuantityId quantity, std::size_t item, std::size_t across) const {
    return item * extents_.width(about(quantity).across) + across;
  }
  std::optional<std::uint32_t> contest_of(Axis axis, std::size_t item) const;
  Probability judged(const Claim& claim, std::uint64_t count) const;
  bool both_have_voters(Axis axis, std::size_t item, std::size_t before) const;
  Compared compared_counts(std::uint64_t before, std::uint64_t after,
                           const PairedCount* paired) const;
  Compared compared_means(const MomentSums& before, const MomentSums& after,
                          const DifferenceSums* paired) const;
  std::optional<Compared> compared_numbers(QuantityId quantity, std::size_t item,
                                           std::optional<std::size_t> before) const;

  const Labels* labels_;
  const Tally* tally_;
  std::optional<Given> given_;
  const View* base_ = nullptr;
  const PairedTally* paired_ = nullptr;
  Extents extents_;
  std::vector<FinalPairLabel> final_pairs_;
  std::optional<Links> links_;
};

/// How often two candidates both win: a square matrix over the candidates of the counted pairs.
struct PairWins {
  std::vector<std::uint32_t> candidates;
  std::vector<double> both_win;  ///< row by row; [i][i] = i wins; NaN where a pair is not counted

  double at(std::size_t i, std::size_t j) const { return both_win[i * candidates.size() + j]; }
};

PairWins pair_wins(const Labels& labels, const Tally& tally);

/// Says whether every pair of candidates was counted, not only those within slates.
bool counts_all_pairs(const Labels& labels, const Tally& tally);

}  // namespace hustings
