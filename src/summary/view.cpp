#include "hustings/summary/view.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hustings {
namespace {

double squared(double x) {
  return x * x;
}

double mean_of(const MomentSums& sums, std::uint64_t n) {
  return n == 0 ? 0 : static_cast<double>(sums.sum) / static_cast<double>(n) * kShareUnit;
}

double squared_error(const MomentSums& sums, std::uint64_t n) {
  if (n == 0) return 0;
  const U128 scaled = n * sums.squares - static_cast<U128>(sums.sum) * sums.sum;
  const auto count = static_cast<double>(n);
  return static_cast<double>(scaled) / count / count * kShareUnit * kShareUnit / count;
}

}  // namespace

View::View(const Labels& labels, const Tally& tally, std::optional<Given> given)
    : labels_(&labels),
      tally_(&tally),
      given_(std::move(given)),
      extents_(labels, tally.bins),
      final_pairs_(hustings::final_pairs(labels)) {}

View::View(const Labels& labels, const Tally& tally, const View& base, const PairedTally* paired)
    : View(View(labels, tally), base, paired) {}

View::View(const View& world, const View& base, const PairedTally* paired) : View(world) {
  base_ = &base;
  paired_ = paired;
  links_.emplace(base.labels(), world.labels());
}

std::optional<std::uint32_t> View::contest_of(Axis axis, std::size_t item) const {
  if (axis == Axis::final_pair) return labels_->candidates[final_pairs_[item].a].contest;
  return hustings::contest_of(*labels_, axis, item);
}

bool View::has(QuantityId quantity) const {
  return !(*tally_)[quantity].empty();
}

bool View::has(QuantityId quantity, std::size_t item, std::size_t across) const {
  const Quantity& what = about(quantity);
  const auto c = contest_of(what.axis, item);
  if (!c || what.where == Where::everywhere) return true;
  const ContestLabel& contest = labels_->contests[*c];
  if (what.where == Where::where_delegates) return contest.delegates > 0;
  if (what.where == Where::where_recounts) return contest.recounts;
  if (what.where == Where::where_margins) return contest.has_margin;
  return contest.n_rounds > (what.across == Across::round ? across : 0);
}

bool View::is_paired(QuantityId quantity) const {
  if (!is_paired()) return false;
  const PairedColumn& column = (*paired_)[quantity];
  return !column.counts.empty() || !column.differences.empty();
}

std::uint64_t View::count(QuantityId quantity, std::size_t item, std::size_t across) const {
  return (*tally_)[quantity].counts[cell(quantity, item, across)];
}

/// Asks logic only of what the counts leave to it: what happened can happen.
Probability View::judged(const Claim& claim, std::uint64_t count) const {
  Probability p = probability(count, elections());
  const std::string_view condition = given_ ? std::string_view(given_->event) : std::string_view();
  if (p.upper_bound && !can_be(*labels_, condition, claim)) {
    p.certainty = Certainty::never;
    p.upper_bound.reset();
  } else if (p.lower_bound && !can_be(*labels_, condition, claim, false)) {
    p.certainty = Certainty::always;
    p.lower_bound.reset();
  }
  return p;
}

Probability View::chance(QuantityId quantity, std::size_t item, std::size_t across) const {
  const std::uint64_t n = count(quantity, item, across);
  if (quantity == kWin) return judged({Claim::Kind::wins, item}, n);
  if (quantity == kEvent) return judged({Claim::Kind::event, item}, n);
  if (quantity == kShock) return judged({Claim::Kind::shock, item}, n);
  return probability(n, elections());
}

std::span<const std::uint64_t> View::counts(QuantityId quantity, std::size_t item) const {
  const Quantity& what = about(quantity);
  const std::size_t size =
      what.kept == Kept::histogram ? extents_.bins() : extents_.width(what.across);
  return std::span((*tally_)[quantity].counts).subspan(item * size, size);
}

Distribution View::distribution(QuantityId quantity, std::size_t item, std::size_t across) const {
  const Quantity& what = about(quantity);
  const std::uint64_t n = elections();
  const Column& column = (*tally_)[quantity];
  if (what.kept == Kept::numbers) {
    if (!column.counts.empty()) return distribution_of_numbers(counts(quantity, item), n);
    return hustings::distribution(column.sums[item], n, 1.0);  // of a variation: moments alone
  }
  const MomentSums& sums = column.sums[cell(quantity, item, across)];
  if (what.kept == Kept::histogram && !column.counts.empty()) {
    const auto c = what.is_share() ? std::nullopt : contest_of(what.axis, item);  // votes
    return hustings::distribution(sums, counts(quantity, item), n, c ? 1.0 : kShareUnit,
                                  c ? labels_->contests[*c].registered : 1.0);
  }
  const auto c = what.of_reached ? contest_of(what.axis, item) : std::nullopt;
  return hustings::distribution(sums, c ? count(kReached, *c, across) : n);
}

std::span<const std::uint64_t> View::seats(std::size_t slate) const {
  return counts(kSeats, slate).first(labels_->slates[slate].members.size() + 1);
}

Probability View::chance_of_seats(std::size_t slate, std::size_t n_seats) const {
  return judged({Claim::Kind::seats, slate, n_seats}, seats(slate)[n_seats]);
}

Probability View::at_least(std::size_t slate, std::size_t least) const {
  const auto reached = seats(slate).subspan(least);
  return judged({Claim::Kind::at_least, slate, least},
                std::accumulate(reached.begin(), reached.end(), std::uint64_t{0}));
}

SeatMoments View::mean_seats(std::size_t slate) const {
  return seat_moments(seats(slate));
}

std::vector<std::size_t> View::final_pairs_of(std::size_t contest) const {
  std::vector<std::size_t> pairs;
  for (std::size_t i = 0; i < final_pairs_.size(); ++i) {
    const bool is_here = labels_->candidates[final_pairs_[i].a].contest == contest;
    if (is_here && count(kFinalPair, i) > 0) pairs.push_back(i);
  }
  std::stable_sort(pairs.begin(), pairs.end(), [this](std::size_t a, std::size_t b) {
    return count(kFinalPair, a) > count(kFinalPair, b);
  });
  return pairs;
}

Compared View::compared_counts(std::uint64_t before, std::uint64_t after,
                               const PairedCount* paired) const {
  const std::uint64_t n = elections();
  const Probability p = probability(before, base_->elections());
  const Probability q = probability(after, n);
  Compared compared{p.probability, q.probability, {}};
  if (paired != nullptr) {
    compared.moved = difference_of(*paired, n);
    compared.gains = static_cast<double>(paired->gains) / static_cast<double>(n);
    compared.losses = static_cast<double>(paired->losses) / static_cast<double>(n);
  } else {
    compared.moved = {q.probability - p.probability,
                      std::sqrt(squared(p.standard_error) + squared(q.standard_error))};
  }
  return compared;
}

Compared View::compared_means(const MomentSums& before, const MomentSums& after,
                              const DifferenceSums* paired) const {
  const std::uint64_t n = elections();
  const std::uint64_t n_before = base_->elections();
  Compared compared{mean_of(before, n_before), mean_of(after, n), {}};
  compared.moved =
      paired != nullptr
          ? difference_of(*paired, n, kShareUnit)
          : Difference{compared.after - compared.before,
                       std::sqrt(squared_error(before, n_before) + squared_error(after, n))};
  return compared;
}

/// Of seats, and of what only pairs tell: votes and delegates.
std::optional<Compared> View::compared_numbers(QuantityId quantity, std::size_t item,
                                               std::optional<std::size_t> before) const {
  Compared compared;
  if (quantity == kSeats) {
    const SeatMoments then = base_->mean_seats(*before);
    const SeatMoments now = mean_seats(item);
    compared = {then.mean,
                now.mean,
                {now.mean - then.mean,
                 std::sqrt(squared(then.standard_error) + squared(now.standard_error))}};
  } else if (!is_paired()) {
    return std::nullopt;
  }
  if (is_paired()) {
    compared.moved = difference_of((*paired_)[quantity].differences[item], elections(), 1.0);
  }
  return compared;
}

bool View::both_have_voters(Axis axis, std::size_t item, std::size_t before) const {
  const auto registered = [axis](const Labels& labels, std::size_t i) {
    return axis == Axis::district ? labels.districts[i].registered : labels.universes[i].registered;
  };
  if (axis != Axis::district && axis != Axis::universe) return true;
  return registered(base_->labels(), before) > 0 && registered(*labels_, item) > 0;
}

std::optional<std::size_t> View::item_of_base(Axis axis, std::size_t item) const {
  for (std::size_t i = 0; links_ && i < links_->n(axis); ++i) {
    if ((*links_)(axis, i) == item) return i;
  }
  return std::nullopt;
}

std::optional<Compared> View::compared(QuantityId quantity, std::size_t item,
                                       std::size_t across) const {
  const Quantity& what = about(quantity);
  if (base_ == nullptr || what.pairs == Pairs::no) return std::nullopt;
  const auto linked = (*links_)(what.axis, item);
  // Whoever is new in a contest of both has no wins and no votes there; but takes part in no round.
  const auto c = contest_of(what.axis, item);
  const auto there = c ? (*links_)(Axis::contest, *c) : std::nullopt;
  const bool at_zero = !linked && what.new_at_zero && what.where != Where::in_rounds && there;
  if (!linked && !at_zero) return std::nullopt;
  const std::size_t before =
      linked.value_or(at_zero ? base_->labels().contests[*there].first_candidate : 0);
  if (!has(quantity, item, across) || !base_->has(quantity, before, across)) return std::nullopt;
  if (what.kept == Kept::nothing || what.kept == Kept::numbers) {
    return compared_numbers(quantity, item, linked);
  }
  if (!has(quantity) || !base_->has(quantity)) return std::nullopt;
  if (linked && !both_have_voters(what.axis, item, before)) return std::nullopt;
  const std::size_t at = cell(quantity, item, across);
  const std::size_t at_before = base_->cell(quantity, before, across);
  const Column& then = base_->tally()[quantity];
  const Column& now = (*tally_)[quantity];
  if (what.kept == Kept::count) {
    Compared compared = compared_counts(linked ? then.counts[at_before] : 0, now.counts[at],
                                        is_paired() ? &(*paired_)[quantity].counts[at] : nullptr);
    compared.certain_before =
        linked ? base_->chance(quantity, before, across).certainty : Certainty::never;
    compared.certain_after = chance(quantity, item, across).certainty;
    return compared;
  }
  return compared_means(linked ? then.sums[at_before] : MomentSums{}, now.sums[at],
                        is_paired() ? &(*paired_)[quantity].differences[item] : nullptr);
}

std::optional<Compared> View::compared_at_least(std::size_t slate, std::size_t least) const {
  if (base_ == nullptr) return std::nullopt;
  const auto linked = (*links_)(Axis::slate, slate);
  if (!linked) return std::nullopt;
  const auto reached = [least](std::span<const std::uint64_t> counts) {
    const auto more = counts.subspan(least);
    return std::accumulate(more.begin(), more.end(), std::uint64_t{0});
  };
  const std::size_t at = slate * (extents_.width(Across::seats) - 1) + least - 1;
  Compared compared = compared_counts(reached(base_->seats(*linked)), reached(seats(slate)),
                                      is_paired() ? &(*paired_)[kSeats].counts[at] : nullptr);
  compared.certain_before = base_->at_least(*linked, least).certainty;
  compared.certain_after = at_least(slate, least).certainty;
  return compared;
}

std::optional<View::Candidate> View::find(std::string_view name) const {
  for (std::size_t i = 0; i < labels_->candidates.size(); ++i) {
    if (candidate_label(*labels_, i) != name) continue;
    return Candidate{chance(kWin, i), distribution(kShare, i)};
  }
  return std::nullopt;
}

}  // namespace hustings
