#pragma once

#include <string>
#include <variant>

#include "hustings/model/model.hpp"
#include "hustings/tally/draws.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// A condition on stored elections: an event of the model, whose happening is stored, or another.
using StoredCondition = std::variant<EventId, EventProgram>;

/// Says why a condition on a run cannot be answered from its draws alone; empty = it can.
std::string not_in_draws(const Model& model, const Draws& draws, const StoredCondition& condition);

/// Tallies the stored elections that meet a condition which not_in_draws lets pass.
///
/// What draws do not hold stays 0: lots, recounts, rounds, delegates, margins of contests that more
/// than first choices decides;
/// turnouts of districts and universes are empty where they are not stored. Turnouts and margins
/// are those of the run but for rounding.
Tally tally_stored(const Model& model, const Draws& draws, const StoredCondition& condition);

}  // namespace hustings
