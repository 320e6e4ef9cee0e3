#include "tally/events.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace hustings {
namespace {

using Kind = EventStep::Kind;
using Number = EventNumber::Kind;

/// The contest on which a step alone depends; none where it asks for several, or for what joins
/// contests.
ContestId only_contest(const EventStep& step) {
  if (step.kind == Kind::leads || step.kind == Kind::last_two) return step.contest;
  ContestId only;
  for (const EventNumber& number : step.numbers) {
    if (number.kind == Number::written) continue;
    if (!number.contest || (only && only != number.contest)) return {};
    only = number.contest;
  }
  return only;
}

/// Elections in which a slot stands in a row of them, or in a second one.
BatchBits where_slot(std::size_t slot, const std::int32_t* row, const std::int32_t* second) {
  BatchBits bits;
  for (std::size_t e = 0; e < kBatch; ++e) {
    bits.set(e, static_cast<std::size_t>(row[e]) == slot ||
                    (second != nullptr && static_cast<std::size_t>(second[e]) == slot));
  }
  return bits;
}

}  // namespace

bool asks_for_wins(const EventStep& step) {
  if (step.kind != Kind::compares) {
    return step.kind == Kind::wins || step.kind == Kind::sweep || step.kind == Kind::at_least;
  }
  return std::ranges::all_of(step.numbers, [](const EventNumber& number) {
    return number.kind == Number::written || number.kind == Number::seats;
  });
}

/// Decides a sweep of m members as at least m of them.
BatchBits decide_wins(const Model& model, const EventStep& step,
                      const std::vector<BatchBits>& wins) {
  if (step.kind == Kind::wins) return wins[step.candidate.index()];
  if (step.kind == Kind::compares) {
    return compare(step, [&](std::size_t i, NumberRow& row) {
      count_seats(model.slates[step.numbers[i].slate].members, wins, row);
    });
  }
  const auto& members = model.slates[step.slate].members;
  return at_least(members, step.kind == Kind::sweep ? members.size() : step.count, wins);
}

std::vector<const EventProgram*> programs_of(const Model& model) {
  std::vector<const EventProgram*> programs;
  for (const ModelEvent& event : model.events) programs.push_back(&event.program);
  if (model.until) programs.push_back(&model.until->program);
  return programs;
}

EventJudge::EventJudge(const Model& model, std::vector<const EventProgram*> programs)
    : model_(model), programs_(std::move(programs)), leaves_of_contest_(model.contests.size()) {
  happened_.resize(programs_.size());
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    const auto& steps = programs_[i]->steps;
    bits_.emplace_back(steps.size());
    rows_.emplace_back(steps.size());
    for (std::size_t s = 0; s < steps.size(); ++s) file({i, s});
  }
}

/// Files a term by the contests whose rows it reads: it is decided at its only one, or reads the
/// numbers of each while they are at hand and is decided with the whole batch.
void EventJudge::file(Leaf leaf) {
  const EventStep& step = step_of(leaf);
  if (const ContestId contest = only_contest(step)) {
    leaves_of_contest_[contest.index()].push_back(leaf);
    return;
  }
  if (step.kind != Kind::compares || asks_for_wins(step)) return;
  rows_[leaf.event][leaf.step].resize(step.numbers.size());
  std::set<std::size_t> contests;
  for (const EventNumber& number : step.numbers) {
    if (number.contest) contests.insert(number.contest.index());
  }
  for (const std::size_t contest : contests) leaves_of_contest_[contest].push_back(leaf);
}

void EventJudge::observe(ContestId contest, const CountedNights& nights) {
  for (const Leaf& leaf : leaves_of_contest_[contest.index()]) {
    if (rows_[leaf.event][leaf.step].empty()) {
      bits_[leaf.event][leaf.step] = decide_term(step_of(leaf), nights);
    } else {
      read_rows(leaf, contest, nights);
    }
  }
}

/// Reads the numbers that a comparison asks of one contest; of none, those that join contests.
void EventJudge::read_rows(Leaf leaf, ContestId contest, const CountedNights& nights) {
  const auto& numbers = step_of(leaf).numbers;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i].kind == Number::written || numbers[i].contest != contest) continue;
    read_number(nights, numbers[i], scratch_, rows_[leaf.event][leaf.step][i]);
  }
}

BatchBits EventJudge::decide_term(const EventStep& step, const CountedNights& nights) {
  const Outcome* const outcome = step.contest ? &nights.outcome(step.contest) : nullptr;
  const auto first = [&] { return model_.contests[step.contest].first_candidate; };
  switch (step.kind) {
    case Kind::leads:
      return where_slot(step.candidate.index() - first(), outcome->leader(), nullptr);
    case Kind::last_two:
      if (outcome->rounds.n_rounds == 0) return {};
      return where_slot(step.candidate.index() - first(), outcome->winner.data(),
                        outcome->rounds.runner_up.data());
    case Kind::majority:
      return nights.totals.majority(step.total_name);
    case Kind::lead:
      return nights.totals.leads(step.total_name);
    case Kind::shock:
      return nights.night.shocks[step.shock.index()] & BatchBits::first(nights.n_valid);
    default:
      return compare(step, [&](std::size_t i, NumberRow& row) {
        read_number(nights, step.numbers[i], scratch_, row);
      });
  }
}

const std::vector<BatchBits>& EventJudge::decide(const CountedNights& nights) {
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    happened_[i] = run_program(*programs_[i], stack_, [&](std::size_t s) {
      const EventStep& step = programs_[i]->steps[s];
      if (asks_for_wins(step)) return decide_wins(model_, step, nights.wins);
      if (!rows_[i][s].empty()) {
        read_rows({i, s}, {}, nights);
        bits_[i][s] = compare(step, [&](std::size_t k, NumberRow& row) { row = rows_[i][s][k]; });
      } else if (!only_contest(step)) {
        bits_[i][s] = decide_term(step, nights);
      }
      return bits_[i][s];
    });
  }
  return happened_;
}

/// Counts up to k in all 256 elections at once: members x k operations on four 64-bit words.
BatchBits at_least(const std::vector<CandidateId>& members, std::size_t k,
                   const std::vector<BatchBits>& wins) {
  // reached[j] = elections in which j or more of the members so far win.
  std::vector<BatchBits> reached(k + 1);
  reached[0] = BatchBits::first(kBatch);
  for (const CandidateId member : members) {
    for (std::size_t j = k; j > 0; --j) reached[j] |= reached[j - 1] & wins[member.index()];
  }
  return reached[k];
}

}  // namespace hustings
