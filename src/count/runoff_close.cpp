#include "count/runoff_close.hpp"

#include <algorithm>
#include <utility>

#include "count/placing.hpp"

namespace hustings {
namespace {

/// Tells whether a distance is close from either side.
bool is_within(float distance, float half_width) {
  return distance < half_width && -distance < half_width;
}

std::uint32_t slot(std::size_t k) {
  return static_cast<std::uint32_t>(k);
}

}  // namespace

RunoffCloseFinder::RunoffCloseFinder(const RunoffPlan& plan, const Lots& lots,
                                     std::vector<float> half_widths)
    : plan_(plan),
      lots_(lots),
      counter_(plan, lots),
      half_widths_(std::move(half_widths)),
      n_(plan.ranking.n_candidates),
      places_(kBatch) {
  for (SecondRounds* rounds : {&held_, &with_third_}) {
    rounds->finalists.resize(2 * kBatch);
    rounds->votes.resize(2 * kBatch);
    rounds->lead_by_universe.resize(plan.universes.size() * kBatch);
  }
}

void RunoffCloseFinder::operator()(const CountedBatch& batch, const Outcome& fell,
                                   CloseCalls& calls) {
  n_valid_ = batch.n_valid;
  place(batch, fell);
  counter_.draw(batch.index);
  for (SecondRounds* rounds : {&held_, &with_third_}) {
    counter_.count_second_rounds(batch.votes, rounds->finalists.data(), rounds->votes.data(),
                                 rounds->lead_by_universe.data());
  }
  if (n_ > 2) add_entries(fell, calls);
  add_thresholds(fell, calls);
  add_last_rounds(batch, fell, calls);
}

/// Finds the first three of every election, and who would meet: the first two, or the first and the
/// third.
void RunoffCloseFinder::place(const CountedBatch& batch, const Outcome& fell) {
  Placing place(fell.shares, lots_);
  for (std::size_t e = 0; e < kBatch; ++e) {
    const auto& order = place(e, batch.index * kBatch + e);
    places_[e] = {order[0], order[1], order[n_ > 2 ? 2 : 1]};
    for (SecondRounds* rounds : {&held_, &with_third_}) {
      rounds->finalists[e] = static_cast<std::int32_t>(order[0]);
      rounds->finalists[kBatch + e] =
          static_cast<std::int32_t>(rounds == &held_ ? order[1] : places_[e][2]);
    }
  }
}

void RunoffCloseFinder::add(const CloseCalls::Call& call, const SecondRounds* held,
                            const Outcome& fell, CloseCalls& calls) const {
  const std::uint32_t e = call.lane;
  std::vector<float> shares(n_);
  CloseCalls::Call made = call;
  made.in = slot(static_cast<std::size_t>(fell.winner[e]));
  if (held == nullptr) {  // decided by the first round
    for (std::size_t k = 0; k < n_; ++k) shares[k] = fell.share(k)[e];
    made.out = slot(places_[e][0]);
  } else {
    const std::array<float, 2> votes = {held->votes[e], held->votes[kBatch + e]};
    const float all = std::max(votes[0] + votes[1], 1e-30F);
    const std::array<std::int32_t, 2> finalists = {held->finalists[e], held->finalists[kBatch + e]};
    for (std::size_t i = 0; i < 2; ++i) {
      shares[static_cast<std::size_t>(finalists[i])] = votes[i] / all;
    }
    made.out = static_cast<std::uint32_t>(finalists[votes[1] > votes[0] ? 1 : 0]);
  }
  calls.calls.push_back(made);
  calls.otherwise.insert(calls.otherwise.end(), shares.begin(), shares.end());
}

template <class Weight>
void RunoffCloseFinder::add_weights(Weight weight, CloseCalls& calls) const {
  for (std::size_t i = 0; i < plan_.universes.size(); ++i) {
    for (std::size_t k = 0; k < n_; ++k) calls.weights.push_back(weight(k));
  }
}

/// Adds the elections in which it was close who is second, of those with a second round: where the
/// first round decides nobody enters. Margin: second less third, as a share of valid votes.
void RunoffCloseFinder::add_entries(const Outcome& fell, CloseCalls& calls) const {
  for (std::uint32_t e = 0; e < n_valid_; ++e) {
    const auto [first, second, third] = places_[e];
    const float margin = fell.share(second)[e] - fell.share(third)[e];
    if (fell.rounds.last[e] < 2 || margin >= half_widths_[entry]) continue;
    add({entry, e, margin, 0, 0}, &with_third_, fell, calls);
    add_weights(
        [second = second, third = third](std::size_t k) {
          return k == second ? 1.0F : k == third ? -1.0F : 0.0F;
        },
        calls);
  }
}

/// Adds the elections in which the first was close to the threshold T, on either side.
///
/// Law: M = (v_first - T V) / V, so a first choice weighs 1 - T or -T; the sign is turned where a
/// second round was held, for a margin is positive as it fell. The other way the first wins at
/// once, or a second round decides, counted as it would have been.
void RunoffCloseFinder::add_thresholds(const Outcome& fell, CloseCalls& calls) const {
  for (std::uint32_t e = 0; e < n_valid_; ++e) {
    const std::size_t first = places_[e][0];
    const float margin = fell.share(first)[e] - plan_.threshold;
    if (!is_within(margin, half_widths_[threshold])) continue;
    const bool is_held = fell.rounds.last[e] == 2;
    add({threshold, e, margin < 0 ? -margin : margin, 0, 0}, is_held ? nullptr : &held_, fell,
        calls);
    const float sign = is_held ? -1.0F : 1.0F;
    add_weights(
        [&](std::size_t k) { return sign * ((k == first ? 1.0F : 0.0F) - plan_.threshold); },
        calls);
  }
}

/// Adds the elections with a close second round.
///
/// Law: M = L / F, L = sum over universes of l_i, the votes of a less those of b, F all votes of
/// the second round. Turnout moves l_i in proportion, so every first choice of universe i weighs
/// l_i V / (v_i F), in units of V. The slope's other part, -M v_i / V, takes the first electorate
/// for the second; it is of the order of M, which is close to 0. Source: docs/method.md, "Swing".
void RunoffCloseFinder::add_last_rounds(const CountedBatch& batch, const Outcome& fell,
                                        CloseCalls& calls) const {
  for (std::uint32_t e = 0; e < n_valid_; ++e) {
    if (fell.rounds.last[e] < 2 || fell.margin[e] >= half_widths_[last]) continue;
    add({last, e, fell.margin[e], 0, 0}, &held_, fell, calls);
    CloseCalls::Call& call = calls.calls.back();
    call.out = slot(static_cast<std::size_t>(fell.rounds.runner_up[e]));
    float* shares = calls.otherwise.data() + calls.otherwise.size() - n_;
    std::swap(shares[call.in], shares[call.out]);
    const float sign = call.in == places_[e][0] ? 1.0F : -1.0F;
    const float unit = sign * fell.ballots[e] / fell.rounds.final_votes[e];
    for (std::size_t i = 0; i < plan_.universes.size(); ++i) {
      float ballots = 0;
      for (std::size_t k = 0; k < n_; ++k) ballots += batch.votes[(i * n_ + k) * kBatch + e];
      const float lead = held_.lead_by_universe[i * kBatch + e] / std::max(ballots, 1e-30F);
      calls.weights.insert(calls.weights.end(), n_, unit * lead);
    }
  }
}

}  // namespace hustings
