#include "hustings/tally/tally.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "hustings/tally/paired_tally.hpp"
#include "tally/integers.hpp"

namespace hustings {
namespace {

bool is_wanted(const Quantity& quantity, const Model& model, const TallyOptions& options) {
  if (quantity.when == When::wants_votes) return model.keeps_votes;
  if (quantity.when == When::wants_turnout) return options.turnout;
  return quantity.when != When::wants_margin || options.margin;
}

}  // namespace

std::vector<CandidatePair> counted_pairs(const Model& model, std::size_t all_pairs_up_to) {
  std::vector<CandidatePair> pairs;
  const std::size_t n = model.candidates.size();
  if (n <= all_pairs_up_to) {
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = a + 1; b < n; ++b) pairs.push_back({CandidateId(a), CandidateId(b)});
    }
    return pairs;
  }
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const ModelSlate& slate : model.slates) {
    for (const CandidateId a : slate.members) {
      for (const CandidateId b : slate.members) {
        if (a < b) seen.emplace(a.index(), b.index());
      }
    }
  }
  for (const auto& [a, b] : seen) pairs.push_back({CandidateId(a), CandidateId(b)});
  return pairs;
}

Column::Column(const Quantity& quantity, const Extents& extents) {
  if (!extents.has(quantity)) return;
  const std::size_t cells = extents.n(quantity.axis) * extents.width(quantity.across);
  if (quantity.is_moments()) sums.resize(cells);
  if (quantity.has_counts()) {
    counts.resize(quantity.kept == Kept::histogram ? cells * extents.bins() : cells);
  }
}

Tally::Tally(const Model& model, const TallyOptions& options)
    : bins(static_cast<std::uint32_t>(model.histogram_bins)),
      pairs(counted_pairs(model, options.all_pairs_up_to)),
      both_win(pairs.size()),
      swing(options.swing ? SwingTally(*options.swing) : SwingTally()) {
  const Extents extents(labels_of(model), bins);
  for (std::size_t q = 0; q < columns.size(); ++q) {
    if (is_wanted(quantities()[q], model, options)) columns[q] = Column(quantities()[q], extents);
  }
  for (const ModelSlate& slate : model.slates) {
    const std::size_t k = slate.members.size();
    outcomes.emplace_back(k <= kMostJointMembers ? std::size_t{1} << k : 0);
  }
}

Tally& Tally::operator+=(const Tally& other) {
  for_lists(*this, other, AddPlainly());
  return *this;
}

PairedColumn::PairedColumn(const Quantity& quantity, const Extents& extents) {
  if (!extents.has(quantity)) return;
  const std::size_t n = extents.n(quantity.axis);
  if (quantity.pairs_differences()) differences.resize(n);
  if (!quantity.pairs_counts()) return;
  // Of seats: so many or more, from 1; nothing is asked of 0.
  const std::size_t levels = extents.width(quantity.across);
  counts.resize(
      n * (quantity.kept == Kept::numbers ? levels - std::min<std::size_t>(levels, 1) : levels));
}

PairedTally::PairedTally(const Labels& world) {
  const Extents extents(world, 0);
  for (std::size_t q = 0; q < columns.size(); ++q) {
    columns[q] = PairedColumn(quantities()[q], extents);
  }
}

PairedTally& PairedTally::operator+=(const PairedTally& other) {
  for_lists(*this, other, AddPlainly());
  return *this;
}

PairedTally reversed(PairedTally paired) {
  for (PairedColumn& column : paired.columns) {
    for (PairedCount& count : column.counts) std::swap(count.gains, count.losses);
    for (DifferenceSums& difference : column.differences) difference.sum = -difference.sum;
  }
  return paired;
}

}  // namespace hustings
