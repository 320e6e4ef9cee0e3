#include "hustings/infer/calibrate.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/output_file.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/watched.hpp"
#include "core/thousands.hpp"
#include "hustings/core/day.hpp"
#include "hustings/engine/factor_means.hpp"
#include "hustings/language/next_scenario.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/night/isa.hpp"
#include "hustings/results/district_returns.hpp"
#include "hustings/results/errors_table.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/posterior_file.hpp"
#include "hustings/text/write_file.hpp"
#include "report/calibration_text.hpp"

namespace hustings {
namespace {

constexpr const char* kElections = "40_000";

constexpr CommandText kText{
    .name = "calibrate",
    .group = Group::counted_votes,
    .line = "Find the law of a scenario given counted votes",
    .examples = R"(hustings calibrate mayor.yaml --results counted.csv -o mayor.posterior.h5
hustings calibrate mayor.yaml --results counted.csv --elections 100_000
hustings run mayor.yaml --posterior mayor.posterior.h5 -o after.h5
hustings calibrate mayor.yaml --results counted.csv --json | jq .effects)",
    .about =
        "Moves simulated elections until each agrees with the votes that were counted, weighs "
        "them, and writes their law; `hustings run --posterior` simulates it. Prints how far "
        "moved elections can be relied on, what the count says of the sizes of errors, and which "
        "districts are unlike the rest. The table has the columns contest (if several), district, "
        "candidate and votes; districts that are missing are not counted yet.\n"
        "An effect must move candidates by place, or what differs between places is taken for what "
        "differs between factions. Source: docs/method.md, \"Calibration\".",
    .exit_codes =
        "65 a faulty scenario or table, or moved elections that cannot be relied on; 66 one is "
        "missing; 73 the output exists (--force replaces it)."};

struct CalibrateOptions {
  std::string scenario;
  std::vector<std::string> results;
  std::vector<std::string> allowed;
  SimulationOptions simulation;
  OutputOptions output{.ending = ".posterior.h5"};
  std::string folder;
  std::string errors;
  std::string max_memory;
  bool json = false;
};

Options options_of(CalibrateOptions& values) {
  return joined(
      {{scenario_argument(values.scenario),
        repeated("--results TABLE", values.results, "Table of counted results, .csv")
            .required()
            .not_empty(),
        repeated("--allow WHAT", values.allowed, "Calibrate all the same: no-place-effect")
            .checked([](const std::string& what) -> std::string {
              return what == "no-place-effect" ? "" : "can only be no-place-effect";
            })},
       simulation_options(values.simulation),
       output_options(values.output),
       {text("--write FOLDER", values.folder,
             "Write the next scenario there: sizes as learnt, centres moved by what carries over")
            .not_empty("needs a folder")
            .excludes("--set"),
        text("--errors TABLE", values.errors,
             "Add what is learnt of sizes to a table that drafts read, .csv")
            .not_empty(),
        max_memory_option(values.max_memory), json_option(values.json)}});
}

/// Chains are of one length.
std::uint64_t rounded_up(std::uint64_t elections) {
  return (elections + infer::kChains - 1) / infer::kChains * infer::kChains;
}

/// The law given counted votes is that of a scenario whose turnout and support say all.
void refuse_programmes(const scenario::Scenario& scenario, Problems& problems) {
  if (!scenario.shocks.empty()) {
    problems.error(scenario.shocks.front().source, "a scenario with shocks cannot be calibrated",
                   "leave `shocks` out");
  }
  if (scenario.programmes.empty()) return;
  problems.error(scenario.programmes.front().source,
                 "a scenario with programmes cannot be calibrated", "leave `programmes` out");
}

/// Checks what would take for ever, or say nothing.
void check_size(const Model& model, const std::vector<infer::DistrictReturn>& returns,
                const scenario::Scenario& scenario, Problems& problems) {
  if (model.elections < infer::kFewestMoved) {
    throw Failure(ExitCode::usage, "--elections " + with_thousands(model.elections) +
                                       ": too few to judge moved elections by; ask for " +
                                       with_thousands(infer::kFewestMoved) + " at least");
  }
  const std::size_t n_wide = infer::n_wide_draws(model, returns);
  if (n_wide > infer::kMostWide) {
    problems.error(scenario.source,
                   fmt::format("{} errors are shared by several counted districts, more than {}",
                               n_wide, infer::kMostWide),
                   "calibrate to fewer contests at a time");
  }
}

/// Refuses counts of contests that some who came left blank: moved elections do not know who.
void check_rolloff(const Model& model, const std::vector<infer::DistrictReturn>& returns,
                   const scenario::Scenario& scenario, Problems& problems) {
  std::set<ContestId> counted;
  for (const infer::DistrictReturn& one : returns) counted.insert(one.contest);
  for (const ContestId contest : counted) {
    const ModelContest& about = model.contests[contest];
    if (about.rolloff == 0) continue;
    problems.error(scenario.contests[contest.index()].source,
                   "contest '" + about.id + "' has a `rolloff`, which cannot be calibrated",
                   "calibrate to contests without, or leave it out");
  }
}

/// The files of the next scenario in their folder.
std::vector<FileToWrite> in_folder(const std::vector<scenario::SourceFile>& files,
                                   const std::filesystem::path& folder) {
  std::vector<FileToWrite> outputs;
  for (const scenario::SourceFile& file : files) outputs.push_back({folder / file.name, file.text});
  return outputs;
}

/// Refuses a folder where the next scenario would replace what it must not, before long work is
/// done: tables for what will be carried are among its files.
void check_folder(const scenario::Scenario& scenario, const CalibrateOptions& options) {
  Lesson lesson;
  for (const scenario::Effect& effect : scenario.effects) {
    if (effect.carry > 0) lesson.carried[effect.id] = {{{}, effect.by, 1}};
  }
  std::error_code none;
  const std::filesystem::path folder(options.folder);
  if (std::filesystem::exists(folder, none) && !std::filesystem::is_directory(folder, none)) {
    throw Failure(ExitCode::cannot_create, "--write " + options.folder + ": it is not a folder");
  }
  Problems not_asked;
  const std::filesystem::path from = std::filesystem::path(options.scenario).parent_path();
  for (const FileToWrite& output :
       in_folder(next_scenario(scenario, lesson, not_asked), options.folder)) {
    for (const scenario::SourceFile& file : scenario.files) {
      if (!std::filesystem::equivalent(from / file.name, output.path, none)) continue;
      throw Failure(ExitCode::cannot_create,
                    "cannot write " + output.path.string() + ": the scenario is read from it");
    }
    if (std::filesystem::exists(output.path, none)) {
      check_output(output.path, options.output.existing());
    }
  }
}

/// Writes the scenario of next time: sizes as learnt, centres moved by what carries over.
void write_next(const scenario::Scenario& scenario, const Model& model, const Results& posterior,
                const CalibrateOptions& options) {
  Lesson lesson;
  for (const infer::LearntSize& size : posterior.posterior.law.sizes) {
    lesson.sizes[size.effect] = size.after / size.before;
  }
  std::vector<std::string> carrying;
  for (const scenario::Effect& effect : scenario.effects) {
    if (effect.carry > 0) carrying.push_back(effect.id);
  }
  std::map<std::string, std::vector<double>> means;
  if (!carrying.empty()) {
    const DrawSource source = source_of(posterior.posterior, model);
    const std::size_t n = posterior.posterior.law.accepted.size();
    means = factor_means(model, source, carrying, n, options.simulation.threads);
  }
  lesson.carried = carried_means(scenario, model, means);
  Problems problems;
  const std::vector<scenario::SourceFile> files = next_scenario(scenario, lesson, problems);
  problems.throw_if_errors();
  write_files(in_folder(files, options.folder), options.output.existing());
  if (!options.simulation.quiet) print_note("wrote the next scenario to " + options.folder);
}

/// Says whether errors may have been found by who knew the result.
std::string note_of(const scenario::Scenario& scenario, const ErrorsOf& of) {
  if (of.after_the_fact) {
    return "errors are marked after the fact: the scenario is of " + day_text(*scenario.as_of) +
           ", its primary was on " + day_text(*of.day);
  }
  if (of.day && scenario.as_of) return "errors are those of a forecast";
  return of.day ? "the scenario does not say `as_of`, of which day it is: errors found after the "
                  "fact are not marked"
                : "neither scenario nor count say the `day` of the primary: errors found after the "
                  "fact are not marked";
}

void warn(const std::string& fault) {
  if (!fault.empty()) print_note("warning: " + fault);
}

/// Says which gates fail, and throws.
void refuse(const std::vector<std::string>& failed) {
  std::string message = "moved elections cannot be relied on, nothing was written";
  for (const std::string& gate : failed) message += "\n  " + gate;
  throw Failure(ExitCode::bad_data, message);
}

ExitCode calibrate(const CalibrateOptions& options) {
  choose_isa();
  const std::filesystem::path output = options.output.file_of(options.scenario);
  SimulationOptions simulation = options.simulation;
  if (simulation.elections.empty()) simulation.elections = kElections;
  Problems problems;
  const scenario::Scenario scenario =
      read_scenario(options.scenario, simulation.all_overrides(), problems);
  const Model model = build_model(scenario, problems);
  problems.throw_if_errors();
  check_place_effect(scenario, !options.allowed.empty(), problems);
  const std::vector<std::filesystem::path> tables(options.results.begin(), options.results.end());
  const CountedReturns counted = read_district_returns(tables, model, scenario.day, problems);
  const std::vector<infer::DistrictReturn>& returns = counted.returns;
  problems.throw_if_errors();
  check_rolloff(model, returns, scenario, problems);
  check_size(model, returns, scenario, problems);
  refuse_programmes(scenario, problems);
  problems.throw_if_errors();
  if (!simulation.quiet) print_problems(problems.sorted());
  check_output_file(output, options.output.existing(), scenario, options.results);
  const std::string digest = draws_digest(model);
  if (!options.errors.empty()) {
    std::error_code none;
    if (options.errors == output || std::filesystem::equivalent(options.errors, output, none)) {
      throw Failure(ExitCode::usage, "-o and --errors name the same file");
    }
    check_errors_table(options.errors, digest);
  }
  if (!options.folder.empty()) check_folder(scenario, options);

  const infer::CalibrationPlan plan{.elections = rounded_up(model.elections),
                                    .threads = simulation.threads};
  check_memory(
      options.max_memory,
      {resident_bytes() +
           infer::bytes_to_calibrate(infer::n_wide_draws(model, returns), plan.elections),
       " for " + with_thousands(plan.elections) + " elections", "fewer --elections need less"});
  infer::Calibration calibration = watched(simulation.quiet, [&](const Observer& observer) {
    return infer::calibrate(model, returns, plan, observer);
  });
  infer::name_sizes(scenario, calibration.posterior.sizes);
  const std::vector<std::string> failed =
      infer::failed_gates(calibration.posterior.gates, calibration.posterior.accepted.size());
  if (options.json) {
    print_out(calibration_json(calibration.posterior, labels_of(model)));
  } else if (!simulation.quiet || !failed.empty()) {
    print_text(calibration_text(calibration.posterior, labels_of(model), terminal_style()));
  }
  if (options.json || simulation.quiet) warn(infer::unfound_sizes(calibration.posterior));
  if (!failed.empty()) refuse(failed);
  Results results{.labels = labels_of(model),
                  .files = scenario.files,
                  .overrides = options.simulation.all_overrides()};
  const std::vector<infer::LearntSize> sizes = calibration.posterior.sizes;
  results.posterior = {std::move(calibration.posterior), digest};
  write_posterior(output, results, options.output.existing());
  if (!options.errors.empty()) {
    const ErrorsOf of = errors_of(scenario, results.posterior, counted.day);
    add_errors(options.errors, sizes, of);
    print_note(note_of(scenario, of));
  }
  if (!options.folder.empty()) write_next(scenario, model, results, options);
  if (!simulation.quiet) print_note("wrote " + output.string());
  return ExitCode::ok;
}

}  // namespace

Command calibrate_command() {
  return make_command(kText, options_of, calibrate);
}

}  // namespace hustings
