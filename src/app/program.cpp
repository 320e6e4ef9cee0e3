#include "app/program.hpp"

#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>

#include "app/check.hpp"
#include "app/command.hpp"
#include "app/compare.hpp"
#include "app/count.hpp"
#include "app/diff.hpp"
#include "app/digest.hpp"
#include "app/explain.hpp"
#include "app/help.hpp"
#include "app/replay.hpp"
#include "app/run.hpp"
#include "app/schema.hpp"
#include "app/sensitivity.hpp"
#include "app/show.hpp"
#include "app/swing.hpp"
#include "app/terminal.hpp"
#include "app/typo.hpp"
#include "app/validate.hpp"
#include "app/vary.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/core/version.hpp"

namespace hustings {

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

constexpr const char* kExamples = R"(Examples:
  hustings validate scenarios/first_steps.yaml
  hustings run scenarios/first_steps.yaml -o first.h5
  hustings show first.h5
  hustings explain turnout
  hustings check scenarios/first_steps.yaml

Simulates primary elections, counted by the contest's real rules. COMMAND --help tells more.
Exit code: 0 done; 1 not as expected, or not alike; 2 the command line is wrong; 3 alike but for chance;
65 a scenario or file is wrong; 66 it is missing; 73, 74 the output cannot be written.
)";

std::string version_line() {
  return std::string("hustings ") + program_version() + " (" + git_revision() + ")";
}

int show_help(const CLI::App& app) {
  std::fputs(app.help().c_str(), stdout);
  return static_cast<int>(ExitCode::ok);
}

}  // namespace

int run_program(int argc, char** argv) {
  CLI::App app("Simulates primary elections", "hustings");
  app.footer(kExamples);
  app.formatter(std::make_shared<HelpFormatter>());
  app.require_subcommand(1);
  app.set_version_flag("--version", version_line(), "Print the version and the commit");
  Command command;
  add_run(app, command);
  add_show(app, command);
  add_replay(app, command);
  add_validate(app, command);
  add_explain(app, command);
  add_schema(app, command);
  add_digest(app, command);
  add_count(app, command);
  add_vary(app, command);
  add_sensitivity(app, command);
  add_compare(app, command);
  add_swing(app, command);
  add_check(app, command);
  add_diff(app, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (argc == 1) return show_help(app);
    const std::string unknown = error.get_exit_code() == 0 ? "" : unknown_word(app, argc, argv);
    if (!unknown.empty()) return fail(ExitCode::usage, "hustings: " + unknown);
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return run_guarded(command);
}

}  // namespace hustings
