#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "hustings/core/problem.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/summary/labels.hpp"
#include "hustings/summary/summary.hpp"

namespace hustings {

/// A condition on the elections of a run: an event.
struct Condition {
  std::string text;
  EventProgram program;
  std::optional<EventId> event;  ///< which of the model's own, where it is one of them
};

/// Reads a condition: a sentence as under `events`, or the name of one there. Faults are told as of
/// `place`. Throws ScenarioError where it is no event of this scenario.
Condition read_condition(const std::string& text, const Place& place,
                         const scenario::Scenario& scenario, const Model& model);

/// What the elections that meet a condition came to.
struct GivenRun {
  Labels labels;
  Tally tally;
  Summary summary;  ///< says of what elections, in Summary::given
};

/// Summarises the elections that meet a condition. Throws Failure (65) where they are fewer than
/// kFewestGiven.
GivenRun given_elections(Labels labels, Tally met, const Given& given);

/// Answers from stored elections alone. Labels and summary are without what draws do not hold:
/// rounds, delegates, recounts, totals. Throws Failure (65) where the draws do not hold the
/// condition, or too few of them meet it.
GivenRun given_draws(const Model& model, Labels labels, const Draws& draws,
                     const Condition& condition);

}  // namespace hustings
