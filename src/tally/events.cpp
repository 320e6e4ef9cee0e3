#include "tally/events.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace hustings {
namespace {

using Kind = EventStep::Kind;

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

/// Elections whose row x unit compares with the step's value.
BatchBits compare_row(const float* row, float unit, const EventStep& step) {
  BatchBits bits;
  for (std::size_t e = 0; e < kBatch; ++e) {
    bits.set(e, compares(row[e] * unit, step.comparison, step.value));
  }
  return bits;
}

/// A candidate's share minus that of the other it must beat: the best one, or, for several seats,
/// the last of the others that many would let in.
std::array<float, kBatch> signed_margin(const Outcome& outcome, std::size_t slot) {
  std::array<float, kBatch> margin{};
  const std::size_t n = outcome.wins.size();
  std::vector<float> others(n - 1);
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

bool reads_rows(Kind kind) {
  return kind == Kind::leads || kind == Kind::margin || kind == Kind::candidate_margin ||
         kind == Kind::share || kind == Kind::contest_turnout;
}

}  // namespace

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
    for (std::size_t s = 0; s < steps.size(); ++s) {
      if (reads_rows(steps[s].kind)) {
        leaves_of_contest_[steps[s].contest.index()].push_back({i, s});
      }
    }
  }
}

void EventJudge::observe(ContestId contest, const Outcome& outcome) {
  const ModelContest& about = model_.contests[contest];
  for (const Leaf& leaf : leaves_of_contest_[contest.index()]) {
    const EventStep& step = programs_[leaf.event]->steps[leaf.step];
    BatchBits& bits = bits_[leaf.event][leaf.step];
    const std::size_t slot = step.candidate ? step.candidate.index() - about.first_candidate : 0;
    if (step.kind == Kind::leads) {
      for (std::size_t e = 0; e < kBatch; ++e) {
        bits.set(e, static_cast<std::size_t>(outcome.leader()[e]) == slot);
      }
    } else if (step.kind == Kind::margin) {
      bits = compare_row(outcome.margin.data(), 1.0F, step);
    } else if (step.kind == Kind::candidate_margin) {
      bits = compare_row(signed_margin(outcome, slot).data(), 1.0F, step);
    } else if (step.kind == Kind::share) {
      bits = compare_row(outcome.share(slot), 1.0F, step);
    } else {
      bits = compare_row(outcome.ballots.data(), static_cast<float>(1.0 / about.registered), step);
    }
  }
}

BatchBits EventJudge::decide_leaf(const EventStep& step, const std::vector<BatchBits>& wins,
                                  const TotalsCounter& totals, const CellBallots& cells) const {
  if (step.kind == Kind::majority) return totals.majority(step.total_name);
  if (step.kind == Kind::lead) return totals.leads(step.total_name);
  if (step.kind == Kind::wins) return wins[step.candidate.index()];
  if (step.kind == Kind::sweep) {
    const auto& members = model_.slates[step.slate].members;
    return at_least(members, members.size(), wins);
  }
  if (step.kind == Kind::at_least) {
    return at_least(model_.slates[step.slate].members, step.count, wins);
  }
  std::array<float, kBatch> ballots{};
  double registered = 0;
  for (const CellId cell : step.cells) {
    const float* row = cells.row(cell);
    for (std::size_t e = 0; e < kBatch; ++e) ballots[e] += row[e];
    registered += model_.cells[cell].registered;
  }
  return compare_row(ballots.data(), static_cast<float>(1.0 / registered), step);
}

const std::vector<BatchBits>& EventJudge::decide(const std::vector<BatchBits>& wins,
                                                 const TotalsCounter& totals,
                                                 const CellBallots& cells) {
  for (std::size_t i = 0; i < programs_.size(); ++i) {
    const auto& steps = programs_[i]->steps;
    stack_.clear();
    for (std::size_t s = 0; s < steps.size(); ++s) {
      const EventStep& step = steps[s];
      if (step.kind == Kind::complement) {
        stack_.back() = ~stack_.back();
      } else if (step.kind == Kind::all || step.kind == Kind::any) {
        BatchBits bits = stack_.back();
        stack_.pop_back();
        for (std::uint32_t n = 1; n < step.count; ++n, stack_.pop_back()) {
          if (step.kind == Kind::all) {
            bits &= stack_.back();
          } else {
            bits |= stack_.back();
          }
        }
        stack_.push_back(bits);
      } else {
        stack_.push_back(reads_rows(step.kind) ? bits_[i][s]
                                               : decide_leaf(step, wins, totals, cells));
      }
    }
    happened_[i] = stack_.back();
  }
  return happened_;
}

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
