#include "app/program.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/terminal.hpp"
#include "hustings/core/problem.hpp"

namespace hustings {
namespace {

ExitCode fail(ExitCode code, const std::string& message) {
  std::fprintf(stderr, "hustings: %s\n", message.c_str());
  return code;
}

ExitCode run_guarded(int argc, const char* const* argv) {
  end_at_signals();
  try {
    const std::vector<Command> commands = all_commands();
    const Command* const command = parse_command_line(commands, argc, argv);
    if (command == nullptr) return ExitCode::ok;
    if (command->line != nullptr) command->line->assign(argv, argv + argc);
    return command->run();
  } catch (const ScenarioError& error) {
    print_problems(error.problems());
    return ExitCode::bad_data;
  } catch (const Failure& failure) {
    return fail(failure.code(), failure.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitCode::memory, "out of memory (fewer draws or threads need less)");
  } catch (const std::exception& error) {
    return fail(ExitCode::internal, std::string("internal error: ") + error.what());
  }
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  return static_cast<int>(run_guarded(argc, argv));
}

}  // namespace hustings
