#include <string>

#include "app/commands.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "digest",
    .line = "Print the digest of a results file",
    .examples = R"(hustings digest first_steps.h5
test $(hustings digest a.h5) = $(hustings digest b.h5) && echo the same)",
    .about =
        "Prints 32 hex digits that stand for all numbers and names in a results file, but not "
        "for the text of its scenario and the program's version. The same scenario and seed "
        "give the same digest everywhere.",
    .exit_codes = "65 not a results file, or changed since hustings wrote it; 66 it is missing."};

struct DigestOptions {
  std::string file;
  ReadingOptions reading;
};

Options options_of(DigestOptions& values) {
  return joined({{results_argument(values.file)}, reading_options(values.reading)});
}

ExitCode digest(const DigestOptions& options) {
  print_out(digest_of_file(options.file, options.reading.trust()) + "\n");
  return ExitCode::ok;
}

}  // namespace

Command digest_command() {
  return make_command(kText, options_of, digest);
}

}  // namespace hustings
