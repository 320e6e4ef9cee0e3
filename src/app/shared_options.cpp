#include "app/shared_options.hpp"

#include <utility>

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
  return {text("-o,--output FILE", values.file, "Results file")
              .not_empty()
              .otherwise("the scenario's name with " + values.ending + ", in this folder"),
          flag("--force", values.force, "Replace the output file if it is there")};
}

Options reading_options(ReadingOptions& values) {
  return {flag("--unverified", values.unverified,
               "Read even a file that was changed since hustings wrote it")};
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
