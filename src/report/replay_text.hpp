#pragma once

#include <string>

#include "hustings/engine/replay.hpp"
#include "hustings/model/labels.hpp"
#include "report/style.hpp"

namespace hustings {

/// One primary night as a person reads it in a terminal: the draws of its effects, then contest by
/// contest who got how many votes where, the rounds, who wins; then slates and events.
std::string replay_text(const Labels& labels, const Replay& replay, const TableStyle& style);

}  // namespace hustings
