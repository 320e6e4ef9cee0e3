#include "hustings/language/read_recipe.hpp"

#include <algorithm>
#include <array>

#include "language/read_parts.hpp"
#include "language/recipe_parts.hpp"
#include "language/yaml_text.hpp"
#include "text/bytes.hpp"
#include "text/csv.hpp"
#include "text/shown.hpp"
#include "text/yaml.hpp"

namespace hustings {
namespace {

using recipe::Recipe;

/// What a draft makes itself, so that a recipe cannot pass it on.
constexpr std::array<std::string_view, 9> kDrafted{"hustings",  "factions", "districts",
                                                   "universes", "contests", "title",
                                                   "sources",   "day",      "as_of"};

void read_head(const Fields& fields, Recipe& recipe) {
  fields.whole("hustings_draft");
  recipe.title = fields.text("title");
  if (const auto sources = fields.find("sources")) {
    for (const Value& source : sources->items()) recipe.sources.push_back(source.text());
  }
  recipe.as_of = fields.day("as_of");
  const auto laws = fields.find("laws");
  if (laws && laws->word() == "2026-06") recipe.laws = recipe::Laws::june_2026;
}

void read_tree(const Value& root, RecipeReading& reading) {
  reading.recipe.source = root.source();
  const Fields fields(root);
  if (!fields.usable()) return;
  read_head(fields, reading.recipe);
  struct Part {
    std::string_view key;
    void (*read)(const Value&, RecipeReading&);
  };
  static constexpr Part kParts[] = {
      {"places", read_places},          {"past", read_past},
      {"crosswalk", read_crosswalks},   {"factions", read_factions},
      {"turnout", read_turnout_recipe}, {"contests", read_contest_recipes},
      {"errors", read_errors},          {"scenario", read_rest}};
  for (const Part& part : kParts) {
    if (const auto value = fields.find(part.key)) part.read(*value, reading);
  }
}

/// Tells whether a text of the recipe names a column, alone or in a pattern; keys of `where` do.
bool names_column(const YamlNode& node, const std::string& column) {
  if (node.is_scalar()) {
    const std::string_view text = node.text();
    return text == column || text.find("{" + column + "}") != text.npos ||
           text.find("{" + column + ":") != text.npos;
  }
  for (const YamlNode& item : node.items()) {
    if (names_column(item, column)) return true;
  }
  for (const YamlNode::Entry& entry : node.entries()) {
    const bool is_where = entry.key.text() == "where" && entry.value.find(column);
    if (is_where || names_column(entry.value, column)) return true;
  }
  return false;
}

/// Refuses columns of tables that may be about persons and that the recipe does not use.
void check_unused(const YamlNode& root, RecipeReading& reading) {
  for (std::size_t i = 1; i < reading.recipe.files.size(); ++i) {
    const scenario::SourceFile& file = reading.recipe.files[i];
    Problems reported;  // by who read the table
    const CsvReader csv(bytes_of(file.text), reading.files.shown_name(file), reported);
    for (std::size_t c = 0; c < csv.header().size(); ++c) {
      const std::string& column = csv.header()[c];
      if (!may_name_a_person(column) || names_column(root, column)) continue;
      reading.problems.error(
          {csv.header_place(c), ""},
          "column " + shown(column) + " may be data about persons, and the recipe does not use it",
          "hustings takes aggregates only; leave the column out");
    }
  }
}

/// Notes where a key passed on, and all below it, stands.
void note_sources(const YamlNode& node, const std::string& path, const Source& at,
                  std::map<std::string, Source>& sources) {
  sources.emplace(path, Source{node.place(), at.path});
  std::size_t i = 0;
  for (const YamlNode& item : node.items()) {
    const std::string step = "[" + std::to_string(i++) + "]";
    note_sources(item, path + step, {item.place(), at.path + step}, sources);
  }
  for (const YamlNode::Entry& entry : node.entries()) {
    const std::string step = "." + path_step(entry.key.text());
    note_sources(entry.value, path + step, {entry.value.place(), at.path + step}, sources);
  }
}

}  // namespace

void read_rest(const Value& rest, RecipeReading& reading) {
  std::vector<std::string> allowed;
  for (const Key* key : children(*find_key(""))) {
    if (std::find(kDrafted.begin(), kDrafted.end(), key->last()) == kDrafted.end()) {
      allowed.emplace_back(key->last());
    }
  }
  scenario::Scenario scratch;
  Reading check{scratch, reading.rest_files, reading.problems};
  for (const Value& key : Fields(rest).named()) {
    const std::string name = key.name();
    if (std::find(kDrafted.begin(), kDrafted.end(), name) != kDrafted.end()) {
      key.refuse("'" + name + "' of the scenario is made by the draft", "say it in the recipe");
    } else if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
      key.refuse("a scenario has no key '" + name + "'", did_you_mean_or_list(name, allowed));
    } else {
      read_scenario_key(Value(key.node(), *find_key(name), key.source().path, reading.problems),
                        check);
      note_sources(key.node(), name, key.source(), reading.recipe.rest_sources);
      reading.recipe.rest[name] =
          name == "effects" ? yaml_items(key.node(), 2) : yaml_lines(key.node(), 2);
    }
  }
  for (const scenario::Effect& effect : scratch.effects)
    reading.recipe.effects.push_back(effect.id);
}

Recipe read_recipe(const std::filesystem::path& path, Problems& problems) {
  require_regular_file(path);
  const std::string text = read_text(path, YamlLimits{}.bytes);
  Recipe recipe;
  recipe.source.place.file = path.string();
  recipe.files.push_back({path.filename().string(), text});
  const auto tree = parse_yaml(text, path.string(), problems);
  if (!tree) return recipe;
  SideFiles files = SideFiles::of_recipe(path);
  SideFiles rest_files(path);
  RecipeReading reading{recipe, files, rest_files, problems};
  read_tree(Value(tree->root(), *find_key("", Language::recipe), "", problems), reading);
  for (scenario::SourceFile& file : files.take()) recipe.files.push_back(std::move(file));
  check_unused(tree->root(), reading);
  recipe.rest_files = rest_files.take();
  return recipe;
}

}  // namespace hustings
