#pragma once

#include <vector>

#include "app/command.hpp"

namespace hustings {

// Begin
Command validate_command();
Command explain_command();
Command draft_command();
// Simulate
Command run_command();
Command vary_command();
Command merge_command();
// Look
Command show_command();
Command report_command();
Command replay_command();
// Ask
Command explore_command();
Command swing_command();
Command sensitivity_command();
Command compare_command();
// Campaign
Command plan_command();
// Counted votes
Command count_command();
// Trust
Command check_command();
Command diff_command();
Command verify_command();
Command score_command();
Command calibrate_command();
// in the last line of help
Command schema_command();
Command digest_command();

/// Every command of the program, in the order of its help.
std::vector<Command> all_commands();

}  // namespace hustings
