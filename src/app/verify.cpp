#include "hustings/results/verify.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/costs.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/walk_apart.hpp"
#include "app/watched.hpp"
#include "core/thousands.hpp"
#include "hustings/night/isa.hpp"
#include "text/utf8.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

constexpr CommandText kText{
    .name = "verify",
    .group = Group::trust,
    .line = "Hold results files against themselves",
    .examples = R"(hustings verify first_steps.h5
hustings verify results/
hustings verify ny.h5 --replay 10_000
hustings verify ny.h5 --replay all)",
    .about =
        "Tells of each results file, and of all in a folder, whether it is whole: its trailer, "
        "every dataset computed anew from the counts in it, bit by bit, sums that counts must "
        "have, the labels of the scenario in it. With --replay the first elections are simulated "
        "again and held against the draws in the file; with --replay all against its counts, too. "
        "The trailer is no signature: docs/reliability.md.",
    .exit_codes = "65 one of the files is not whole; 66 one is missing."};

struct VerifyOptions {
  std::vector<std::string> files;
  std::string replayed;
  std::string walked;
  std::string max_memory;
  bool quiet = false;
  Trust::Walk walk = walk_apart();
};

constexpr const char* kAll = "all";

std::string why_not_replayed(const std::string& text) {
  const bool is_number = text.find_first_not_of("0123456789_") == std::string::npos;
  return text == kAll || (is_number && !text.empty())
             ? ""
             : "'" + text + "' is no number of elections, such as 10_000, nor all";
}

/// How many elections of each file are to be simulated again: at most as many as it has.
std::uint64_t n_replayed(const VerifyOptions& options) {
  if (options.replayed.empty()) return 0;
  return options.replayed == kAll ? std::numeric_limits<std::uint64_t>::max()
                                  : whole_number("--replay", options.replayed);
}

Options options_of(VerifyOptions& values) {
  return {arguments("FILE", values.files, "Results files, .h5, or folders of them"),
          text("--replay N", values.replayed, "Simulate so many elections again, or all")
              .checked(why_not_replayed),
          max_memory_option(values.max_memory).needs("--replay"),
          text("--walk FILE", values.walked, "").hidden(), quiet_option(values.quiet)};
}

/// Whether a file of a folder is meant: by its name or its beginning, since either may be lost.
bool is_meant(const fs::directory_entry& entry) {
  return entry.is_regular_file() &&
         (entry.path().extension() == ".h5" || is_results_file(entry.path()));
}

/// The files meant: those named, and the results files of folders.
std::vector<fs::path> files_of(const std::vector<std::string>& named) {
  std::vector<fs::path> files;
  for (const std::string& name : named) {
    std::error_code fault;
    if (!fs::is_directory(name, fault)) {
      files.emplace_back(name);
      continue;
    }
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(name, fault)) {
      if (is_meant(entry)) found.push_back(entry.path());
    }
    if (fault) throw Failure(ExitCode::no_input, "cannot read " + name + ": " + fault.message());
    if (found.empty()) throw Failure(ExitCode::no_input, name + " holds no results file");
    std::ranges::sort(found);
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

std::string said_of(const Verified& verified) {
  return "good (" + counted(verified.elections, "election") + ", " +
         counted(verified.n_datasets, "dataset") +
         (verified.n_replayed == 0 ? ""
                                   : ", " + with_thousands(verified.n_replayed) + " replayed") +
         ", digest " + verified.digest + ")";
}

ExitCode verify(const VerifyOptions& options) {
  if (!options.walked.empty()) {
    walk_limited(options.walked);
    return ExitCode::ok;
  }
  if (options.files.empty()) {
    throw Failure(ExitCode::usage, "FILE is required (hustings verify --help)");
  }
  choose_isa();
  ExitCode code = ExitCode::ok;
  for (const fs::path& file : files_of(options.files)) {
    std::string line;
    try {
      const VerifyQuestion question{.file = file,
                                    .trust = Trust(Changed::refuse, options.walk),
                                    .replayed = n_replayed(options),
                                    .before = memory_check(options.max_memory)};
      line = file.string() + ": " + said_of(watched(options.quiet, [&](const Observer& observer) {
               return verify_file(question, observer);
             }));
      if (options.quiet) line.clear();
    } catch (const Failure& failure) {
      if (failure.code() != ExitCode::bad_data && failure.code() != ExitCode::no_input) throw;
      if (code != ExitCode::bad_data) code = failure.code();
      line = failure.what();
    }
    if (!line.empty()) print_out(printable(line) + "\n");
  }
  return code;
}

}  // namespace

Command verify_command() {
  return make_command(kText, options_of, verify);
}

}  // namespace hustings
