#pragma once

#include <array>
#include <cstddef>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "tally/event_numbers.hpp"

// The thresholds of events about one contest: how close an election is, and whose votes move it.
namespace hustings {

/// What a contest came to in one election of a batch.
struct OutcomeLane {
  const Outcome& outcome;
  std::size_t e = 0;
};

/// Slot of what has a contest and a candidate: a step, or a number of one.
template <class Named>
std::size_t slot_of(const Model& model, const Named& of) {
  return of.candidate.index() - model.contests[of.contest].first_candidate;
}

/// Whether a term is about places in first choices: who leads, who is in the last two.
bool is_place(EventStep::Kind kind);

/// Slots of the two between whom a line runs, in first choices: the first and the second of who
/// leads, whom the outcome names; the second and the third of who is in the last two.
std::array<std::size_t, 2> neighbours(const OutcomeLane& night, EventStep::Kind kind);

/// The first number of a comparison: where there are several all are shares of one contest.
EventNumber first_number(const EventStep& step);

/// How far what a step compares is from where the comparison changes: left less right, or who has a
/// place less who comes next.
NumberRow threshold_distances(const Model& model, const EventStep& step, const Outcome& outcome);

/// Adds the weights w_k of what a step compares, in first choices of one election, by slot.
void weigh_threshold(const Model& model, const EventStep& step, const OutcomeLane& night,
                     double* weight);

}  // namespace hustings
