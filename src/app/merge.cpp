#include <filesystem>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/output_file.hpp"
#include "app/part_options.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/walk_apart.hpp"
#include "app/watched.hpp"
#include "core/thousands.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/parts.hpp"
#include "hustings/summary/view.hpp"
#include "report/results_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "merge",
    .group = Group::simulate,
    .line = "Make one run of parts that were simulated apart",
    .examples = R"(hustings run ny.yaml --shard 1/2 -o a.h5   # on one machine
hustings run ny.yaml --shard 2/2 -o b.h5   # on another
hustings merge a.h5 b.h5 -o ny.h5
hustings merge parts/ -o ny.h5)",
    .about =
        "Adds up parts of one run (hustings run --shard or --blocks) and writes its results file, "
        "which is the same, byte by byte, as if the run had never been cut, and prints what run "
        "would have. Parts may be given in "
        "any order, and be sums of parts (--partial) themselves; of a folder those are taken "
        "whose names end in .h5. A part that is there twice is added once.\n"
        "Parts must be of the same scenario, options and program: else the first difference is "
        "named. Where elections are missing, the --blocks that simulate them are.",
    .exit_codes =
        "65 a file is no part, or of another run, or parts overlap or are missing; 66 a file is "
        "missing, or a folder has no parts; 73 the output exists (--force replaces it)."};

struct MergeOptions {
  std::vector<std::string> parts;
  std::string output;
  bool force = false;
  bool partial = false;
  bool json = false;
  bool quiet = false;
};

Options options_of(MergeOptions& values) {
  return {arguments("PART", values.parts, "Part of a run, .h5, or folder of them").required(),
          text("-o,--output FILE", values.output, "File to write").not_empty().required(),
          flag("--force", values.force, "Replace the output file if it is there"),
          flag("--partial", values.partial,
               "Write a part where elections of the run are missing: merge it later"),
          json_option(values.json).excludes("--partial"),
          quiet_option(values.quiet)};
}

/// Says what was written; of a whole run what run would have said of it.
void tell(const MergeOptions& options, const Merged& merged) {
  const Results& results = merged.results;
  const auto note = [&](const std::string& line) {
    if (!options.quiet) print_note(line);
  };
  for (const std::string& line : merged.notes) note(line);
  if (results.part) {
    if (!options.quiet) tell_part(*results.part, options.output);
    return;
  }
  if (options.json || !options.quiet) {
    const View view(results.labels, results.tally);
    options.json ? print_out(results_json(results, view, digest_of(results)))
                 : print_text(results_text(results, view, terminal_style()));
  }
  note("wrote " + options.output + ": " + counted(results.tally.elections, "election") + " of " +
       counted(merged.n_parts, "part"));
}

ExitCode merge(const MergeOptions& options) {
  const Existing existing = options.force ? Existing::replace : Existing::refuse;
  check_output_file(options.output, existing, {options.parts.begin(), options.parts.end()});
  const MergeAsked asked{.files = {options.parts.begin(), options.parts.end()},
                         .output = options.output,
                         .partial = options.partial,
                         .trust = Trust(Changed::refuse, walk_apart())};
  const Merged merged = watched(
      options.quiet, [&](const Observer& observer) { return merge_parts(asked, observer); });
  write_results(options.output, merged.results, existing);
  tell(options, merged);
  return ExitCode::ok;
}

}  // namespace

Command merge_command() {
  return make_command(kText, options_of, merge);
}

}  // namespace hustings
