#include "app/shared_options.hpp"

#include <utility>

#include "hustings/language/read_scenario.hpp"
#include "language/overrides.hpp"

namespace hustings {
namespace {

/// An option that stands for a key of the scenario which takes a whole number.
Option whole_key(const std::string& names, std::string& target, std::string help) {
  const std::string key = names.substr(2, names.find(' ') - 2);
  return text(names, target, std::move(help)).checked([key](const std::string& value) {
    return why_no_whole(key, value);
  });
}

}  // namespace

std::vector<std::string> SimulationOptions::all_overrides() const {
  std::vector<std::string> all = overrides;
  if (!elections.empty()) all.push_back("elections=" + elections);
  if (!seed.empty()) all.push_back("seed=" + seed);
  return all;
}

Options simulation_options(SimulationOptions& values) {
  return {whole_key("--elections N", values.elections, "Elections to simulate, e.g. 1_000_000"),
          whole_key("--seed N", values.seed, "Seed of the random numbers"),
          threads_option(values.threads), set_option(values.overrides), quiet_option(values.quiet)};
}

std::filesystem::path OutputOptions::file_of(const std::filesystem::path& scenario) const {
  if (!file.empty()) return file;
  return scenario.stem().concat(ending);
}

Options output_options(OutputOptions& values) {
  return {text("-o,--output FILE", values.file, "File to write")
              .not_empty()
              .otherwise("the name of what is read with " + values.ending + ", in this folder"),
          flag("--force", values.force, "Replace the output file if it is there")};
}

Options reading_options(ReadingOptions& values) {
  return {flag("--unverified", values.unverified,
               "Read even a file that was changed since hustings wrote it")};
}

std::string WorldOptions::add_to(scenario::Scenario& scenario, Problems& problems) const {
  const std::size_t first = scenario.what_ifs.size();
  for (const std::string& file : files) read_what_if_file(file, scenario, problems);
  if (!world.empty() || files.empty() || problems.has_errors()) return world;
  std::vector<std::string> names;
  for (std::size_t i = first; i < scenario.what_ifs.size(); ++i) {
    names.push_back(scenario.what_ifs[i].name);
  }
  if (names.size() == 1) return names.front();
  throw Failure(ExitCode::usage,
                "--what-if has several what-ifs: name one with --world (" + listed(names) + ")");
}

Option what_if_option(std::vector<std::string>& target) {
  return repeated("--what-if FILE", target,
                  "File with a what_if map: worlds beside the scenario's own");
}

Options world_options(WorldOptions& values) {
  return {what_if_option(values.files), world_option(values.world)};
}

Option world_option(std::string& target) {
  return text("--world NAME", target, "Look at this what-if in place of the scenario as it is")
      .not_empty("needs the name of a what-if");
}

std::uint64_t whole_number(const std::string& option, const std::string& text) {
  std::string digits = text;
  std::erase(digits, '_');
  const bool is_number = !digits.empty() && digits.size() < 19 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) {
    throw Failure(ExitCode::usage, option + " takes a whole number from 0, not '" + text + "'");
  }
  return std::stoull(digits);
}

void refuse_file(const std::string& file, const std::string& reason) {
  if (!reason.empty()) throw Failure(ExitCode::bad_data, file + ": " + reason);
}

Option scenario_argument(std::string& target) {
  return argument("SCENARIO", target, "Scenario file, .yaml").required();
}

Option results_argument(std::string& target, const std::string& name) {
  return argument(name, target, "Results file, .h5").required();
}

Option either_argument(std::string& target, const std::string& name) {
  return argument(name, target, "Results file, .h5, or scenario, .yaml").required();
}

Option contest_option(std::string& target, std::string if_empty) {
  return text("--contest C[/c]", target, "A contest: who wins it most often; or contest/candidate")
      .not_empty(std::move(if_empty));
}

Option slate_option(std::string& target) {
  return text("--slate S", target, "Sweep of a slate")
      .not_empty("needs a name")
      .excludes("--contest");
}

Option event_option(std::string& target) {
  return text("--event EVENT", target, "An event of the scenario")
      .not_empty("needs an event")
      .excludes("--contest")
      .excludes("--slate");
}

Option threads_option(int& target) {
  return whole("--threads N", target, {1, 4096}, "Threads").otherwise("all the machine has");
}

Option set_option(std::vector<std::string>& target) {
  return repeated("--set PATH=VALUE", target, "Change one value of the scenario; may be repeated")
      .checked(why_no_override);
}

Option quiet_option(bool& target) {
  return flag("--quiet", target, "Print nothing but errors (and JSON, if asked for)");
}

Option json_option(bool& target) {
  return flag("--json", target, "Print JSON");
}

}  // namespace hustings
