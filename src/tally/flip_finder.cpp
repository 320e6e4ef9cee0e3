#include "tally/flip_finder.hpp"

#include <algorithm>
#include <functional>

namespace hustings {
namespace {

using Kind = EventStep::Kind;
using Number = EventNumber::Kind;

/// Lists the elections of a batch whose distance from a threshold is less than the half-width h,
/// and marks those within h / 2: delta is a box, |M| < h of height 1 / (2 h).
void find_lanes(const std::array<float, kBatch>& distance, float half_width, std::size_t n_valid,
                Flip& flip) {
  for (std::uint32_t e = 0; e < n_valid; ++e) {
    const float size = distance[e] < 0 ? -distance[e] : distance[e];
    if (size >= half_width) continue;
    flip.lanes.push_back(e);
    flip.is_narrow.push_back(2 * size < half_width);
  }
}

/// Tells whether a comparison holds just above its threshold; on the threshold itself no law has
/// weight.
bool is_above(scenario::Comparison comparison) {
  return comparison == scenario::Comparison::greater ||
         comparison == scenario::Comparison::greater_equal;
}

/// Whether a comparison is of a single margin.
bool is_margin(const EventStep& step) {
  if (step.kind != Kind::compares) return false;
  const auto numbers = differing(step);
  return numbers.size() == 1 && (numbers.front().kind == Number::margin ||
                                 numbers.front().kind == Number::candidate_margin);
}

/// The seats-th largest of some shares, 0 where there are not so many.
float place(std::vector<float> shares, std::size_t seats) {
  if (shares.size() < seats) return 0;
  std::sort(shares.begin(), shares.end(), std::greater<>());
  return shares[seats - 1];
}

}  // namespace

/// Files the terms of events by what can change them: a decision of a contest (margins held against
/// 0, who leads where that is who wins, who is in the last two), or a threshold, which several
/// events may ask about.
FlipFinder::FlipFinder(const Model& model, const SwingPlan& plan)
    : model_(model),
      plan_(plan),
      terms_(model.contests.size()),
      terms_of_threshold_(plan.thresholds.size()),
      thresholds_(model.contests.size()) {
  for (std::size_t c = 0; c < model.contests.size(); ++c) {
    const bool is_followed = !plan.half_widths[c].empty();
    close_.push_back(is_followed ? make_close_finder(model, ContestId(c), plan.half_widths[c])
                                 : CloseFinder());
  }
  for (const SwingTarget& target : plan.targets) {
    if (target.kind != SwingTarget::Kind::event) continue;
    const auto& steps = model.events[EventId(target.item)].program.steps;
    for (std::uint32_t s = 0; s < steps.size(); ++s) {
      const Term term{target.item, s};
      const std::uint32_t threshold = plan.threshold_of[target.item][s];
      if (threshold != SwingPlan::kNone) terms_of_threshold_[threshold].push_back(term);
      const bool is_lead = steps[s].kind == Kind::leads && threshold == SwingPlan::kNone;
      if (is_margin(steps[s])) terms_[first_number(steps[s]).contest.index()].push_back(term);
      if (is_lead || steps[s].kind == Kind::last_two) {
        terms_[steps[s].contest.index()].push_back(term);
      }
    }
  }
  for (std::uint32_t t = 0; t < plan.thresholds.size(); ++t) {
    const EventStep& step = plan.thresholds[t].step;
    const ContestId contest = is_place(step.kind) ? step.contest : first_number(step).contest;
    if (contest) thresholds_[contest.index()].push_back(t);
  }
}

/// Finds the close calls of a contest's rule, a flip a decision, and its thresholds, a flip each.
void FlipFinder::find(ContestId contest, const CountedBatch& batch, const Outcome& outcome,
                      const EventJudge& judge, const Night& night, FlipList& flips) {
  const Counted of{contest, outcome, judge, night};
  if (close_[contest.index()]) {
    calls_.clear();
    close_[contest.index()](batch, outcome, calls_);
    const auto& calls = calls_.calls;
    for (std::size_t first = 0, end = 0; first < calls.size(); first = end) {
      while (end < calls.size() && calls[end].decision == calls[first].decision) ++end;
      add_decision(of, first, end, flips);
    }
  }
  for (const std::uint32_t threshold : thresholds_[contest.index()]) {
    find_threshold(threshold, of, flips);
  }
}

/// Makes one flip of a decision's close calls: on side 0 all is as it fell, on side 1 `out` wins
/// for `in` and terms hold as by the shares that it would have come to. Calls that change neither
/// are left out.
///
/// A flip's margins are those of the decision, in the valid votes of the first round.
void FlipFinder::add_decision(const Counted& of, std::size_t first, std::size_t end,
                              FlipList& flips) {
  const std::size_t c = of.contest.index();
  const float half_width = plan_.half_widths[c][calls_.calls[first].decision];
  const auto& terms = terms_[c];
  const std::size_t n_weights = calls_.weights.size() / calls_.calls.size();
  Flip& flip = flips.add();
  flip.contest = of.contest;
  flip.wins = {of.outcome.wins, of.outcome.wins};
  margins_ = {};
  for (const Term at : terms) {
    const BatchBits& fell = of.judge.term(at.event, at.step);
    flip.terms.push_back({at.event, at.step, {fell, fell}});
  }
  for (std::size_t i = first; i < end; ++i) {
    const CloseCalls::Call& call = calls_.calls[i];
    if (call.in == call.out && terms.empty()) continue;
    flip.lanes.push_back(call.lane);
    flip.is_narrow.push_back(2 * call.margin < half_width);
    flip.wins[1][call.in].set(call.lane, false);
    flip.wins[1][call.out].set(call.lane, true);
    for (std::size_t t = 0; t < terms.size(); ++t) {
      flip.terms[t].sides[1].set(call.lane, holds_otherwise(step(terms[t]), i, of.outcome.seats));
    }
    margins_.margin.push_back(call.margin);
    margins_.per.push_back(of.outcome.ballots[call.lane]);
    const auto weights = calls_.weights.begin() + static_cast<std::ptrdiff_t>(i * n_weights);
    margins_.weights.insert(margins_.weights.end(), weights,
                            weights + static_cast<std::ptrdiff_t>(n_weights));
  }
  if (flip.lanes.empty()) return flips.drop();
  fill_slopes(model_.night.contests[c], of.night, margins_, half_width, flip);
}

/// Tells whether a term holds had the call gone the other way. A margin is the s-th largest
/// deciding share less the next, s the seats; a candidate's own is its share less the s-th of the
/// others. In the last two are those with the two largest: of a runoff that nobody needs the first
/// round's, else the last round's, in which no other has any.
bool FlipFinder::holds_otherwise(const EventStep& term, std::size_t call, std::size_t seats) const {
  const std::size_t n = calls_.otherwise.size() / calls_.calls.size();
  const auto begin = calls_.otherwise.begin() + static_cast<std::ptrdiff_t>(call * n);
  std::vector<float> shares(begin, begin + static_cast<std::ptrdiff_t>(n));
  if (term.kind == Kind::leads) return calls_.calls[call].out == slot(term);
  const auto without = [&](std::size_t own) {
    const float share = shares[own];
    shares.erase(shares.begin() + static_cast<std::ptrdiff_t>(own));
    return share;
  };
  if (term.kind == Kind::last_two) {
    const float own = without(slot(term));
    return shares.size() < 2 || own > place(shares, 2);
  }
  const EventNumber number = first_number(term);
  if (number.kind == Number::margin) {
    return holds_at(term, place(shares, seats) - place(shares, seats + 1));
  }
  const float own = without(slot(number));
  return holds_at(term, own - place(shares, seats));
}

/// Makes the flip of a threshold c that a number, or a sum of shares, x is held against, M = x - c.
///
/// Law: x = (sum over k of w_k v_k) / per, slope (1 - t_i) (sum over k of w_k v_ik - x v_i) / per
/// where per is the valid votes, which turnout moves as well; of a turnout per is who is
/// registered, which it does not, and the second term is 0. Weights are those of all parts alike.
/// Source: docs/method.md, "Swing".
void FlipFinder::find_threshold(std::uint32_t threshold, const Counted& of, FlipList& flips) {
  const auto& [step, half_width] = plan_.thresholds[threshold];
  Flip& flip = flips.add();
  const NumberRow distance = threshold_distances(model_, step, of.outcome);
  find_lanes(distance, half_width, of.night.n_valid(), flip);
  if (flip.lanes.empty()) return flips.drop();
  flip.contest = of.contest;
  flip.threshold = threshold;
  const ContestPlan& plan = model_.night.contests[of.contest.index()];
  const std::size_t n = plan.n_candidates;
  const double registered = model_.contests[of.contest].registered;
  const bool of_places = is_place(step.kind);
  const bool is_turnout = first_number(step).kind == Number::contest_turnout;
  const auto at = static_cast<float>(written_difference(step));
  margins_ = {};
  neighbours_.clear();
  for (const std::uint32_t e : flip.lanes) {
    std::vector<double> weight(n);
    weigh_threshold(model_, step, {of.outcome, e}, weight.data());
    for (std::size_t part = 0; part < plan.n_parts; ++part) {
      margins_.weights.insert(margins_.weights.end(), weight.begin(), weight.end());
    }
    const double value = at + distance[e];
    margins_.margin.push_back(is_turnout ? 0 : value);
    margins_.per.push_back(is_turnout ? registered : of.outcome.ballots[e]);
    if (of_places) neighbours_.push_back(neighbours({of.outcome, e}, step.kind));
  }
  add_threshold_terms(threshold, of.judge, flip);
  fill_slopes(plan, of.night, margins_, half_width, flip);
}

/// Adds the terms that ask about a threshold: above it on side 0, below on side 1. Of a place, side
/// 0 is who has it and side 1 who comes next; a term about a third changes on neither.
void FlipFinder::add_threshold_terms(std::uint32_t threshold, const EventJudge& judge,
                                     Flip& flip) const {
  for (const Term at : terms_of_threshold_[threshold]) {
    const EventStep& term = step(at);
    const BatchBits& fell = judge.term(at.event, at.step);
    Flip::Term& sides = flip.terms.emplace_back(Flip::Term{at.event, at.step, {fell, fell}});
    for (std::size_t l = 0; l < flip.lanes.size(); ++l) {
      bool above = is_above(term.comparison);
      if (is_place(term.kind)) {
        above = neighbours_[l][0] == slot(term);
        if (!above && neighbours_[l][1] != slot(term)) continue;
      }
      sides.sides[0].set(flip.lanes[l], above);
      sides.sides[1].set(flip.lanes[l], !above);
    }
  }
}

/// Makes the flips of common turnouts x = sum of ballots_i / sum of N_i, of universes that may vote
/// in different contests: dx / dm_i = (1 - t_i) ballots_i / sum of N_i.
void FlipFinder::find_turnouts(const EventJudge& judge, std::size_t n_valid,
                               const NightFacts& night, FlipList& flips) {
  for (std::uint32_t t = 0; t < plan_.thresholds.size(); ++t) {
    const auto& [step, half_width] = plan_.thresholds[t];
    const EventNumber number = first_number(step);
    if (number.kind != Number::universes_turnout) continue;
    const float sign = number.is_negative ? -1 : 1;
    NumberRow distance{};
    double registered = 0;
    for (const UniverseId universe : number.universes) {
      const float* row = night.ballots(universe);
      for (std::size_t e = 0; e < kBatch; ++e) distance[e] += row[e];
      registered += model_.universes[universe].registered;
    }
    const auto at = static_cast<float>(written_difference(step));
    for (float& x : distance) x = sign * (x * static_cast<float>(1.0 / registered)) - at;
    Flip& flip = flips.add();
    find_lanes(distance, half_width, n_valid, flip);
    if (flip.lanes.empty()) {
      flips.drop();
      continue;
    }
    flip.threshold = t;
    add_threshold_terms(t, judge, flip);
    const double unit = sign * slope_unit(registered, half_width);
    for (const UniverseId universe : number.universes) {
      const float* row = night.ballots(universe);
      flip.universes.push_back(static_cast<std::uint32_t>(universe.index()));
      for (const std::uint32_t e : flip.lanes) {
        const double stay = 1 - row[e] / model_.universes[universe].registered;
        flip.slopes.push_back(rounded(stay * row[e] * unit));
      }
    }
  }
}

}  // namespace hustings
