#include "app/digest.hpp"

#include <memory>
#include <string>

#include "app/terminal.hpp"
#include "hustings/results/results_file.hpp"

namespace hustings {
namespace {

constexpr const char* kExamples = R"(Examples:
  hustings digest first_steps.h5
  test $(hustings digest a.h5) = $(hustings digest b.h5) && echo the same numbers

Prints 32 hex digits that stand for all numbers and names in a results file, but not for the text of
its scenario and the program's version. The same scenario and seed give the same digest everywhere.
Exit code: 65 not a results file, or changed since hustings wrote it; 66 it is missing.
)";

}  // namespace

void add_digest(CLI::App& app, Command& command) {
  const auto file = std::make_shared<std::string>();
  CLI::App* const sub = app.add_subcommand("digest", "Print the digest of a results file");
  sub->footer(kExamples);
  sub->add_option("FILE", *file, "Results file, .h5")->required();
  sub->callback([file, &command] {
    command = [file] {
      print_out(digest_of_file(*file) + "\n");
      return ExitCode::ok;
    };
  });
}

}  // namespace hustings
