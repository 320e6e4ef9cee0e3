#pragma once

#include "hustings/decide/campaign_plan.hpp"
#include "report/text_grid.hpp"

namespace hustings {

/// Tells what the test of one set of messages says: its variants, the luck of the winner, and what
/// more testing is worth.
std::string messages_text(const MessagePlan& plan, const TableStyle& style);

}  // namespace hustings
