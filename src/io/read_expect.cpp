#include "io/read_parts.hpp"

namespace hustings {
namespace {

using scenario::Event;
using scenario::Expectation;

bool is_event_name(const std::string& text, const Reading& reading) {
  for (const scenario::EventDefinition& event : reading.scenario.events) {
    if (event.name == text) return true;
  }
  return false;
}

Event term(const Source& source, scenario::EventTerm what) {
  return {Event::Kind::term, source, std::move(what), {}};
}

/// Reads what the expectation is of: exactly one of `event`, `win`, `sweep`.
bool read_subject(const Value& at, const Fields& fields, Reading& reading, Expectation& expected) {
  std::vector<Value> given;
  for (const char* key : {"event", "win", "sweep"}) {
    if (const auto found = fields.find(key)) given.push_back(*found);
  }
  if (given.size() != 1) {
    at.refuse(given.empty()
                  ? "it must be said of what: 'event', 'win' or 'sweep'"
                  : "'" + given[0].name() + "' and '" + given[1].name() + "' exclude each other",
              given.empty() ? "" : "keep one of the two");
    return false;
  }
  const Value& of = given.front();
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
  } else if (is_event_name(text, reading)) {
    expected.event = term(of.source(), scenario::NamedEvent{text});
  } else if (const auto event = read_event(of, reading)) {
    expected.event = event->event;
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
  if (fields.usable() && within.node().size() == 0) {
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
  if (between && equals) {
    equals->refuse("'between' and 'equals' exclude each other", "keep one of the two");
  } else if (between) {
    read_between(*between, expected);
    if (within) within->refuse("'within' goes with 'equals'");
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
