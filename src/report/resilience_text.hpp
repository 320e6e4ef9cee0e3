#pragma once

#include <string>

#include "hustings/decide/resilience.hpp"
#include "report/style.hpp"

namespace hustings {

/// What is left where channels are lost, for `hustings plan --resilience`: of every owner's reach
/// and ballots, and of the chances of those whom programmes are for.
std::string resilience_text(const Resilience& losses, const TableStyle& style);

}  // namespace hustings
