#pragma once

#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "night/night.hpp"
#include "random/batch_bits.hpp"
#include "tally/event_numbers.hpp"
#include "tally/reading.hpp"

namespace hustings {

/// Programs of a model's events, then of its stop rule.
std::vector<const EventProgram*> programs_of(const Model& model);

/// Decides events in every election of a batch.
///
/// Terms about one contest are decided while its rows are at hand (observe), all others and the
/// events once all contests are counted (decide).
class EventJudge {
 public:
  /// The programs must outlive the judge.
  EventJudge(const Model& model, std::vector<const EventProgram*> programs);

  /// Decides the terms about one contest.
  void observe(ContestId contest, const CountedNights& nights);

  /// Returns the elections in which each event happened, all contests being counted.
  const std::vector<BatchBits>& decide(const CountedNights& nights);

  /// A term of the scenario's events that does not ask who wins, as decided; those about one
  /// contest once it was observed, others after decide.
  const BatchBits& term(std::size_t event, std::size_t step) const { return bits_[event][step]; }

 private:
  struct Leaf {
    std::size_t event = 0;
    std::size_t step = 0;
  };

  const EventStep& step_of(Leaf leaf) const { return programs_[leaf.event]->steps[leaf.step]; }
  void file(Leaf leaf);
  void read_rows(Leaf leaf, ContestId contest, const CountedNights& nights);
  BatchBits decide_term(const EventStep& step, const CountedNights& nights);

  const Model& model_;
  std::vector<const EventProgram*> programs_;
  std::vector<std::vector<Leaf>> leaves_of_contest_;
  std::vector<std::vector<BatchBits>> bits_;  ///< event x step: terms that are not about wins
  /// Event x step: numbers of comparisons that no contest alone decides.
  std::vector<std::vector<std::vector<NumberRow>>> rows_;
  std::vector<BatchBits> stack_;
  std::vector<BatchBits> happened_;
  Scratch scratch_;
};

/// Runs an event's program; `term(step)` gives the elections in which the term at that place holds.
template <class Term>
BatchBits run_program(const EventProgram& program, std::vector<BatchBits>& stack, Term term) {
  using Kind = EventStep::Kind;
  stack.clear();
  for (std::size_t s = 0; s < program.steps.size(); ++s) {
    const EventStep& step = program.steps[s];
    if (step.kind == Kind::complement) {
      stack.back() = ~stack.back();
    } else if (step.kind == Kind::all || step.kind == Kind::any) {
      BatchBits bits = stack.back();
      stack.pop_back();
      for (std::uint32_t n = 1; n < step.count; ++n, stack.pop_back()) {
        if (step.kind == Kind::all) {
          bits &= stack.back();
        } else {
          bits |= stack.back();
        }
      }
      stack.push_back(bits);
    } else {
      stack.push_back(term(s));
    }
  }
  return stack.back();
}

/// Whether a term asks who wins: such terms follow from the wins alone.
bool asks_for_wins(const EventStep& step);
/// Elections in which such a term holds, given who wins, per candidate of the model.
BatchBits decide_wins(const Model& model, const EventStep& step,
                      const std::vector<BatchBits>& wins);

/// Elections in which at least `k` of the given candidates win.
BatchBits at_least(const std::vector<CandidateId>& members, std::size_t k,
                   const std::vector<BatchBits>& wins);

}  // namespace hustings
