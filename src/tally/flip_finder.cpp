#include "tally/flip_finder.hpp"

#include <algorithm>
#include <functional>

namespace hustings {
namespace {

using Kind = EventStep::Kind;

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

/// Slots of the two with most first choices; the leader is who the outcome says.
std::array<std::size_t, 2> two_leaders(const Outcome& outcome, std::size_t e) {
  const auto leader = static_cast<std::size_t>(outcome.leader()[e]);
  std::size_t second = leader == 0 ? 1 : 0;
  for (std::size_t k = 0; k < outcome.wins.size(); ++k) {
    if (k != leader && outcome.share(k)[e] > outcome.share(second)[e]) second = k;
  }
  return {leader, second};
}

/// Tells whether a comparison holds just above its threshold; on the threshold itself no law has
/// weight.
bool is_above(scenario::Comparison comparison) {
  return comparison == scenario::Comparison::greater ||
         comparison == scenario::Comparison::greater_equal;
}

bool is_margin(Kind kind) {
  return kind == Kind::margin || kind == Kind::candidate_margin;
}

/// The seats-th largest of some shares, 0 where there are not so many.
float place(std::vector<float> shares, std::size_t seats) {
  if (shares.size() < seats) return 0;
  std::sort(shares.begin(), shares.end(), std::greater<>());
  return shares[seats - 1];
}

}  // namespace

/// Files the terms of events by what can change them: a decision of a contest (margins held against
/// 0, who leads where that is who wins), or a threshold, which several events may ask about.
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
      if (is_margin(steps[s].kind) || is_lead) terms_[steps[s].contest.index()].push_back(term);
    }
  }
  for (std::uint32_t t = 0; t < plan.thresholds.size(); ++t) {
    const ContestId contest = plan.thresholds[t].step.contest;
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
  fill_slopes(model_.night.contests[c], of.night.universe_votes(), margins_, half_width, flip);
}

/// Tells whether a term holds had the call gone the other way. A margin is the s-th largest
/// deciding share less the next, s the seats; a candidate's own is its share less the s-th of the
/// others.
bool FlipFinder::holds_otherwise(const EventStep& term, std::size_t call, std::size_t seats) const {
  const std::size_t n = calls_.otherwise.size() / calls_.calls.size();
  const auto begin = calls_.otherwise.begin() + static_cast<std::ptrdiff_t>(call * n);
  std::vector<float> shares(begin, begin + static_cast<std::ptrdiff_t>(n));
  if (term.kind == Kind::margin) {
    return compares(place(shares, seats) - place(shares, seats + 1), term.comparison, term.value);
  }
  if (term.kind == Kind::leads) return calls_.calls[call].out == slot(term);
  const float own = shares[slot(term)];
  shares.erase(shares.begin() + static_cast<std::ptrdiff_t>(slot(term)));
  return compares(own - place(shares, seats), term.comparison, term.value);
}

FlipFinder::Row FlipFinder::distances(const EventStep& step, const Outcome& outcome) const {
  Row row{};
  if (step.kind == Kind::leads) {
    for (std::size_t e = 0; e < kBatch; ++e) {
      const auto [first, second] = two_leaders(outcome, e);
      row[e] = outcome.share(first)[e] - outcome.share(second)[e];
    }
    return row;
  }
  if (step.kind == Kind::margin) {
    std::copy_n(outcome.margin.begin(), kBatch, row.begin());
  } else if (step.kind == Kind::share) {
    std::copy_n(outcome.share(slot(step)), kBatch, row.begin());
  } else if (step.kind == Kind::candidate_margin) {
    row = signed_margin(outcome, slot(step));
  } else {
    const auto unit = static_cast<float>(1.0 / model_.contests[step.contest].registered);
    for (std::size_t e = 0; e < kBatch; ++e) row[e] = outcome.ballots[e] * unit;
  }
  for (float& x : row) x -= step.value;
  return row;
}

/// Makes the flip of a threshold c that a number x is held against, M = x - c.
///
/// Law: x = (sum over k of w_k v_k) / per, slope (1 - t_i) (sum over k of w_k v_ik - x v_i) / per
/// where per is the valid votes, which turnout moves as well; of a turnout per is who is
/// registered, which it does not, and the second term is 0. Weights are those of all parts alike.
/// Source: docs/method.md, "Swing".
void FlipFinder::find_threshold(std::uint32_t threshold, const Counted& of, FlipList& flips) {
  const auto& [step, half_width] = plan_.thresholds[threshold];
  Flip& flip = flips.add();
  const Row distance = distances(step, of.outcome);
  find_lanes(distance, half_width, of.night.n_valid(), flip);
  if (flip.lanes.empty()) return flips.drop();
  flip.contest = step.contest;
  flip.threshold = threshold;
  const ContestPlan& plan = model_.night.contests[step.contest.index()];
  const std::size_t n = plan.n_candidates;
  const double registered = model_.contests[step.contest].registered;
  const bool of_leads = step.kind == Kind::leads;
  const bool is_turnout = step.kind == Kind::contest_turnout;
  margins_ = {};
  leaders_.clear();
  for (const std::uint32_t e : flip.lanes) {
    std::vector<double> weight(n);
    weigh(step, of.outcome, e, weight.data());
    for (std::size_t part = 0; part < plan.n_parts; ++part) {
      margins_.weights.insert(margins_.weights.end(), weight.begin(), weight.end());
    }
    const double value = of_leads ? distance[e] : step.value + distance[e];
    margins_.margin.push_back(is_turnout ? 0 : value);
    margins_.per.push_back(is_turnout ? registered : of.outcome.ballots[e]);
    if (of_leads) leaders_.push_back(two_leaders(of.outcome, e));
  }
  add_threshold_terms(threshold, of.judge, flip);
  fill_slopes(plan, of.night.universe_votes(), margins_, half_width, flip);
}

/// Fills the weights w_k of the number that a step compares, in first choices of one election.
void FlipFinder::weigh(const EventStep& step, const Outcome& outcome, std::size_t e,
                       double* weight) const {
  const std::size_t n = outcome.wins.size();
  if (step.kind == Kind::contest_turnout) {
    std::fill_n(weight, n, 1.0);
    return;
  }
  if (step.kind == Kind::share) {
    weight[slot(step)] = 1;
    return;
  }
  if (step.kind == Kind::leads) {
    const auto [leader, second] = two_leaders(outcome, e);
    weight[leader] += 1;
    weight[second] -= 1;
    return;
  }
  // The last in against the first out; for a candidate's own margin one of the two is the
  // candidate, and the other who stands in the way.
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < n; ++k) order.push_back(k);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return outcome.share(a)[e] > outcome.share(b)[e];
  });
  std::size_t above = order[outcome.seats - 1];
  std::size_t below = order[outcome.seats];
  if (step.kind == Kind::candidate_margin) {
    const auto at = std::find(order.begin(), order.end(), slot(step)) - order.begin();
    const bool is_in = static_cast<std::size_t>(at) < outcome.seats;
    below = order[is_in ? outcome.seats : outcome.seats - 1];
    above = slot(step);
  }
  weight[above] += 1;
  weight[below] -= 1;
}

/// Adds the terms that ask about a threshold: above it on side 0, below on side 1. Of who leads,
/// side 0 is the leader and side 1 the second; a term about a third changes on neither.
void FlipFinder::add_threshold_terms(std::uint32_t threshold, const EventJudge& judge,
                                     Flip& flip) const {
  for (const Term at : terms_of_threshold_[threshold]) {
    const EventStep& term = step(at);
    const BatchBits& fell = judge.term(at.event, at.step);
    Flip::Term& sides = flip.terms.emplace_back(Flip::Term{at.event, at.step, {fell, fell}});
    for (std::size_t l = 0; l < flip.lanes.size(); ++l) {
      bool above = is_above(term.comparison);
      if (term.kind == Kind::leads) {
        above = leaders_[l][0] == slot(term);
        if (!above && leaders_[l][1] != slot(term)) continue;
      }
      sides.sides[0].set(flip.lanes[l], above);
      sides.sides[1].set(flip.lanes[l], !above);
    }
  }
}

/// Makes the flips of common turnouts x = sum of ballots_i / sum of N_i, of universes that may vote
/// in different contests: dx / dm_i = (1 - t_i) ballots_i / sum of N_i.
void FlipFinder::find_turnouts(const EventJudge& judge, std::size_t n_valid,
                               const UniverseBallots& universes, FlipList& flips) {
  for (std::uint32_t t = 0; t < plan_.thresholds.size(); ++t) {
    const auto& [step, half_width] = plan_.thresholds[t];
    if (step.kind != Kind::universes_turnout) continue;
    Row distance{};
    double registered = 0;
    for (const UniverseId universe : step.universes) {
      const float* row = universes.row(universe);
      for (std::size_t e = 0; e < kBatch; ++e) distance[e] += row[e];
      registered += model_.universes[universe].registered;
    }
    for (float& x : distance) x = x * static_cast<float>(1.0 / registered) - step.value;
    Flip& flip = flips.add();
    find_lanes(distance, half_width, n_valid, flip);
    if (flip.lanes.empty()) {
      flips.drop();
      continue;
    }
    flip.threshold = t;
    add_threshold_terms(t, judge, flip);
    const double unit = slope_unit(registered, half_width);
    for (const UniverseId universe : step.universes) {
      const float* row = universes.row(universe);
      flip.universes.push_back(static_cast<std::uint32_t>(universe.index()));
      for (const std::uint32_t e : flip.lanes) {
        const double stay = 1 - row[e] / model_.universes[universe].registered;
        flip.slopes.push_back(rounded(stay * row[e] * unit));
      }
    }
  }
}

}  // namespace hustings
