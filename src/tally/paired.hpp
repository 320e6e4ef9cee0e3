#pragma once

#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/tally/paired_tally.hpp"
#include "tally/kernels.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Compares batches of a changed world with the same batches of the base, quantity by quantity, by
/// the readers of both. One per thread.
///
/// Bits become gains (now, not before) and losses; values the sum of their differences and of the
/// squares, in fixed point for shares, whole for votes, delegates and seats. What is not handed
/// over counts as unchanged. Source: docs/method.md, "What-ifs".
class PairedCounter {
 public:
  PairedCounter(const Model& base, const Model& world);

  /// Adds what a contest of the world brings; where the base has none like it, only the turnout of
  /// its universes.
  void add_contest(ContestId contest, const CountedNights& before, const CountedNights& after);
  /// Adds what joins contests, and the batch itself.
  void add_joint(const CountedNights& before, const CountedNights& after);

  const Links& links() const { return links_; }
  /// The contest of the base that one of the world is; unset = there is none.
  ContestId base_contest(ContestId contest) const {
    const auto linked = links_(Axis::contest, contest.index());
    return linked ? ContestId(*linked) : ContestId();
  }
  /// Hands over what was added since the last time.
  PairedTally take();

 private:
  struct Read {
    QuantityId id;
    const Quantity* quantity = nullptr;
  };

  /// The base's item that one of the world is held against; nothing where it has no such item.
  std::optional<Item> item_before(Axis axis, const Item& after) const;
  /// The first candidate of the base's contest, whose rows tell whether it has such a thing at all.
  Item first_before(const Item& after) const;
  void add(const Read& read, const Item& item, const CountedNights& before,
           const CountedNights& after);
  void add_pair(const Quantity& quantity, std::size_t item, std::size_t cell, const Row& before,
                const Row& after, std::size_t n_valid, PairedColumn& column);

  const Model& base_;
  const Model& world_;
  const TallyKernels& kernels_;
  Labels labels_;
  Links links_;
  Extents extents_;
  FirstItems first_items_;
  FirstItems base_first_items_;
  std::vector<Read> of_contests_;
  std::vector<Read> joint_;
  PairedTally tally_;
  Scratch scratch_before_;
  Scratch scratch_after_;
  std::array<float, kBatch> zeros_{};
};

}  // namespace hustings
