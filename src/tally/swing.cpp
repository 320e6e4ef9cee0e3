#include "tally/swing.hpp"

#include <algorithm>
#include <utility>

namespace hustings {
namespace {

U128 square(std::int64_t x) {
  const auto size = static_cast<std::uint64_t>(x < 0 ? -x : x);
  return static_cast<U128>(size) * size;
}

}  // namespace

/// Files targets by what can flip them: wins by candidate, sweeps and events by contest, events by
/// threshold. Sums are kept by target and universe of its scope.
SwingCounter::SwingCounter(const Model& model, const SwingPlan& plan)
    : model_(model),
      plan_(plan),
      finder_(model, plan),
      targets_of_contest_(model.contests.size()),
      targets_of_threshold_(plan.thresholds.size()),
      win_target_(model.candidates.size(), plan.targets.size()),
      wins_(model.candidates.size()) {
  std::size_t n_sums = 0;
  for (std::uint32_t t = 0; t < plan.targets.size(); ++t) {
    const SwingTarget& target = plan.targets[t];
    const SwingScope& scope = plan.scopes[plan.scope_of[t]];
    first_sum_.push_back(n_sums);
    n_sums += scope.universes.size();
    if (target.kind == SwingTarget::Kind::win) {
      win_target_[target.item] = t;
      continue;
    }
    for (const ContestId contest : scope.contests) {
      targets_of_contest_[contest.index()].push_back(t);
    }
    if (target.kind != SwingTarget::Kind::event) continue;
    for (const std::uint32_t threshold : plan.threshold_of[target.item]) {
      if (threshold == SwingPlan::kNone) continue;
      auto& targets = targets_of_threshold_[threshold];
      if (targets.empty() || targets.back() != t) targets.push_back(t);
    }
  }
  block_.resize(n_sums);
}

void SwingCounter::add(ContestId contest, const CountedBatch& batch, const Outcome& outcome,
                       const EventJudge& judge, const Night& night) {
  is_open_ = true;
  finder_.find(contest, batch, outcome, judge, night, flips_);
}

void SwingCounter::add_joint(const std::vector<BatchBits>& wins, const EventJudge& judge,
                             std::size_t n_valid, const NightFacts& night) {
  is_open_ = false;
  elections_ += n_valid;
  finder_.find_turnouts(judge, n_valid, night, flips_);
  wins_ = wins;
  for (const Flip& flip : flips_) add_flip(flip, judge);
  flips_.clear();
}

/// Finds whom a flip changes: every target that could is decided on both sides, in all elections of
/// the batch at once, with the flip's contest as on that side and all others as they fell.
void SwingCounter::add_flip(const Flip& flip, const EventJudge& judge) {
  const bool changes_wins = !flip.wins[0].empty();
  const std::size_t first =
      changes_wins ? model_.contests[flip.contest].first_candidate : std::size_t{0};
  const auto& targets = flip.threshold == SwingPlan::kNone
                            ? targets_of_contest_[flip.contest.index()]
                            : targets_of_threshold_[flip.threshold];
  sides_.resize(targets.size());
  std::vector<BatchBits> fell(
      wins_.begin() + static_cast<std::ptrdiff_t>(first),
      wins_.begin() + static_cast<std::ptrdiff_t>(first + flip.wins[0].size()));
  for (std::size_t side = 0; side < 2 && !targets.empty(); ++side) {
    std::copy(flip.wins[side].begin(), flip.wins[side].end(),
              wins_.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t t = 0; t < targets.size(); ++t) {
      sides_[t][side] = happens(targets[t], flip, side, judge);
    }
  }
  std::copy(fell.begin(), fell.end(), wins_.begin() + static_cast<std::ptrdiff_t>(first));
  for (std::size_t t = 0; t < targets.size(); ++t) {
    add_changes(targets[t], flip, sides_[t][0], sides_[t][1]);
  }
  for (std::size_t k = 0; k < flip.wins[0].size(); ++k) {
    const std::size_t target = win_target_[first + k];
    if (target < plan_.targets.size()) {
      add_changes(target, flip, flip.wins[0][k], flip.wins[1][k]);
    }
  }
}

BatchBits SwingCounter::happens(std::size_t target, const Flip& flip, std::size_t side,
                                const EventJudge& judge) {
  const SwingTarget& about = plan_.targets[target];
  if (about.kind == SwingTarget::Kind::sweep) {
    BatchBits all = BatchBits::first(kBatch);
    for (const CandidateId member : model_.slates[SlateId(about.item)].members) {
      all &= wins_[member.index()];
    }
    return all;
  }
  const EventProgram& program = model_.events[EventId(about.item)].program;
  return run_program(program, stack_, [&](std::size_t s) {
    const EventStep& step = program.steps[s];
    if (asks_for_wins(step)) return decide_wins(model_, step, wins_);
    for (const Flip::Term& term : flip.terms) {
      if (term.event == about.item && term.step == s) return term.sides[side];
    }
    return judge.term(about.item, s);
  });
}

/// Adds sign x slope / (2 h) of every election in which the target differs between the sides, sign
/// being 1 where it happens above. Within h / 2 it counts twice as much for the narrow sum, whose
/// box is half as wide: wide / n and narrow / n are e(h) and e(h/2).
void SwingCounter::add_changes(std::size_t target, const Flip& flip, const BatchBits& above,
                               const BatchBits& below) {
  changes_.clear();
  for (std::size_t l = 0; l < flip.lanes.size(); ++l) {
    const bool is_above = above[flip.lanes[l]];
    if (is_above == below[flip.lanes[l]]) continue;
    changes_.push_back({l, is_above ? 1 : -1, flip.is_narrow[l]});
  }
  if (changes_.empty()) return;
  const SwingScope& scope = plan_.scopes[plan_.scope_of[target]];
  const std::int64_t* slopes = flip.slopes.data();
  for (const std::uint32_t universe : flip.universes) {
    Sums& sums = block_[first_sum_[target] + scope.place[universe]];
    for (const Change& change : changes_) {
      const std::int64_t slope = change.sign * slopes[change.lane];
      sums.wide += slope;
      sums.narrow += change.is_narrow ? 2 * slope : 0;
    }
    slopes += flip.lanes.size();
  }
}

/// Adds a block's sums, and for their errors the squares of 4 narrow - wide, three times
/// Richardson's estimate (4 e(h/2) - e(h)) / 3, and of narrow - wide, the gap between the windows.
/// A group's sums are those of its members together, squared together: its universes move in the
/// same elections.
void SwingCounter::close_block(SwingTally& tally) {
  ++tally.blocks;
  tally.elections += std::exchange(elections_, 0);
  auto to = tally.sums.begin();
  const auto add = [&to](const Sums& sums) {
    to->wide += sums.wide;
    to->narrow += sums.narrow;
    to->squares += square(4 * sums.narrow - sums.wide);
    to->gap_squares += square(sums.narrow - sums.wide);
    ++to;
  };
  for (std::size_t t = 0; t < plan_.targets.size(); ++t) {
    const SwingScope& scope = plan_.scopes[plan_.scope_of[t]];
    const auto of_universes = block_.begin() + static_cast<std::ptrdiff_t>(first_sum_[t]);
    std::for_each(of_universes, of_universes + static_cast<std::ptrdiff_t>(scope.universes.size()),
                  add);
    for (const SwingScope::Group& group : scope.groups) {
      Sums sums;
      for (const std::uint32_t member : group.members) {
        sums.wide += of_universes[member].wide;
        sums.narrow += of_universes[member].narrow;
      }
      add(sums);
    }
  }
  std::fill(block_.begin(), block_.end(), Sums{});
}

}  // namespace hustings
