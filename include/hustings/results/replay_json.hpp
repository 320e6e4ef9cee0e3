#pragma once

#include <string>

#include "hustings/engine/replay.hpp"
#include "hustings/summary/labels.hpp"

namespace hustings {

/// Writes one election as one line of JSON; every number reads back as the same float.
///
/// Source: docs/results.md, "JSON of one election".
std::string replay_json(const Labels& labels, const Replay& replay);

}  // namespace hustings
