#include "tally/paired.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/fixed.hpp"

namespace hustings {
namespace {

void add_bits(const BatchBits& before, const BatchBits& after, PairedCount& to) {
  to.gains += (after & ~before).count();
  to.losses += (before & ~after).count();
}

/// Differences of whole numbers by election.
using Differences = std::array<std::int32_t, kBatch>;

void add_level(const BatchBits& elections, std::int32_t by, Differences& to) {
  for (std::size_t i = 0; i < BatchBits::kWords; ++i) {
    for (std::uint64_t word = elections.words[i]; word != 0; word &= word - 1) {
      to[64 * i + static_cast<std::size_t>(std::countr_zero(word))] += by;
    }
  }
}

DifferenceSums sums_of(const Differences& differences) {
  DifferenceSums sums;
  for (const std::int64_t one : differences) sums += {one, static_cast<U128>(one * one)};
  return sums;
}

/// What a row of this kind is where somebody is not there at all.
Row nothing_like(const Row& row, const float* zeros) {
  if (std::holds_alternative<FloatRow>(row)) return FloatRow{zeros};
  if (std::holds_alternative<BatchBits>(row)) return BatchBits{};
  static constexpr std::array<std::int32_t, kBatch> kNone{};
  return std::holds_alternative<const std::int32_t*>(row) ? Row(kNone.data()) : Row();
}

}  // namespace

PairedCounter::PairedCounter(const Model& base, const Model& world)
    : base_(base),
      world_(world),
      kernels_(tally_kernels()),
      labels_(labels_of(world)),
      links_(labels_of(base), labels_),
      extents_(labels_, 0),
      first_items_(world),
      base_first_items_(base),
      tally_(labels_) {
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (quantity.pairs == Pairs::no || !extents_.has(quantity)) continue;
    (is_of_contests(quantity.axis) ? of_contests_ : joint_).push_back({QuantityId(q), &quantity});
  }
}

std::optional<Item> PairedCounter::item_before(Axis axis, const Item& after) const {
  const auto linked = links_(axis, after.index);
  if (!linked) return std::nullopt;
  Item before{*linked, {}, 0, after.across};
  if (!is_of_contests(axis)) return before;
  before.contest = base_contest(after.contest);
  if (axis == Axis::candidate) {
    before.slot = *linked - base_.contests[before.contest].first_candidate;
  } else if (axis == Axis::final_pair || axis == Axis::transfer_group) {
    before.slot = *linked - base_first_items_(axis, before.contest);
  } else if (axis == Axis::district) {
    const auto& districts = base_.night.contests[before.contest.index()].districts;
    const auto found = std::find_if(
        districts.begin(), districts.end(),
        [&](const ContestDistrict& one) { return one.district == DistrictId(*linked); });
    if (found == districts.end()) return std::nullopt;
    before.slot = static_cast<std::size_t>(found - districts.begin());
  }
  return before;
}

void PairedCounter::add_pair(const Quantity& quantity, std::size_t item, std::size_t cell,
                             const Row& before, const Row& after, std::size_t n_valid,
                             PairedColumn& column) {
  const BatchBits valid = BatchBits::first(n_valid);
  if (const auto* now = std::get_if<BatchBits>(&after)) {
    add_bits(std::get<BatchBits>(before) & valid, *now & valid, column.counts[cell]);
  } else if (const auto* values = std::get_if<FloatRow>(&after)) {
    const auto& then = std::get<FloatRow>(before);
    const float one = quantity.is_share() ? kFixedOne : 1.0F;
    const FixedDifference difference =
        kernels_.compare_rows(then.row, then.unit * one, values->row, values->unit * one, n_valid);
    column.differences[item] += {difference.sum, static_cast<U128>(difference.squares)};
  } else if (const auto* numbers = std::get_if<const std::int32_t*>(&after)) {
    const std::int32_t* const then = std::get<const std::int32_t*>(before);
    Differences differences{};
    for (std::size_t e = 0; e < n_valid; ++e) differences[e] = (*numbers)[e] - then[e];
    column.differences[item] += sums_of(differences);
  } else {
    const auto& levels = std::get<LevelRow>(after).levels;
    const auto& old_levels = std::get<LevelRow>(before).levels;
    const std::size_t width = extents_.width(quantity.across) - 1;
    Differences differences{};
    for (std::size_t j = 0; j < levels.size(); ++j) {
      const BatchBits more = levels[j] & valid;
      const BatchBits old = old_levels[j] & valid;
      add_bits(old, more, column.counts[item * width + j]);
      add_level(more & ~old, 1, differences);
      add_level(old & ~more, -1, differences);
    }
    column.differences[item] += sums_of(differences);
  }
}

Item PairedCounter::first_before(const Item& after) const {
  const ContestId contest = base_contest(after.contest);
  return {base_.contests[contest].first_candidate, contest, 0, after.across};
}

void PairedCounter::add(const Read& read, const Item& item, const CountedNights& before,
                        const CountedNights& after) {
  const Quantity& quantity = *read.quantity;
  const auto linked = item_before(quantity.axis, item);
  if (!linked && !quantity.new_at_zero) return;
  const Row now = quantity.read(after, item, scratch_after_);
  if (!now.is_there()) return;
  const Row then = quantity.read(before, linked ? *linked : first_before(item), scratch_before_);
  if (!then.is_there()) return;  // the base's contest has no such thing
  add_pair(quantity, item.index, item.index * extents_.width(quantity.across) + item.across,
           linked ? then : nothing_like(now, zeros_.data()), now, after.n_valid, tally_[read.id]);
}

void PairedCounter::add_contest(ContestId contest, const CountedNights& before,
                                const CountedNights& after) {
  const bool is_linked = static_cast<bool>(base_contest(contest));
  for (const Read& read : of_contests_) {
    const Quantity& quantity = *read.quantity;
    if (!is_linked && quantity.axis != Axis::universe) continue;
    const bool by_round = quantity.across == Across::round;
    const std::size_t n_across = by_round ? extents_.width(Across::round) : 1;
    for_items(world_, contest, quantity.axis, first_items_, [&](Item item) {
      for (; item.across < n_across; ++item.across) add(read, item, before, after);
    });
  }
}

void PairedCounter::add_joint(const CountedNights& before, const CountedNights& after) {
  for (const Read& read : joint_) {
    for (std::size_t i = 0; i < extents_.n(read.quantity->axis); ++i) {
      add(read, {i, {}, 0, 0}, before, after);
    }
  }
  tally_.elections += after.n_valid;
}

PairedTally PairedCounter::take() {
  return std::exchange(tally_, PairedTally(labels_));
}

}  // namespace hustings
