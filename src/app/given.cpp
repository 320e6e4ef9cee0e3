#include "app/given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/simulating.hpp"
#include "app/stored_run.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/simulate.hpp"
#include "hustings/engine/stored_draws.hpp"
#include "hustings/model/build_event.hpp"
#include "hustings/night/isa.hpp"
#include "report/style.hpp"

namespace hustings {
namespace {

/// Parses a condition; the name of an event counts as that event.
scenario::EventDefinition condition_of(const std::string& text, const scenario::Scenario& scenario,
                                       Problems& problems) {
  scenario::EventDefinition condition;
  condition.text = text;
  condition.source.place = {"--given", 1, 1};
  std::vector<std::string> names;
  for (const scenario::EventDefinition& event : scenario.events) names.push_back(event.name);
  const bool is_name = std::find(names.begin(), names.end(), text) != names.end();
  const bool is_nearly_name =
      text.find_first_of("\"/") == std::string::npos && !did_you_mean(text, names).empty();
  if (is_name || is_nearly_name || text.find_first_of(" \"/") == std::string::npos) {
    condition.event.source = condition.source;
    condition.event.term = scenario::NamedEvent{text};
  } else {
    condition.event = scenario::parse_event(text, condition.source, problems);
  }
  return condition;
}

std::string counted(std::uint64_t n) {
  return with_thousands(n);
}

/// A number of elections in which the condition is likely met often enough, two digits long.
std::uint64_t elections_needed(std::uint64_t met, std::uint64_t of) {
  const double needed =
      static_cast<double>(kFewestGiven) * static_cast<double>(of) / static_cast<double>(met);
  const double unit = std::pow(10, std::floor(std::log10(needed)) - 1);
  return static_cast<std::uint64_t>(std::ceil(needed / unit) * unit);
}

/// Refuses a condition that too few elections meet to say anything about them.
void check_met_often(const Given& given, std::uint64_t met) {
  if (met >= kFewestGiven) return;
  const std::string where = given.stored ? "stored elections" : "elections";
  if (met == 0) {
    throw Failure(ExitCode::bad_data,
                  fmt::format("no election in {} meets '{}'", counted(given.of), given.event));
  }
  throw Failure(
      ExitCode::bad_data,
      fmt::format(
          "{} of {} {} meet '{}', but {} are needed: {}a run of about {} elections has them",
          counted(met), counted(given.of), where, given.event, kFewestGiven,
          given.stored ? "leave out --stored, or " : "", counted(elections_needed(met, given.of))));
}

GivenResults given_results(Results results, Tally tally, const Given& given) {
  check_met_often(given, tally.elections);
  results.tally = std::move(tally);
  results.draws = {};
  results.what_ifs.clear();
  results.what_if_names.clear();
  Summary summary = summarise(results.labels, results.tally);
  summary.given = given;
  return {std::move(results), std::move(summary)};
}

EventProgram build_condition(const GivenQuestion& question, const StoredRun& run) {
  Problems problems;
  const scenario::EventDefinition condition = condition_of(question.event, run.scenario, problems);
  problems.throw_if_errors();
  EventProgram program = build_event(run.scenario, condition, problems);
  problems.throw_if_errors();
  return program;
}

GivenResults from_all_elections(const GivenQuestion& question, StoredRun run,
                                EventProgram condition) {
  RunPlan plan;
  plan.elections = run.results.tally.elections;
  plan.threads = question.threads;
  plan.given = std::move(condition);
  check_same_draws(run);
  RunResult again =
      watched(true, [&](const Observer& observer) { return simulate(run.model, plan, observer); });
  check_same_tally(run, again.tally);
  return given_results(std::move(run.results), std::move(*again.given),
                       {question.event, plan.elections, false});
}

/// The stored condition: by its bits where it is an event of the run.
StoredCondition stored_condition(const GivenQuestion& question, const Model& model,
                                 EventProgram condition) {
  for (std::size_t i = 0; i < model.events.size(); ++i) {
    const ModelEvent& event = model.events[EventId(i)];
    if (question.event == event.name || question.event == '"' + event.name + '"') {
      return EventId(i);
    }
  }
  return condition;
}

GivenResults from_stored_draws(const GivenQuestion& question, StoredRun run, EventProgram program) {
  const Draws& draws = run.results.draws;
  if (draws.elections == 0) {
    throw Failure(ExitCode::bad_data, run.file + ": it keeps no draws (leave out --stored)");
  }
  const StoredCondition condition = stored_condition(question, run.model, std::move(program));
  if (const auto missing = not_in_draws(run.model, draws, condition); !missing.empty()) {
    throw Failure(ExitCode::bad_data,
                  "the stored draws do not hold " + missing + " (leave out --stored)");
  }
  Tally tally = tally_stored(run.model, draws, condition);
  const Given given{question.event, draws.elections, true};
  std::vector<bool> has_margin;
  Labels& labels = run.results.labels;
  for (ContestLabel& contest : labels.contests) {
    has_margin.push_back(contest.n_rounds == 0 && contest.delegates == 0);
    contest.n_rounds = 0;
    contest.delegates = 0;
    contest.recounts = false;
  }
  labels.totals.clear();
  labels.total_names.clear();
  GivenResults results = given_results(std::move(run.results), std::move(tally), given);
  for (std::size_t c = 0; c < has_margin.size(); ++c) {
    if (!has_margin[c]) results.summary.contests[c].margin.reset();
  }
  return results;
}

}  // namespace

GivenResults results_given(const GivenQuestion& question) {
  choose_isa();
  StoredRun run = read_stored_run(question.file, question.changed);
  EventProgram condition = build_condition(question, run);
  return question.stored ? from_stored_draws(question, std::move(run), std::move(condition))
                         : from_all_elections(question, std::move(run), std::move(condition));
}

}  // namespace hustings
