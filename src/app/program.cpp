#include "app/program.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include "app/command.hpp"
#include "app/digest.hpp"
#include "app/explain.hpp"
#include "app/show.hpp"
#include "app/terminal.hpp"
#include "app/typo.hpp"
#include "app/validate.hpp"
#include "hustings/core/problem.hpp"

namespace hustings {

void add_run(CLI::App& app, Command& command);

namespace {

int fail(ExitCode code, const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  return static_cast<int>(code);
}

int run_guarded(const Command& command) {
  try {
    return static_cast<int>(command());
  } catch (const ScenarioError& error) {
    print_problems(error.problems());
    return static_cast<int>(ExitCode::bad_data);
  } catch (const Failure& failure) {
    return fail(failure.code(), std::string("hustings: ") + failure.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitCode::memory, "hustings: out of memory (fewer draws or threads need less)");
  } catch (const std::exception& error) {
    return fail(ExitCode::internal, std::string("hustings: internal error: ") + error.what());
  }
}

}  // namespace

int run_program(int argc, char** argv) {
  CLI::App app("Simulates primary elections, counted by the contest's real rules.", "hustings");
  app.require_subcommand(1);
  Command command;
  add_run(app, command);
  add_validate(app, command);
  add_show(app, command);
  add_digest(app, command);
  add_explain(app, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    return fail(ExitCode::usage, "hustings: " + unknown_word(app, argc, argv));
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return run_guarded(command);
}

}  // namespace hustings
