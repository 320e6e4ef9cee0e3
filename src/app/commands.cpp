#include "app/commands.hpp"

namespace hustings {

std::vector<Command> all_commands() {
  return {validate_command(), explain_command(), draft_command(),  run_command(),
          vary_command(),     merge_command(),   show_command(),   report_command(),
          replay_command(),   explore_command(), swing_command(),  sensitivity_command(),
          compare_command(),  plan_command(),    count_command(),  calibrate_command(),
          check_command(),    diff_command(),    verify_command(), score_command(),
          schema_command(),   digest_command()};
}

}  // namespace hustings
