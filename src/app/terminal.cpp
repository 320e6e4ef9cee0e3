#include "app/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "hustings/core/failure.hpp"

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

std::string counted(std::size_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

}  // namespace

bool takes_colours(int file_descriptor) {
  const char* const no_colour = std::getenv("NO_COLOR");
  return isatty(file_descriptor) != 0 && (no_colour == nullptr || *no_colour == '\0');
}

TableStyle terminal_style() {
  TableStyle style;
  style.colour = takes_colours(STDOUT_FILENO);
  style.width = terminal_width();
  return style;
}

std::size_t terminal_width(int file_descriptor) {
  winsize size{};
  if (ioctl(file_descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 100;
  return std::max<std::size_t>(size.ws_col, 40);
}

void print_out(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) {
    throw Failure(ExitCode::write_failed, "cannot write to the standard output");
  }
}

void print_note(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

void print_problems(const std::vector<Problem>& problems) {
  const bool colours = takes_colours(STDERR_FILENO);
  for (const Problem& problem : problems) {
    const std::string text = format(problem);
    std::fprintf(stderr, "%s\n", colours ? coloured(text).c_str() : text.c_str());
  }
  if (problems.size() < 2) return;
  const auto n_errors = static_cast<std::size_t>(
      std::count_if(problems.begin(), problems.end(),
                    [](const Problem& problem) { return problem.severity == Severity::error; }));
  const std::size_t n_warnings = problems.size() - n_errors;
  std::string summary = n_errors > 0 ? counted(n_errors, "error") : "";
  if (n_errors > 0 && n_warnings > 0) summary += ", ";
  if (n_warnings > 0) summary += counted(n_warnings, "warning");
  std::fprintf(stderr, "%s\n", summary.c_str());
}

}  // namespace hustings
