#include "tally/column_counter.hpp"

namespace hustings {
namespace {

/// Moments of numbers of votes, each rounded to a whole one.
FixedMoments whole_votes(const FloatRow& row, std::size_t n_valid) {
  FixedMoments moments;
  for (std::size_t e = 0; e < n_valid; ++e) {
    const auto votes = static_cast<std::uint64_t>(row.row[e] + 0.5F);
    moments.sum += votes;
    moments.squares += votes * votes;
  }
  return moments;
}

}  // namespace

ColumnCounter::ColumnCounter(const Model& model, const Tally& shape)
    : model_(model),
      kernels_(tally_kernels()),
      extents_(labels_of(model), shape.bins),
      first_items_(model) {
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (shape.columns[q].empty() || quantity.by_night) continue;
    (is_of_contests(quantity.axis) ? of_contests_ : joint_).push_back({QuantityId(q), &quantity});
  }
}

void ColumnCounter::add(const Read& read, const Item& item, std::size_t width,
                        const CountedNights& nights, Column& column) {
  const std::size_t cell = item.index * width + item.across;
  const Row row = read.quantity->read(nights, item, scratch_);
  if (const auto* values = std::get_if<FloatRow>(&row)) {
    std::uint64_t* const histogram =
        read.quantity->kept == Kept::histogram ? &column.counts[cell * extents_.bins()] : nullptr;
    const FixedMoments moments =
        kernels_.tally_row(values->row, values->unit, nights.n_valid,
                           static_cast<std::uint32_t>(extents_.bins()), histogram);
    column.sums[cell] +=
        as_sums(read.quantity->is_share() ? moments : whole_votes(*values, nights.n_valid));
  } else if (const auto* bits = std::get_if<BatchBits>(&row)) {
    const BatchBits counted = *bits & BatchBits::first(nights.n_valid);
    kernels_.tally_bits(&counted, 1, &column.counts[cell]);
  } else if (const auto* numbers = std::get_if<const std::int32_t*>(&row)) {
    std::uint64_t* const counts = &column.counts[item.index * width];
    for (std::size_t e = 0; e < nights.n_valid; ++e) ++counts[(*numbers)[e]];
  } else if (const auto* reached = std::get_if<LevelRow>(&row)) {
    std::uint64_t* const counts = &column.counts[item.index * width];
    std::uint64_t at_least = nights.n_valid;
    for (std::size_t j = 0; j <= reached->levels.size(); ++j) {
      const BatchBits valid = BatchBits::first(nights.n_valid);
      const std::uint64_t more =
          j < reached->levels.size() ? (reached->levels[j] & valid).count() : 0;
      counts[j] += at_least - more;
      at_least = more;
    }
  }
}

void ColumnCounter::add_contest(ContestId contest, const CountedNights& nights, Tally& tally) {
  for (const Read& read : of_contests_) {
    const bool by_round = read.quantity->across == Across::round;
    const std::size_t n_across = by_round ? most_rounds(model_.contests[contest].count) : 1;
    const std::size_t width = extents_.width(read.quantity->across);
    Column& column = tally[read.id];
    for_items(model_, contest, read.quantity->axis, first_items_, [&](Item item) {
      for (; item.across < n_across; ++item.across) add(read, item, width, nights, column);
    });
  }
}

void ColumnCounter::add_joint(const CountedNights& nights, Tally& tally) {
  for (const Read& read : joint_) {
    const std::size_t n = extents_.n(read.quantity->axis);
    const std::size_t width = extents_.width(read.quantity->across);
    Column& column = tally[read.id];
    for (std::size_t i = 0; i < n; ++i) add(read, {i, {}, 0, 0}, width, nights, column);
  }
}

}  // namespace hustings
