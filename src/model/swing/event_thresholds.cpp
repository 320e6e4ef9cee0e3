#include "model/swing/event_thresholds.hpp"

#include <algorithm>

#include "model/swing/centre_count.hpp"
#include "model/swing/contest_slopes.hpp"

namespace hustings {
namespace {

using Kind = EventStep::Kind;
using Number = EventNumber::Kind;

bool counts_rounds(const ModelContest& contest) {
  return std::holds_alternative<RankedChoicePlan>(contest.count) ||
         std::holds_alternative<RunoffPlan>(contest.count);
}

bool is_margin(const EventNumber& number) {
  return number.kind == Number::margin || number.kind == Number::candidate_margin;
}

/// Whether all numbers are shares of one contest.
bool are_shares_of_one(const std::vector<EventNumber>& numbers) {
  return std::ranges::all_of(numbers, [&](const EventNumber& number) {
    return number.kind == Number::share && number.contest == numbers.front().contest;
  });
}

/// Whether a comparison holds a margin against 0, which a decision of its contest does already.
bool is_decision(const EventStep& step) {
  const auto numbers = differing(step);
  return numbers.size() == 1 && is_margin(numbers.front()) && written_difference(step) == 0;
}

bool is_plurality_of_one(const ModelContest& contest) {
  const auto* plan = std::get_if<PluralityPlan>(&contest.count);
  return plan != nullptr && plan->seats == 1;
}

}  // namespace

bool any_delegates(const Model& model, const std::set<ContestId>& contests) {
  return std::ranges::any_of(contests, [&](ContestId contest) {
    return std::holds_alternative<DelegatesPlan>(model.contests[contest].count);
  });
}

bool EventThresholds::is_followed(const EventStep& step) const {
  const bool has_delegates = any_delegates(model_, contests_of(step));
  if (step.kind == Kind::majority || step.kind == Kind::lead) return false;
  if (step.kind != Kind::compares) return !has_delegates;
  const auto numbers = differing(step);
  const EventNumber& number = numbers.front();
  if (std::ranges::all_of(numbers, [](const auto& of) { return of.kind == Number::seats; })) {
    return !has_delegates;
  }
  if (numbers.size() > 1) return are_shares_of_one(numbers);
  if (number.kind == Number::delegates || number.kind == Number::total_delegates ||
      number.kind == Number::rolloff) {
    return false;
  }
  if (!is_margin(number)) return true;
  return !has_delegates && (is_decision(step) || !counts_rounds(model_.contests[number.contest]));
}

std::set<ContestId> EventThresholds::contests_of(const EventStep& step) const {
  std::set<ContestId> contests;
  if (step.contest) contests.insert(step.contest);
  for (const EventNumber& number : step.numbers) add_contests_of(number, contests);
  if (step.candidate) contests.insert(model_.candidates[step.candidate].contest);
  if (step.slate) {
    for (const CandidateId member : model_.slates[step.slate].members) {
      contests.insert(model_.candidates[member].contest);
    }
  }
  return contests;
}

void EventThresholds::add_contests_of(const EventNumber& number,
                                      std::set<ContestId>& contests) const {
  if (number.contest) contests.insert(number.contest);
  if (number.slate) {
    for (const CandidateId member : model_.slates[number.slate].members) {
      contests.insert(model_.candidates[member].contest);
    }
  }
  const std::set<UniverseId> universes(number.universes.begin(), number.universes.end());
  for (std::size_t c = 0; c < model_.night.contests.size(); ++c) {
    const auto& turnouts = model_.night.contests[c].turnouts;
    if (std::any_of(turnouts.begin(), turnouts.end(), [&](const UniverseTurnout& turnout) {
          return universes.count(UniverseId(turnout.universe)) > 0;
        })) {
      contests.insert(ContestId(c));
    }
  }
}

/// Tells whether what a step asks of first choices cannot change: the contest has one candidate.
bool EventThresholds::is_settled(const EventStep& step) const {
  const auto numbers = differing(step);
  const bool is_turnout = !numbers.empty() && numbers.front().kind == Number::contest_turnout;
  const ContestId contest = numbers.empty() ? step.contest : numbers.front().contest;
  return contest && !is_turnout && model_.contests[contest].is_unopposed();
}

bool EventThresholds::is_threshold(const EventStep& step) const {
  if (is_settled(step)) return false;
  if (step.kind == Kind::leads) return !is_plurality_of_one(model_.contests[step.contest]);
  if (step.kind == Kind::last_two) {
    const ModelContest& contest = model_.contests[step.contest];
    return std::holds_alternative<RunoffPlan>(contest.count) && contest.standing.size() > 2;
  }
  return step.kind == Kind::compares && !is_decision(step) &&
         differing(step).front().kind != Number::seats;
}

double EventThresholds::spread(const EventStep& step) const {
  const auto numbers = differing(step);
  if (!numbers.empty() && numbers.front().kind == Number::universes_turnout) {
    return turnout_spread(numbers.front().universes);
  }
  const ContestId contest = numbers.empty() ? step.contest : numbers.front().contest;
  if (!numbers.empty() && numbers.front().kind == Number::contest_turnout) {
    return contest_turnout_spread(contest);
  }
  const ContestSlopes slopes(model_, centre_, contest);
  const ModelContest& about = model_.contests[contest];
  std::vector<double> weights(std::size_t{model_.night.contests[contest.index()].n_parts} *
                              about.n_candidates);
  if (!numbers.empty() && numbers.front().kind == Number::share) {
    for (const EventNumber& number : numbers) {
      const std::size_t slot = number.candidate.index() - about.first_candidate;
      for (std::size_t at = slot; at < weights.size(); at += about.n_candidates) {
        weights[at] += number.is_negative ? -1 : 1;
      }
    }
  } else {
    const auto decisions = centre_decisions(PluralityPlan{}, slopes.parts(), about.n_candidates);
    if (!decisions.empty()) weights = decisions.front().weights;
  }
  return centre_.sd(slopes.of(weights));
}

/// Computes the sd of a contest's turnout, whose slope in m_i is (1 - t_i) x the votes of universe
/// i / the sum of N.
double EventThresholds::contest_turnout_spread(ContestId contest) const {
  const ContestPlan& plan = model_.night.contests[contest.index()];
  Slopes slopes{std::vector<double>(model_.universes.size()), {}, {}, {}};
  for (std::size_t i = 0; i < plan.turnouts.size(); ++i) {
    const UniverseTurnout& about = plan.turnouts[i];
    const double turnout = centre_.turnout(UniverseId(about.universe));
    slopes.turnout[about.universe] = model_.universes[UniverseId(about.universe)].registered *
                                     turnout * (1 - turnout) * (1 - centre_.rolloff(contest, i)) /
                                     model_.contests[contest].registered;
  }
  return centre_.sd(slopes);
}

/// Computes the sd of a common turnout, sum of N_i t_i / sum of N_i, whose slope in m_i is N_i
/// t_i (1 - t_i) / sum of N.
double EventThresholds::turnout_spread(const std::vector<UniverseId>& universes) const {
  Slopes slopes{std::vector<double>(model_.universes.size()), {}, {}, {}};
  double registered = 0;
  for (const UniverseId universe : universes) registered += model_.universes[universe].registered;
  for (const UniverseId universe : universes) {
    const double turnout = centre_.turnout(universe);
    slopes.turnout[universe.index()] =
        model_.universes[universe].registered * turnout * (1 - turnout) / registered;
  }
  return centre_.sd(slopes);
}

}  // namespace hustings
