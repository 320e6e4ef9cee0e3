#include <algorithm>

#include "hustings/core/problem.hpp"
#include "language/read_parts.hpp"

namespace hustings {
namespace {

using scenario::Event;
using scenario::Expectation;

/// An event by its name, or a sentence of the event language; what is nearly a name is taken for a
/// slip of it.
std::optional<Event> read_event_or_name(const Value& of, Reading& reading) {
  const std::string text(of.node().text());
  std::vector<std::string> names;
  for (const scenario::EventDefinition& event : reading.scenario.events) {
    names.push_back(event.name);
  }
  if (std::find(names.begin(), names.end(), text) != names.end()) {
    return Event{Event::Kind::term, of.source(), scenario::NamedEvent{text}, {}};
  }
  const std::string near = did_you_mean(text, names);
  const bool is_one_word = text.find_first_of(" /\"(") == text.npos;
  if (is_one_word || !near.empty()) {
    of.refuse("there is no event '" + text + "'",
              near.empty() && !names.empty() ? "there are: " + listed(names) : near);
    return std::nullopt;
  }
  auto event = read_event(of, reading);
  return event ? std::optional(std::move(event->event)) : std::nullopt;
}

Event term(const Source& source, scenario::EventTerm what) {
  return {Event::Kind::term, source, std::move(what), {}};
}

/// Reads what the expectation is of: `event`, `win` or `sweep`.
bool read_subject(const Value& at, const Fields& fields, Reading& reading, Expectation& expected) {
  std::optional<Value> given;
  for (const char* key : {"event", "win", "sweep"}) {
    if (!given) given = fields.find(key);
  }
  if (!given) {
    at.refuse("it must be said of what: 'event', 'win' or 'sweep'");
    return false;
  }
  const Value& of = *given;
  const std::string text = of.text();
  if (text.empty()) return false;
  expected.text = text;
  if (of.name() == "sweep") {
    expected.text = "sweep of " + text;
    expected.event = term(of.source(), scenario::Sweep{text});
  } else if (of.name() == "win") {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) {
      of.refuse("'" + text + "' is no candidate", "candidates are written contest/candidate");
      return false;
    }
    expected.text = text + " wins";
    expected.event =
        term(of.source(), scenario::Wins{{text.substr(0, slash), text.substr(slash + 1)}});
  } else if (const auto event = read_event_or_name(of, reading)) {
    expected.event = *event;
  }
  return true;
}

void read_between(const Value& between, Expectation& expected) {
  std::vector<double> ends;
  for (const Value& item : between.items()) {
    if (const auto number = item.number()) ends.push_back(*number);
  }
  if (between.is_list() && between.node().size() != 2) {
    between.refuse("it must be two probabilities: [least, most]");
  } else if (ends.size() == 2 && ends[0] > ends[1]) {
    between.refuse("the first must not be larger than the second");
  } else if (ends.size() == 2) {
    expected.low = ends[0];
    expected.high = ends[1];
  }
}

void read_within(const Value& within, Expectation& expected) {
  const Fields fields(within);
  expected.standard_errors = fields.number("standard_errors");
  expected.absolute = fields.number("absolute");
  if (fields.usable() && !fields.find("standard_errors") && !fields.find("absolute")) {
    within.refuse("it must say 'standard_errors' or 'absolute'");
  }
}

std::optional<Expectation> read_expectation(const Value& value, Reading& reading) {
  const std::size_t n_errors = value.problems().n_errors();
  const Fields fields(value);
  if (!fields.usable()) return std::nullopt;
  Expectation expected;
  expected.source = value.source();
  read_subject(value, fields, reading, expected);
  const auto between = fields.find("between");
  const auto equals = fields.find("equals");
  const auto within = fields.find("within");
  if (between) {
    read_between(*between, expected);
  } else if (equals) {
    expected.equals = equals->number();
    if (within) {
      read_within(*within, expected);
    } else {
      value.refuse("'equals' needs 'within'", "such as within: {standard_errors: 4}");
    }
  } else {
    value.refuse("it must be said what is expected: 'between' or 'equals'");
  }
  if (value.problems().n_errors() > n_errors) return std::nullopt;
  return expected;
}

}  // namespace

void read_expect(const Value& expect, Reading& reading) {
  for (const Value& item : expect.items()) {
    if (auto expected = read_expectation(item, reading)) {
      reading.scenario.expectations.push_back(std::move(*expected));
    }
  }
}

}  // namespace hustings
