#pragma once

#include "hustings/engine/replay.hpp"
#include "hustings/model/labels.hpp"
#include "report/page.hpp"

namespace hustings {

/// Adds whom the programmes reached in an election: of each how many, which part of its plan that
/// is where resources ran out, and where. Places are universes, or districts where those are many;
/// of many districts the ones with most people.
void add_reach(const Labels& labels, const Replay& replay, Page& page);

/// Adds which shocks happened in an election, and how many people they moved, where.
void add_shocks(const Labels& labels, const Replay& replay, Page& page);

}  // namespace hustings
