#include "hustings/decide/given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/thousands.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/stored_draws.hpp"
#include "hustings/model/build_event.hpp"

namespace hustings {
namespace {

[[noreturn]] void refuse(const std::string& message) {
  throw Failure(ExitCode::bad_data, message);
}

/// Whether a condition is, or is nearly, the name of an event rather than a sentence.
bool is_meant_as_name(const std::string& text, const scenario::Scenario& scenario) {
  std::vector<std::string> names;
  for (const scenario::EventDefinition& event : scenario.events) names.push_back(event.name);
  const bool is_name = std::ranges::find(names, text) != names.end();
  const bool is_nearly_name =
      text.find_first_of("\"/") == std::string::npos && !did_you_mean(text, names).empty();
  return is_name || is_nearly_name || text.find_first_of(" \"/") == std::string::npos;
}

std::optional<EventId> event_called(const std::string& text, const Model& model) {
  for (std::size_t i = 0; i < model.events.size(); ++i) {
    const std::string& name = model.events[EventId(i)].name;
    if (text == name || text == '"' + name + '"') return EventId(i);
  }
  return std::nullopt;
}

/// A number of elections in which the condition is likely met often enough, two digits long.
std::uint64_t elections_needed(std::uint64_t met, std::uint64_t of, std::uint64_t fewest) {
  const double needed =
      static_cast<double>(fewest) * static_cast<double>(of) / static_cast<double>(met);
  double unit = 1;
  while (needed >= 100 * unit) unit *= 10;
  return static_cast<std::uint64_t>(std::ceil(needed / unit) * unit);
}

/// Refuses a condition that too few elections meet to say anything about them.
void check_met_often(const Given& given, std::uint64_t met, std::uint64_t fewest) {
  if (met >= std::max<std::uint64_t>(fewest, 1)) return;
  const std::string of = with_thousands(given.of);
  if (met == 0) refuse(fmt::format("no election in {} meets '{}'", of, given.event));
  refuse(fmt::format(
      "{} of {} {} meet '{}', but {} are needed: {}a run of about {} elections has them; --fewest "
      "{} takes what there is",
      with_thousands(met), of, given.stored ? "stored elections" : "elections", given.event,
      with_thousands(fewest), given.stored ? "leave out --stored, or " : "",
      with_thousands(elections_needed(met, given.of, fewest)), met));
}

/// Takes out of labels what draws do not hold.
void leave_out_counting(Labels& labels) {
  for (ContestLabel& contest : labels.contests) {
    contest.has_margin = contest.n_rounds == 0 && contest.delegates == 0;
    contest.n_rounds = 0;
    contest.delegates = 0;
    contest.recounts = false;
  }
  labels.totals.clear();
  labels.total_names.clear();
  labels.transfer_groups.clear();
}

}  // namespace

Condition read_condition(const std::string& text, const Place& place,
                         const scenario::Scenario& scenario, const Model& model) {
  Problems problems;
  scenario::EventDefinition definition;
  definition.text = text;
  definition.source.place = place;
  if (is_meant_as_name(text, scenario)) {
    definition.event.source = definition.source;
    definition.event.term = scenario::NamedEvent{text};
  } else {
    definition.event = scenario::parse_event(text, definition.source, problems);
  }
  problems.throw_if_errors();
  EventProgram program = build_event(scenario, definition, problems);
  problems.throw_if_errors();
  return {text, std::move(program), event_called(text, model)};
}

GivenRun given_elections(Labels labels, Tally met, const Given& given, std::uint64_t fewest) {
  check_met_often(given, met.elections, fewest);
  return {std::move(labels), std::move(met), given};
}

GivenRun given_draws(const Model& model, Labels labels, const Draws& draws,
                     const Condition& condition, std::uint64_t fewest) {
  StoredCondition stored = condition.program;
  if (condition.event) stored = *condition.event;
  if (const auto missing = not_in_draws(model, draws, stored); !missing.empty()) {
    refuse("the stored draws do not hold " + missing + " (leave out --stored)");
  }
  leave_out_counting(labels);
  return given_elections(std::move(labels), tally_stored(model, draws, stored),
                         {condition.text, draws.elections, true}, fewest);
}

}  // namespace hustings
