#include "report/check_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/text_grid.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

std::size_t n_failed(const std::vector<Checked>& cases) {
  return static_cast<std::size_t>(
      std::ranges::count_if(cases, [](const Checked& one) { return !one.passed; }));
}

std::string allowed(const Checked& one) {
  return fmt::format("{:.5g} to {:.5g}", std::max(one.low, 0.0), std::min(one.high, 1.0));
}

std::string said(const Checked& one) {
  return fmt::format("{}: got {:.5g} (± {:.2g} at 95 %), expected {}", one.name,
                     one.got.probability, error_95(one.got.standard_error), allowed(one));
}

/// Text of XML; what XML 1.0 cannot hold (control characters, broken UTF-8) becomes '?'.
std::string xml(std::string text) {
  for (std::size_t at = 0; (at = find_broken_utf8(text)) != std::string::npos;) text[at] = '?';
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      default:
        escaped += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? '?' : c;
    }
  }
  return escaped;
}

/// Text of a workflow command; in a property ':' and ',' are taken too.
std::string github(std::string_view text, bool is_property) {
  std::string escaped;
  for (const char c : text) {
    const bool taken =
        c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    escaped += taken ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return escaped;
}

/// A workflow command that shows beside a line of the user's file.
std::string annotation(std::string_view level, const Place& place, std::string_view title,
                       std::string_view message) {
  std::string text = fmt::format("::{} file={}", level, github(place.file, true));
  if (place.line > 0) text += fmt::format(",line={}", place.line);
  if (place.column > 0) text += fmt::format(",col={}", place.column);
  return text + fmt::format(",title={}::{}\n", github(title, true), github(message, false));
}

/// What a problem is called in a report: the path of its key.
std::string title_of(const Problem& problem) {
  return problem.path.empty() ? "Scenario" : problem.path;
}

std::string message_of(const Problem& problem) {
  return problem.suggestion.empty() ? problem.problem
                                    : problem.problem + " (" + problem.suggestion + ")";
}

/// A case of a JUnit suite, `inner` being its elements.
std::string test_case(const std::string& suite, const std::string& name, const Place& place,
                      const std::string& inner) {
  return fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\">\n",
                     xml(suite), xml(name), xml(place.file), place.line) +
         inner + "    </testcase>\n";
}

struct SuiteCounts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

/// A JUnit report of one suite.
std::string test_suite(const std::string& name, const SuiteCounts& n, const std::string& cases) {
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", n.tests, n.failures, n.errors);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts +
         ">\n  <testsuite name=\"" + xml(name) + "\" " + counts + ">\n" + cases +
         "  </testsuite>\n</testsuites>\n";
}

}  // namespace

std::string check_table(const std::vector<Checked>& cases, const TableStyle& style) {
  TextGrid grid("expectation", {"got", "± 95 %", "expected"});
  grid.add_words();
  for (const Checked& one : cases) {
    grid.add_row(one.name, {{fmt::format("{:.5f}", one.got.probability)},
                            {fmt::format("{:.5f}", error_95(one.got.standard_error))},
                            {replaced(allowed(one), " to ", "\tto\t")},
                            {one.passed ? "ok" : "FAILED", "",
                             one.passed ? TextGrid::Tone::good : TextGrid::Tone::bad}});
  }
  const std::size_t failed = n_failed(cases);
  return grid.text(style) + fmt::format("\n{} passed, {} failed\n", cases.size() - failed, failed);
}

std::string check_junit(const std::string& suite, const std::vector<Checked>& cases) {
  std::string text;
  for (const Checked& one : cases) {
    const std::string failure = "      <failure message=\"" + xml(said(one)) + "\"/>\n";
    text += test_case(
        suite, one.name, one.place,
        (one.passed ? "" : failure) + "      <system-out>" + xml(said(one)) + "</system-out>\n");
  }
  return test_suite(suite, {.tests = cases.size(), .failures = n_failed(cases)}, text);
}

std::string problems_junit(const std::string& suite, const std::vector<Problem>& problems) {
  std::string text;
  std::size_t n_errors = 0;
  for (const Problem& problem : problems) {
    if (problem.severity != Severity::error) continue;
    ++n_errors;
    text += test_case(suite, title_of(problem), problem.place,
                      "      <error message=\"" + xml(message_of(problem)) + "\">" +
                          xml(format(problem)) + "</error>\n");
  }
  return test_suite(suite, {.tests = n_errors, .errors = n_errors}, text);
}

std::string check_github(const std::vector<Checked>& cases) {
  std::string text;
  for (const Checked& one : cases) {
    if (!one.passed) text += annotation("error", one.place, "Expectation failed", said(one));
  }
  const std::size_t failed = n_failed(cases);
  return text + fmt::format("{} passed, {} failed\n", cases.size() - failed, failed);
}

std::string github_problems(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    text += annotation(problem.severity == Severity::error ? "error" : "warning", problem.place,
                       title_of(problem), message_of(problem));
  }
  return text;
}

}  // namespace hustings
