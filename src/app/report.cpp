#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/output_file.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/text/write_file.hpp"
#include "report/report_html.hpp"
#include "text/file_state.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "report",
    .group = Group::look,
    .line = "Write a page to send round",
    .examples = R"(hustings report first_steps.h5
hustings report ny.h5 -o ny.html --title "Two of three is the usual night"
hustings report ny.h5 -o wall.html --watch --refresh 60)",
    .about =
        "Writes what a results file holds as one page for a browser: the headline and a hundred "
        "dots, a card for each contest, who wins together, what else is so if one wins, swing, "
        "what-ifs, programmes, and how far to trust it. It holds all that it needs, no script "
        "runs in it, and nothing comes from a network.\n"
        "Equal results are equal pages. The JSON of the run stands in it, unless --no-data.\n"
        "With --watch the page is written again whenever the results file has changed; where that "
        "cannot be read, as while it is written, the page stays as it is. Ctrl-C ends it.",
    .exit_codes =
        "65 not a results file, or changed since hustings wrote it, or it has no such what-if; 66 "
        "it is missing; 73 the page cannot be created; 74 it cannot be written."};

struct ReportCommandOptions {
  std::string file;
  OutputOptions output{.file = "", .ending = ".html"};
  ReadingOptions reading;
  std::string title;
  std::vector<std::string> what_ifs;
  bool no_data = false;
  bool watch = false;
  int refresh = 0;
};

Options options_of(ReportCommandOptions& values) {
  return joined({{results_argument(values.file)},
                 output_options(values.output),
                 {text("--title TEXT", values.title, "What stands above the page")
                      .not_empty("needs a title")
                      .otherwise("the scenario's title"),
                  repeated("--only-what-if NAME", values.what_ifs,
                           "Show this what-if alone; several times for several")
                      .not_empty("needs the name of a what-if")
                      .otherwise("all"),
                  flag("--no-data", values.no_data, "Leave the JSON of the run out of the page"),
                  whole("--refresh SECONDS", values.refresh, {1, 86'400},
                        "Let browsers read the page again after so many seconds")
                      .otherwise("never"),
                  flag("--watch", values.watch,
                       "Write the page again whenever the results file has changed")},
                 reading_options(values.reading)});
}

/// Refuses a what-if that the file does not have.
void check_what_ifs(const ReportCommandOptions& options, const Results& results) {
  for (const std::string& name : options.what_ifs) {
    if (std::ranges::find(results.what_if_names, name) != results.what_if_names.end()) continue;
    refuse_file(options.file, unknown_name("what-if", name, results.what_if_names));
  }
}

/// Reads the file and writes its page. From the moment the page gets its name on a signal is only
/// remembered: its line would say that nothing was written.
void write_page(const ReportCommandOptions& options, const std::filesystem::path& page,
                Existing existing) {
  const Results results = read_results(options.file, options.reading.trust());
  check_what_ifs(options, results);
  const ReportOptions of{.title = options.title,
                         .what_ifs = options.what_ifs,
                         .data = !options.no_data,
                         .refresh = options.refresh,
                         .is_unverified = options.reading.unverified};
  const std::string html = report_html(results, digest_of(results), of);
  remember_signals();
  write_file(page, html, existing);
}

/// Writes the page at every change of the file, or when it is gone, until a signal comes. What
/// cannot be read or written is said once and tried again; meanwhile the page stays.
void watch(const ReportCommandOptions& options, const std::filesystem::path& page,
           FileState written) {
  remember_signals();
  std::string fault;
  while (!interrupted()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(fault.empty() ? 200 : 1000));
    const FileState now = state_of(options.file);
    std::error_code ignored;
    if (now == written && std::filesystem::exists(page, ignored)) continue;
    try {
      write_page(options, page, Existing::replace);
      written = now;
      fault.clear();
      print_note(page.string() + " written");
    } catch (const Failure& failure) {
      if (fault != failure.what()) print_note(std::string(failure.what()) + "; the page stays");
      fault = failure.what();
    }
  }
}

/// Refuses a title that is no line of text.
void check_title(const std::string& title) {
  constexpr std::size_t kNone = std::string::npos;
  const bool is_blank = title.find_first_not_of(' ') == kNone;
  const bool is_line = title.find_first_of("\t\n\r") == kNone && find_control(title) == kNone &&
                       find_broken_utf8(title) == kNone;
  if (title.empty() || (!is_blank && is_line)) return;
  throw Failure(ExitCode::usage, "--title: it must be a line of text, in UTF-8");
}

ExitCode report(const ReportCommandOptions& options) {
  check_title(options.title);
  const std::filesystem::path page = options.output.file_of(options.file);
  check_output_file(page, options.output.existing(),
                    std::vector<std::filesystem::path>{options.file});
  const FileState state = state_of(options.file);
  write_page(options, page, options.output.existing());
  print_note(page.string() + " written");
  if (options.watch) watch(options, page, state);
  return ExitCode::ok;
}

}  // namespace

Command report_command() {
  return make_command(kText, options_of, report);
}

}  // namespace hustings
