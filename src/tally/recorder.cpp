#include "tally/recorder.hpp"

#include <algorithm>

namespace hustings {
namespace {

bool is_recorded(const DrawColumn& column) {
  return !column.values.empty() || !column.numbers.empty() || !column.bits.empty();
}

}  // namespace

Recorder::Recorder(const Model& model, Draws& draws)
    : model_(model),
      first_items_(model),
      draws_(draws),
      extents_(labels_of(model), 0),
      factors_(model,
               [](const ModelEffect& effect) { return effect.factors.size() <= kMostRecorded; }) {}

std::size_t Recorder::n_recorded(std::uint64_t batch) const {
  const std::uint64_t first = column_of(batch);
  return first >= draws_.elections
             ? 0
             : static_cast<std::size_t>(std::min<std::uint64_t>(kBatch, draws_.elections - first));
}

void Recorder::record_item(const Quantity& quantity, const Item& item, const CountedNights& nights,
                           std::uint64_t batch, DrawColumn& column) {
  const std::size_t n = n_recorded(batch);
  const std::size_t at = item.index * draws_.elections + column_of(batch);
  const Row row = quantity.read(nights, item, scratch_);
  if (const auto* values = std::get_if<FloatRow>(&row)) {
    for (std::size_t e = 0; e < n; ++e) column.values[at + e] = values->row[e] * values->unit;
  } else if (const auto* numbers = std::get_if<const std::int32_t*>(&row)) {
    for (std::size_t e = 0; e < n; ++e) {
      column.numbers[at + e] = static_cast<std::int16_t>((*numbers)[e]);
    }
  } else if (const auto* bits = std::get_if<BatchBits>(&row)) {
    for (std::size_t e = 0; e < n; ++e) column.bits[at + e] = (*bits)[e] ? 1 : 0;
  }
}

void Recorder::record(ContestId contest, const CountedNights& nights, std::uint64_t batch) {
  for (std::size_t q = 0; q < draws_.columns.size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (!is_recorded(draws_.columns[q]) || !is_of_contests(quantity.axis)) continue;
    for_items(
        model_, contest, quantity.axis, first_items_,
        [&](const Item& item) { record_item(quantity, item, nights, batch, draws_.columns[q]); },
        Districts::all);
  }
  const Outcome& outcome = nights.outcome(contest);
  const std::size_t at = contest.index() * draws_.elections + column_of(batch);
  for (std::size_t e = 0; e < n_recorded(batch); ++e) {
    draws_.winner[at + e] = static_cast<std::int16_t>(outcome.winner[e]);
  }
}

void Recorder::record_joint(const CountedNights& nights, const Night& night) {
  const std::uint64_t batch = night.batch();
  for (std::size_t q = 0; q < draws_.columns.size(); ++q) {
    const Quantity& quantity = quantities()[q];
    if (!is_recorded(draws_.columns[q]) || is_of_contests(quantity.axis)) continue;
    for (std::size_t i = 0; i < extents_.n(quantity.axis); ++i) {
      record_item(quantity, {i, {}, 0, 0}, nights, batch, draws_.columns[q]);
    }
  }
  factors_.draw(night);
  const std::size_t n = n_recorded(batch);
  for (std::size_t i = 0; i < factors_.size(); ++i) {
    float* const to = draws_.factor.data() + i * draws_.elections + column_of(batch);
    std::copy_n(factors_.values(i), n, to);
  }
}

}  // namespace hustings
