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
  print_note("hustings: " + message);
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
  try {
    return static_cast<int>(run_guarded(argc, argv));
  } catch (const std::bad_alloc&) {  // while a message was made
    std::fputs("hustings: out of memory\n", stderr);
    return static_cast<int>(ExitCode::memory);
  }
}

}  // namespace hustings
