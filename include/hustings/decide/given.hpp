#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/scenario/scenario.hpp"
#include "hustings/summary/view.hpp"

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

/// What the elections that meet a condition came to, and which they are.
struct GivenRun {
  Labels labels;
  Tally tally;
  Given given;
};

/// Takes the elections that meet a condition. Throws Failure (65) where they are fewer than
/// `fewest`.
GivenRun given_elections(Labels labels, Tally met, const Given& given,
                         std::uint64_t fewest = kFewestGiven);

/// Answers from stored elections alone. Labels are without what draws do not hold: rounds,
/// delegates, recounts, totals, margins that more than first choices decides. Throws Failure (65)
/// where the draws do not hold the condition, or too few of them meet it.
GivenRun given_draws(const Model& model, Labels labels, const Draws& draws,
                     const Condition& condition, std::uint64_t fewest = kFewestGiven);

}  // namespace hustings
