#include <malloc.h>
#include <spawn.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/interrupt.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/decide/world.hpp"
#include "hustings/language/write_change.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/open_scenario.hpp"
#include "serve/server.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "explore",
    .group = Group::ask,
    .line = "Open a page on which what-ifs are tried",
    .examples = R"(hustings explore scenarios/first_steps.yaml --open
hustings explore scenarios/ny_house_2026.yaml --what-if explored.yaml
hustings explore ny.h5 --port 8080 --threads 2)",
    .about =
        "Serves a page, on this machine alone, with an input for whatever the scenario can be "
        "asked: turnout, support, programmes, who runs. Move one, and the page shows what chances "
        "become, beside what they are, on the same random numbers: a quick answer first, then "
        "finer "
        "ones up to --elections, else 100,000. What is changed is a what-if "
        "of the scenario language: the page hands it over as a file, and hustings run --what-if "
        "comes to the same numbers. With --what-if or --world the page begins with these changes.\n"
        "The first line of the standard output is the page's address. It holds a token, without "
        "which nothing is told: who has it can ask. Ctrl-C ends the server.",
    .exit_codes =
        "65 the scenario, a what-if or a results file is wrong; 66 it is missing; 73 the port "
        "cannot be taken. SIGINT and SIGTERM end with 0."};

struct ExploreOptions {
  std::string file;
  ReadingOptions reading;
  SimulationOptions simulation;
  WorldOptions world;
  std::string max_memory;
  int port = 0;
  bool open = false;
};

Options options_of(ExploreOptions& values) {
  return joined({{either_argument(values.file)},
                 world_options(values.world),
                 simulation_options(values.simulation),
                 {whole("--port N", values.port, {1, 65'535}, "Port to answer at")
                      .otherwise("any that is free"),
                  max_memory_option(values.max_memory),
                  flag("--open", values.open, "Open the page in a browser")},
                 reading_options(values.reading)});
}

OpenedScenario opened_from(const ExploreOptions& options) {
  SimulationOptions simulation = options.simulation;
  if (simulation.elections.empty()) simulation.elections = "100000";
  Problems problems;
  OpenedScenario opened =
      open_scenario(options.file, simulation.all_overrides(), options.reading.trust(), problems);
  problems.throw_if_errors();
  if (simulation.quiet) return opened;
  print_problems(problems.sorted());
  if (const std::string note = version_note(opened); !note.empty()) print_note(note);
  return opened;
}

/// The changes to begin with: those of the what-if that is meant, each a line of YAML.
std::vector<std::string> changes_of(const WorldOptions& options, const Explorer& explorer) {
  Problems problems;
  scenario::Scenario scenario = explorer.scenario();
  const std::string name = options.add_to(scenario, problems);
  problems.throw_if_errors();
  if (name.empty()) return {};
  explorer.worlds().check(find_what_if(scenario, name), problems);
  problems.throw_if_errors();
  for (const scenario::SourceFile& file : scenario.files) {
    const std::vector<std::string> lines = change_lines(file.text, name);
    if (!lines.empty()) return lines;
  }
  throw Failure(ExitCode::bad_data, "the changes of what-if '" + name + "' stand in no file");
}

/// The scenario's files, to be looked at; none of a results file, which keeps them.
std::vector<std::filesystem::path> files_of(const std::string& file, const Explorer& explorer) {
  std::vector<std::filesystem::path> files{file};
  if (is_results_file(file)) return files;
  const auto& read = explorer.scenario().files;
  for (std::size_t i = 1; i < read.size(); ++i) {
    files.push_back(std::filesystem::path(file).parent_path() / read[i].name);
  }
  return files;
}

/// Starts the browser by itself: what it prints goes to the standard error output, and Ctrl-C does
/// not end it.
void open_browser(const std::string& address) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t own_group;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  posix_spawnattr_init(&own_group);
  posix_spawnattr_setflags(&own_group, POSIX_SPAWN_SETPGROUP);
  std::string program = "xdg-open";
  std::string page = address;
  char* const words[] = {program.data(), page.data(), nullptr};
  pid_t child = 0;
  const int fault = posix_spawnp(&child, program.c_str(), &actions, &own_group, words, environ);
  posix_spawnattr_destroy(&own_group);
  posix_spawn_file_actions_destroy(&actions);
  if (fault != 0) print_note("--open: xdg-open cannot be started; open the address yourself");
}

/// Runs the server until a signal comes.
void serve(Server& server) {
  std::exception_ptr fault;
  std::atomic<bool> has_ended = false;
  std::thread answering([&] {
    try {
      server.run();
    } catch (...) {
      fault = std::current_exception();
    }
    has_ended = true;
  });
  while (!interrupted() && !has_ended) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  server.stop();
  answering.join();
  if (fault) std::rethrow_exception(fault);
}

/// Refuses a scenario of which one change takes more memory than is allowed: a world beside the
/// base, as every answer simulates it.
void check_change_fits(const ExploreOptions& options, const Explorer& explorer) {
  const Model& base = explorer.worlds().base();
  const RunPlan plan{.elections = base.elections, .threads = options.simulation.threads};
  memory_check(options.max_memory)(base, {&base}, plan);
}

ExitCode explore(const ExploreOptions& options) {
  // Threads that come and go would each fill a heap of their own with reports, for good.
  mallopt(M_ARENA_MAX, 1);
  choose_isa();
  Explorer explorer(opened_from(options), options.simulation.threads);
  check_change_fits(options, explorer);
  Served served{changes_of(options.world, explorer), files_of(options.file, explorer)};
  Server server(explorer, std::move(served), options.port);
  remember_signals();
  print_out(server.address() + "\n");
  if (!options.simulation.quiet) print_note("Ctrl-C ends it");
  if (options.open) open_browser(server.address());
  serve(server);
  return ExitCode::ok;
}

}  // namespace

Command explore_command() {
  return make_command(kText, options_of, explore);
}

}  // namespace hustings
