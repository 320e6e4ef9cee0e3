#include "tally/event_numbers.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace hustings {
namespace {

using Number = EventNumber::Kind;

/// The quantity that a number is, and of which item; none for those with rows of their own.
struct Asked {
  QuantityId quantity;
  Item item;
};

Asked asked(const Model& model, const EventNumber& number) {
  const auto of_candidate = [&]() -> Item {
    const std::size_t candidate = number.candidate.index();
    return {candidate, number.contest, candidate - model.contests[number.contest].first_candidate,
            0};
  };
  switch (number.kind) {
    case Number::margin:
      return {kMargin, {number.contest.index(), number.contest, 0, 0}};
    case Number::contest_turnout:
      return {kTurnout, {number.contest.index(), number.contest, 0, 0}};
    case Number::share:
      return {kShare, of_candidate()};
    case Number::delegates:
      return {kDelegates, of_candidate()};
    default:
      return {};
  }
}

void copy(const Row& from, NumberRow& row) {
  if (const auto* values = std::get_if<FloatRow>(&from)) {
    for (std::size_t e = 0; e < kBatch; ++e) row[e] = values->row[e] * values->unit;
  } else if (const auto* whole = std::get_if<const std::int32_t*>(&from)) {
    std::copy_n(*whole, kBatch, row.begin());
  } else {
    row.fill(std::numeric_limits<float>::quiet_NaN());
  }
}

void read_turnout(const CountedNights& nights, const std::vector<UniverseId>& universes,
                  NumberRow& row) {
  row.fill(0);
  double registered = 0;
  for (const UniverseId universe : universes) {
    const float* ballots = nights.night.ballots(universe);
    for (std::size_t e = 0; e < kBatch; ++e) row[e] += ballots[e];
    registered += nights.model.universes[universe].registered;
  }
  const auto unit = static_cast<float>(1.0 / registered);
  for (float& x : row) x *= unit;
}

/// Reads the share of those who came whose ballots are not among the contest's valid votes.
void read_rolloff(const Model& model, ContestId contest, const Outcome& outcome, NumberRow& row) {
  row.fill(0);
  const std::size_t n = model.night.contests[contest.index()].districts.size();
  for (std::size_t i = 0; i < n; ++i) {
    const float* came = outcome.district_ballots.data() + i * kBatch;
    for (std::size_t e = 0; e < kBatch; ++e) row[e] += came[e];
  }
  for (std::size_t e = 0; e < kBatch; ++e) {
    row[e] = row[e] > 0 ? 1 - outcome.ballots[e] / row[e] : 0.0F;
  }
}

}  // namespace

void read_number(const CountedNights& nights, const EventNumber& number, Scratch& scratch,
                 NumberRow& row) {
  const Model& model = nights.model;
  switch (number.kind) {
    case Number::candidate_margin:
      row =
          signed_margin(nights.outcome(number.contest),
                        number.candidate.index() - model.contests[number.contest].first_candidate);
      return;
    case Number::universes_turnout:
      return read_turnout(nights, number.universes, row);
    case Number::rolloff:
      return read_rolloff(model, number.contest, nights.outcome(number.contest), row);
    case Number::total_delegates: {
      const auto won = nights.totals.won(number.total_name);
      std::copy_n(won.begin(), kBatch, row.begin());
      return;
    }
    case Number::seats:
      return count_seats(model.slates[number.slate].members, nights.wins, row);
    default: {
      const Asked asks = asked(model, number);
      copy(about(asks.quantity).read(nights, asks.item, scratch), row);
    }
  }
}

void count_seats(const std::vector<CandidateId>& members, const std::vector<BatchBits>& wins,
                 NumberRow& row) {
  row.fill(0);
  for (const CandidateId member : members) {
    for (std::size_t e = 0; e < kBatch; ++e) row[e] += wins[member.index()][e] ? 1.0F : 0.0F;
  }
}

/// Computes, with s seats, share less the s-th largest of the others' (0 where nobody else stands):
/// above 0 exactly where the candidate wins, ties apart.
NumberRow signed_margin(const Outcome& outcome, std::size_t slot) {
  NumberRow margin{};
  const std::size_t n = outcome.wins.size();
  std::vector<float> others(std::max(n - 1, outcome.seats));
  const auto to_beat = others.begin() + static_cast<std::ptrdiff_t>(outcome.seats - 1);
  for (std::size_t e = 0; e < kBatch; ++e) {
    auto other = others.begin();
    for (std::size_t k = 0; k < n; ++k) {
      if (k != slot) *other++ = outcome.deciding_share(k)[e];
    }
    std::nth_element(others.begin(), to_beat, others.end(), std::greater<>());
    margin[e] = outcome.deciding_share(slot)[e] - *to_beat;
  }
  return margin;
}

/// Rounds both sides to 32 bits, so that what is equal as written is equal: 0.3 + 0.1 and 0.4.
bool compares(double left, scenario::Comparison comparison, double right) {
  const auto x = static_cast<float>(left);
  const auto y = static_cast<float>(right);
  switch (comparison) {
    case scenario::Comparison::less:
      return x < y;
    case scenario::Comparison::less_equal:
      return x <= y;
    case scenario::Comparison::greater:
      return x > y;
    case scenario::Comparison::greater_equal:
      return x >= y;
  }
  return false;
}

bool holds_at(const EventStep& step, float x) {
  std::array<double, 2> sums{};
  for (std::size_t i = 0; i < step.numbers.size(); ++i) {
    const EventNumber& number = step.numbers[i];
    const double value = number.kind == Number::written ? number.value : x;
    sums[i < step.n_left ? 0 : 1] += number.is_negative ? -value : value;
  }
  return compares(sums[0], step.comparison, sums[1]);
}

void TwoSums::add(const EventNumber& number, const NumberRow& row, Sum& to) {
  if (number.is_negative) {
    for (std::size_t e = 0; e < kBatch; ++e) to[e] -= static_cast<double>(row[e]);
  } else {
    for (std::size_t e = 0; e < kBatch; ++e) to[e] += static_cast<double>(row[e]);
  }
}

BatchBits TwoSums::compared(scenario::Comparison comparison) const {
  BatchBits bits;
  for (std::size_t e = 0; e < kBatch; ++e) {
    bits.set(e, compares(sums[0][e], comparison, sums[1][e]));
  }
  return bits;
}

}  // namespace hustings
