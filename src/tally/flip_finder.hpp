#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "count/close_calls.hpp"
#include "hustings/model/model.hpp"
#include "hustings/model/swing_plan.hpp"
#include "night/night.hpp"
#include "tally/events.hpp"
#include "tally/flips.hpp"
#include "tally/thresholds.hpp"

namespace hustings {

/// Finds the close decisions of counted contests, and the thresholds of events that are all but
/// met. One per thread.
class FlipFinder {
 public:
  FlipFinder(const Model& model, const SwingPlan& plan);

  /// Adds those of a contest; `judge` has observed it, `night` keeps the votes of its universes.
  void find(ContestId contest, const CountedBatch& batch, const Outcome& outcome,
            const EventJudge& judge, const Night& night, FlipList& flips);
  /// Adds those about the turnout of universes, once every contest is drawn and events are decided.
  void find_turnouts(const EventJudge& judge, std::size_t n_valid, const NightFacts& night,
                     FlipList& flips);

 private:
  /// A term of an event about some contest.
  struct Term {
    std::uint32_t event = 0;
    std::uint32_t step = 0;
  };
  /// What is known of a contest just counted.
  struct Counted {
    ContestId contest;
    const Outcome& outcome;
    const EventJudge& judge;
    const Night& night;
  };

  const EventStep& step(Term term) const {
    return model_.events[EventId(term.event)].program.steps[term.step];
  }
  template <class Named>
  std::size_t slot(const Named& of) const {
    return slot_of(model_, of);
  }
  /// Adds the close calls [first, end) of one decision.
  void add_decision(const Counted& of, std::size_t first, std::size_t end, FlipList& flips);
  bool holds_otherwise(const EventStep& term, std::size_t call, std::size_t seats) const;
  void find_threshold(std::uint32_t threshold, const Counted& of, FlipList& flips);
  void add_threshold_terms(std::uint32_t threshold, const EventJudge& judge, Flip& flip) const;

  const Model& model_;
  const SwingPlan& plan_;
  std::vector<CloseFinder> close_;                     ///< per contest; none = not followed
  std::vector<std::vector<Term>> terms_;               ///< per contest: those that decisions change
  std::vector<std::vector<Term>> terms_of_threshold_;  ///< per threshold
  std::vector<std::vector<std::uint32_t>> thresholds_;  ///< per contest
  CloseCalls calls_;
  FlipMargins margins_;
  /// Per lane of a flip about places: who is above the line and who below.
  std::vector<std::array<std::size_t, 2>> neighbours_;
};

}  // namespace hustings
