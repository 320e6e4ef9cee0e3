#include "tally/events.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace hustings {
namespace {

using Kind = EventStep::Kind;

/// Elections whose row x unit compares with the step's value.
BatchBits compare_row(const float* row, float unit, const EventStep& step) {
  BatchBits bits;
  for (std::size_t e = 0; e < kBatch; ++e) {
    bits.set(e, compares(row[e] * unit, step.comparison, step.value));
  }
  return bits;
}

bool reads_rows(Kind kind) {
  return kind == Kind::leads || kind == Kind::margin || kind == Kind::candidate_margin ||
         kind == Kind::share || kind == Kind::contest_turnout;
}

}  // namespace

/// Compares as 32-bit floats, both sides rounded to them: the number written and the number
/// simulated.
bool compares(float x, scenario::Comparison comparison, float value) {
  switch (comparison) {
    case scenario::Comparison::less:
      return x < value;
    case scenario::Comparison::less_equal:
      return x <= value;
    case scenario::Comparison::greater:
      return x > value;
    case scenario::Comparison::greater_equal:
      return x >= value;
  }
  return false;
}

/// Computes, with s seats, share less the s-th largest of the others' (0 where nobody else stands):
/// above 0 exactly where the candidate wins, ties apart.
std::array<float, kBatch> signed_margin(const Outcome& outcome, std::size_t slot) {
  std::array<float, kBatch> margin{};
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

bool asks_for_wins(Kind kind) {
  return kind == Kind::wins || kind == Kind::sweep || kind == Kind::at_least;
}

/// Decides a sweep of m members as at least m of them.
BatchBits decide_wins(const Model& model, const EventStep& step,
                      const std::vector<BatchBits>& wins) {
  if (step.kind == Kind::wins) return wins[step.candidate.index()];
  const auto& members = model.slates[step.slate].members;
  return at_least(members, step.kind == Kind::sweep ? members.size() : step.count, wins);
}

std::vector<const EventProgram*> programs_of(const Model& model) {
  std::vector<const EventProgram*> programs;
  for (const ModelEvent& event : model.events) programs.push_back(&event.program);
  if (model.until) programs.push_back(&model.until->program);
  return programs;
}

/// The quantity that a term asks about, and of which item; terms with rows of their own ask about
/// none.
struct Asked {
  QuantityId quantity;
  Item item;
};

static Asked asked(const Model& model, const EventStep& step) {
  const std::size_t c = step.contest ? step.contest.index() : 0;
  switch (step.kind) {
    case Kind::margin:
      return {kMargin, {c, step.contest, 0, 0}};
    case Kind::contest_turnout:
      return {kTurnout, {c, step.contest, 0, 0}};
    case Kind::share: {
      const std::size_t candidate = step.candidate.index();
      return {
          kShare,
          {candidate, step.contest, candidate - model.contests[step.contest].first_candidate, 0}};
    }
    case Kind::majority:
      return {kMajority, {step.total_name.index(), {}, 0, 0}};
    case Kind::lead:
      return {kLead, {step.total_name.index(), {}, 0, 0}};
    default:
      return {};
  }
}

/// Files the terms about one contest's rows by contest, to be decided while these are at hand.
EventJudge::EventJudge(const Model& model, std::vector<const EventProgram*> programs)
    : model_(model), programs_(std::move(programs)), leaves_of_contest_(model.contests.size()) {
  happened_.resize(programs_.size());
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    const auto& steps = programs_[i]->steps;
    bits_.emplace_back(steps.size());
    for (std::size_t s = 0; s < steps.size(); ++s) {
      if (reads_rows(steps[s].kind)) {
        leaves_of_contest_[steps[s].contest.index()].push_back({i, s});
      }
    }
  }
}

void EventJudge::observe(ContestId contest, const CountedNights& nights) {
  for (const Leaf& leaf : leaves_of_contest_[contest.index()]) {
    bits_[leaf.event][leaf.step] = decide_term(programs_[leaf.event]->steps[leaf.step], nights);
  }
}

BatchBits EventJudge::decide_term(const EventStep& step, const CountedNights& nights) {
  if (const Asked asks = asked(model_, step); asks.quantity) {
    const Row row = about(asks.quantity).read(nights, asks.item, scratch_);
    if (const auto* bits = std::get_if<BatchBits>(&row)) return *bits;
    const auto* values = std::get_if<FloatRow>(&row);
    return values == nullptr ? BatchBits{} : compare_row(values->row, values->unit, step);
  }
  if (step.kind == Kind::leads) {
    const std::int32_t* const leader = nights.outcome(step.contest).leader();
    const std::size_t first = model_.contests[step.contest].first_candidate;
    BatchBits bits;
    for (std::size_t e = 0; e < kBatch; ++e) {
      bits.set(e, first + static_cast<std::size_t>(leader[e]) == step.candidate.index());
    }
    return bits;
  }
  if (step.kind == Kind::candidate_margin) {
    const std::size_t slot = step.candidate.index() - model_.contests[step.contest].first_candidate;
    return compare_row(signed_margin(nights.outcome(step.contest), slot).data(), 1.0F, step);
  }
  std::array<float, kBatch> ballots{};
  double registered = 0;
  for (const UniverseId universe : step.universes) {
    const float* row = nights.universes.row(universe);
    for (std::size_t e = 0; e < kBatch; ++e) ballots[e] += row[e];
    registered += model_.universes[universe].registered;
  }
  return compare_row(ballots.data(), static_cast<float>(1.0 / registered), step);
}

const std::vector<BatchBits>& EventJudge::decide(const CountedNights& nights) {
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    happened_[i] = run_program(*programs_[i], stack_, [&](std::size_t s) {
      const EventStep& step = programs_[i]->steps[s];
      if (asks_for_wins(step.kind)) return decide_wins(model_, step, nights.wins);
      if (!reads_rows(step.kind)) bits_[i][s] = decide_term(step, nights);
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
