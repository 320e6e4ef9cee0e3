#include "app/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/thousands.hpp"
#include "core/told.hpp"
#include "hustings/core/failure.hpp"
#include "report/lines.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

std::string coloured(std::string text) {
  constexpr const char* kRed = "\x1b[1;31m";
  constexpr const char* kYellow = "\x1b[1;33m";
  constexpr const char* kPlain = "\x1b[0m";
  for (const auto& [word, colour] : {std::pair("error: ", kRed), std::pair("warning: ", kYellow)}) {
    const std::size_t at = text.find(word);
    if (at == text.npos) continue;
    const std::size_t length = std::string_view(word).size() - 1;
    return text.insert(at + length, kPlain).insert(at, colour);
  }
  return text;
}

/// The value of an environment variable; empty where it is not set.
std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::size_t width_of(int file_descriptor) {
  constexpr std::size_t kWidth = 80;
  constexpr std::size_t kLeast = 40;
  std::size_t width = 0;
  const std::string_view given = environment("COLUMNS");
  std::from_chars(given.data(), given.data() + given.size(), width);
  winsize size{};
  if (width == 0 && ioctl(file_descriptor, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width == 0 ? kWidth : std::max(width, kLeast);
}

/// Goes by the words of the environment: a locale that is not installed names its encoding too.
bool is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string locale(environment(name));
    if (locale.empty()) continue;
    std::ranges::transform(locale, locale.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return locale.find("utf-8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

bool is_error(const Problem& problem) {
  return problem.severity == Severity::error;
}

/// The problems that are told: all or, of many, the first, errors before warnings.
std::vector<Problem> first_told(std::vector<Problem> problems) {
  if (problems.size() <= kMostTold) return problems;
  std::stable_partition(problems.begin(), problems.end(), is_error);
  problems.resize(kMostTold);
  return problems;
}

}  // namespace

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest that is free: this one.
    static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

bool takes_codes(int file_descriptor) {
  const std::string_view term = environment("TERM");
  return isatty(file_descriptor) != 0 && !term.empty() && term != "dumb";
}

TableStyle terminal_style(int file_descriptor) {
  return {.width = width_of(file_descriptor),
          .colour = takes_codes(file_descriptor) && environment("NO_COLOR").empty(),
          .unicode = is_utf8()};
}

void print_out(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) {
    throw Failure(ExitCode::write_failed, "cannot write to the standard output");
  }
}

void print_text(const std::string& text) {
  print_out(fitted(text, terminal_style()));
}

void print_note(const std::string& line) {
  std::fprintf(stderr, "%s\n", printable(line).c_str());
}

void print_problems(const std::vector<Problem>& problems) {
  const bool colours = terminal_style(STDERR_FILENO).colour;
  for (const Problem& problem : first_told(problems)) {
    const std::string text = printable(format(problem));
    std::fprintf(stderr, "%s\n", colours ? coloured(text).c_str() : text.c_str());
  }
  if (problems.size() < 2) return;
  const auto n_errors =
      static_cast<std::size_t>(std::count_if(problems.begin(), problems.end(), is_error));
  const std::size_t n_warnings = problems.size() - n_errors;
  std::string summary = n_errors > 0 ? counted(n_errors, "error") : "";
  if (n_errors > 0 && n_warnings > 0) summary += ", ";
  if (n_warnings > 0) summary += counted(n_warnings, "warning");
  if (problems.size() > kMostTold)
    summary += "; the first " + std::to_string(kMostTold) + " are told";
  std::fprintf(stderr, "%s\n", summary.c_str());
}

}  // namespace hustings
