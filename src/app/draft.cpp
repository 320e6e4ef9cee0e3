#include "hustings/infer/draft.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/shared_options.hpp"
#include "app/terminal.hpp"
#include "app/watched.hpp"
#include "hustings/decide/world.hpp"
#include "hustings/language/read_recipe.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/language/write_draft.hpp"
#include "hustings/model/model.hpp"
#include "hustings/text/write_file.hpp"
#include "report/draft_text.hpp"

namespace hustings {
namespace {

constexpr CommandText kText{
    .name = "draft",
    .group = Group::begin,
    .line = "Draft a scenario from public sums and polls",
    .examples = R"(hustings draft scenarios/recipes/ny_08_2026.yaml -o my
hustings draft my_recipe.yaml -o my --name primary --force
hustings draft my_recipe.yaml -o test --leave-out region=Queens
hustings draft my_recipe.yaml -o test --hold "mayor 2025"
hustings explain --recipe places)",
    .about =
        "Drafts a scenario from a recipe: tables of places and of past contests, polls, and what "
        "somebody judged, with the reason. Writes FOLDER/NAME.yaml, its tables in FOLDER/data, and "
        "NAME_draft.json with every number on the way. The language of recipes: docs/recipe.md.\n"
        "--leave-out and --hold draft as if something were not known, so that the draft can be "
        "held against it.",
    .exit_codes =
        "65 the recipe is wrong; 66 it is missing; 73 the output exists (--force "
        "replaces it)."};

struct DraftOptions {
  std::string recipe;
  std::string folder;
  std::string name;
  std::string left_out;
  std::string held;
  bool force = false;
  bool json = false;
  bool quiet = false;
};

constexpr std::string_view kRegion = "region=";

Options options_of(DraftOptions& values) {
  return {argument("RECIPE", values.recipe, "Recipe, .yaml").required(),
          text("-o,--folder FOLDER", values.folder, "Folder that the scenario is written to")
              .not_empty("needs a folder")
              .required(),
          text("--name NAME", values.name, "Name of the scenario")
              .not_empty("needs a name")
              .checked([](const std::string& name) {
                return name.find('/') == name.npos ? "" : "it is a name, not a path";
              })
              .otherwise("the recipe's"),
          flag("--force", values.force, "Replace the output file if it is there"),
          text("--leave-out region=NAME", values.left_out,
               "Draft as if no past contest were known in a region")
              .checked([](const std::string& text) {
                const bool good = text.starts_with(kRegion) && text.size() > kRegion.size();
                return good ? "" : "it must be region=NAME";
              }),
          text("--hold PAST", values.held, "Draft as if this past contest had not been")
              .not_empty("needs a past contest"),
          json_option(values.json),
          quiet_option(values.quiet)};
}

/// Holds a draft against the reader and the checks of scenarios before anything is written.
void check_draft(const std::vector<scenario::SourceFile>& files, const infer::Draft& draft,
                 const recipe::Recipe& recipe, Problems& problems) {
  Problems found;
  const scenario::Scenario scenario = read_stored_scenario(files, {}, "the draft", found);
  build_worlds(scenario, found);
  for (const Problem& raw : found.sorted()) {
    const Problem problem = in_recipe(raw, draft, recipe);
    const Source at{problem.place, problem.path};
    problem.severity == Severity::error ? problems.error(at, problem.problem, problem.suggestion)
                                        : problems.warning(at, problem.problem, problem.suggestion);
  }
  problems.throw_if_errors();
}

/// Refuses to replace what the draft is made from.
void check_outputs(const std::vector<FileToWrite>& outputs, const recipe::Recipe& recipe) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(recipe.source.place.file).parent_path();
  std::vector<scenario::SourceFile> inputs = recipe.files;
  inputs.insert(inputs.end(), recipe.rest_files.begin(), recipe.rest_files.end());
  for (const FileToWrite& output : outputs) {
    for (const scenario::SourceFile& input : inputs) {
      std::error_code none;
      if (!fs::equivalent(folder / input.name, output.path, none)) continue;
      throw Failure(ExitCode::cannot_create,
                    "cannot write " + output.path.string() + ": the recipe is read from it");
    }
  }
}

ExitCode draft_scenario(const DraftOptions& options) {
  namespace fs = std::filesystem;
  const infer::LeftOut left_out{
      options.left_out.empty() ? "" : options.left_out.substr(kRegion.size()), options.held};
  Problems problems;
  recipe::Recipe recipe = read_recipe(options.recipe, problems);
  infer::leave_out(left_out, recipe, problems);
  infer::check_recipe(recipe, problems);
  problems.throw_if_errors();
  const infer::Draft draft = infer::draft(recipe, left_out);
  const std::string name =
      options.name.empty() ? fs::path(options.recipe).stem().string() : options.name;
  const std::vector<scenario::SourceFile> files = draft_files(draft, recipe, name);
  check_draft(files, draft, recipe, problems);
  const fs::path folder = options.folder;
  std::vector<FileToWrite> outputs;
  for (const scenario::SourceFile& file : files) outputs.push_back({folder / file.name, file.text});
  const std::string json = draft_json(draft, recipe);
  outputs.push_back({folder / (name + "_draft.json"), json});
  check_outputs(outputs, recipe);
  remember_signals();
  write_files(outputs, options.force ? Existing::replace : Existing::refuse);
  if (!options.quiet) print_problems(problems.sorted());
  if (options.json) {
    print_out(json);
  } else if (!options.quiet) {
    print_text(draft_text(draft, recipe, terminal_style()));
  }
  if (options.quiet) return ExitCode::ok;
  print_note("wrote " + (folder / (name + ".yaml")).string() + ", its tables, and " + name +
             "_draft.json");
  return ExitCode::ok;
}

}  // namespace

Command draft_command() {
  return make_command(kText, options_of, draft_scenario);
}

}  // namespace hustings
