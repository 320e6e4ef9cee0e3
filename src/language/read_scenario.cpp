#include "hustings/language/read_scenario.hpp"

#include <set>

#include "language/overrides.hpp"
#include "language/read_parts.hpp"
#include "text/bytes.hpp"
#include "text/yaml.hpp"

namespace hustings {
namespace {

using scenario::Scenario;

/// Reads a scenario's own file: not a device or pipe, at most as large as YAML may be.
std::string read_main_file(const std::filesystem::path& path) {
  require_regular_file(path);
  return read_text(path, YamlLimits{}.bytes);
}

/// Reads factions: ids, or maps; one without an id stands for those that could not be read.
void read_factions(const Value& list, Scenario& scenario) {
  const std::size_t n_errors = list.problems().n_errors();
  for (const Value& item : list.items()) {
    scenario::Faction& faction = scenario.factions.emplace_back();
    faction.source = item.source();
    if (item.is_map()) {
      const Fields fields(item);
      faction.id = fields.text("id");
      faction.name = fields.text("name");
    } else {
      faction.id = item.text();
    }
  }
  if (list.problems().n_errors() > n_errors) scenario.factions.emplace_back();
}

void read_elections(const Value& elections, Reading& reading) {
  if (!elections.is_map()) {
    if (const auto n = elections.whole()) reading.scenario.elections = *n;
    return;
  }
  const Fields fields(elections);
  if (const auto most = fields.whole("at_most")) reading.scenario.elections = *most;
  const auto until = fields.find("until");
  if (!until) return;
  const Fields rule(*until);
  const auto standard_error = rule.number("standard_error");
  const auto of = rule.find("of");
  if (!standard_error || !of) return;
  if (auto event = read_event(*of, reading)) {
    reading.scenario.until = scenario::Until{*standard_error, std::move(*event)};
  }
}

void read_head(const Fields& fields, Reading& reading) {
  Scenario& scenario = reading.scenario;
  fields.whole("hustings");
  scenario.title = fields.text("title");
  if (const auto sources = fields.find("sources")) {
    for (const Value& item : sources->items()) scenario.sources.push_back(item.text());
  }
  scenario.day = fields.day("day");
  scenario.as_of = fields.day("as_of");
}

void read_defaults(const Value& value, Reading& reading) {
  scenario::Defaults& defaults = reading.scenario.defaults;
  const Fields fields(value);
  if (const auto sd = fields.number("turnout_cell_sd")) defaults.turnout_cell_sd = *sd;
  if (const auto repeat = fields.number("repeat")) defaults.repeat = *repeat;
  if (const auto least = fields.find("least_target")) {
    defaults.least_target_source = least->source();
    if (const auto n = least->whole()) defaults.least_target = *n;
  }
}

void read_sensitive_targets(const Value& value, Reading& reading) {
  reading.scenario.sensitive_targets = Fields(value).text("allowed");
}

void read_illustration(const Value& value, Reading& reading) {
  reading.scenario.illustration = value.word() == "true";
}

void read_output(const Value& output, Reading& reading) {
  scenario::Output& kept = reading.scenario.output;
  const Fields fields(output);
  if (const auto draws = fields.whole("draws")) kept.draws = *draws;
  if (const auto bins = fields.whole("histogram_bins"))
    kept.histogram_bins = static_cast<int>(*bins);
  if (const auto votes = fields.find("votes")) kept.votes = votes->word() == "true";
}

void read_seed(const Value& seed, Reading& reading) {
  if (const auto number = seed.whole()) reading.scenario.seed = *number;
}

/// A key at the top, and what reads it. They are read in this order, not the file's: support tables
/// need contests and places, expectations need events.
struct SectionReader {
  std::string_view key;
  void (*read)(const Value&, Reading&);
};
constexpr SectionReader kParts[] = {{"seed", read_seed},
                                    {"elections", read_elections},
                                    {"districts", read_districts},
                                    {"universes", read_universes},
                                    {"contests", read_contests},
                                    {"totals", read_totals},
                                    {"slates", read_slates},
                                    {"effects", read_effects},
                                    {"endorsements", read_endorsements},
                                    {"calendar", read_calendar},
                                    {"channels", read_channels},
                                    {"resources", read_resources},
                                    {"messages", read_messages},
                                    {"programmes", read_programmes},
                                    {"shocks", read_shocks},
                                    {"sensitive_targets", read_sensitive_targets},
                                    {"illustration", read_illustration},
                                    {"events", read_events},
                                    {"what_if", read_what_ifs},
                                    {"vary", read_vary},
                                    {"expect", read_expect},
                                    {"defaults", read_defaults},
                                    {"output", read_output}};

void read_tree(const Value& root, Reading& reading) {
  Scenario& scenario = reading.scenario;
  scenario.source = root.source();
  const Fields fields(root);
  if (!fields.usable()) return;
  read_head(fields, reading);
  if (const auto factions = fields.find("factions")) read_factions(*factions, scenario);
  for (const SectionReader& part : kParts) {
    if (const auto value = fields.find(part.key)) part.read(*value, reading);
  }
  // What could not be read may have used a tag.
  if (!reading.problems.has_errors()) reading.tags.warn(scenario, reading.problems);
}

/// Reads a scenario's text with the files it names.
Scenario read_with(SideFiles& files, const std::string& text, const std::filesystem::path& path,
                   const std::vector<std::string>& overrides, Problems& problems) {
  Scenario scenario;
  scenario.source.place.file = path.string();
  scenario.files.push_back({path.filename().string(), text});
  scenario.overrides = overrides;
  auto tree = parse_yaml(text, path.string(), problems);
  if (!tree) return scenario;
  apply_overrides(*tree, overrides, problems);
  Reading reading{scenario, files, problems};
  read_tree(Value(tree->root(), *find_key(""), "", problems), reading);
  for (scenario::SourceFile& file : files.take()) scenario.files.push_back(std::move(file));
  return scenario;
}

/// Gives a scenario without a title the name of its file.
Scenario titled(Scenario scenario, const std::string& file) {
  if (scenario.title.empty()) scenario.title = file;
  return scenario;
}

/// Reads a file that holds one `what_if` map; false where it is no such map.
bool read_what_ifs_of(const scenario::SourceFile& file, SideFiles& files, Scenario& scenario,
                      Problems& problems) {
  const auto tree = parse_yaml(file.text, file.name, problems);
  if (!tree) return false;
  const YamlNode root = tree->root();
  const Source at{root.place(), ""};
  const auto what_ifs = root.is_map() ? root.find("what_if") : std::nullopt;
  if (!what_ifs) {
    problems.error(at, "there is no `what_if` map here", "as under `what_if` of a scenario");
    return false;
  }
  for (const YamlNode::Entry& entry : root.entries()) {
    const std::string_view key = entry.key.text();
    if (key == "what_if" || key.starts_with("x-")) continue;
    problems.error({entry.key.place(), std::string(key)}, "unknown key '" + std::string(key) + "'",
                   "only `what_if` stands here");
  }
  Reading reading{scenario, files, problems};
  read_what_ifs(Value(*what_ifs, *find_key("what_if"), "what_if", problems), reading);
  return true;
}

/// Writes a text as YAML reads it in double quotes.
std::string quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// Writes the worlds without one programme each as a file of what-ifs; empty where there are none.
std::string programme_worlds_text(const std::vector<scenario::Programme>& programmes) {
  std::string text;
  std::set<std::string> told;  // an endorser of several contests stands there more than once
  for (const scenario::Programme& programme : programmes) {
    if (programme.off || programme.attempts.value_or(1) <= 0) continue;
    if (!told.insert(programme.id).second) continue;
    text += "  " + quoted("without " + programme.id) +
            ":\n    - {change: programme, id: " + quoted(programme.id) + ", off: true}\n";
  }
  return text.empty() ? "" : "what_if:\n" + text;
}

/// Whether a file that a run kept is one of what-ifs, not a table.
bool holds_what_ifs(const scenario::SourceFile& file) {
  return file.name.ends_with(".yaml") || file.name.ends_with(".yml");
}

}  // namespace

void read_scenario_key(const Value& value, Reading& reading) {
  for (const SectionReader& part : kParts) {
    if (value.key().path == part.key) part.read(value, reading);
  }
}

Scenario read_scenario_text(const std::string& text, const std::filesystem::path& path,
                            const std::vector<std::string>& overrides, Problems& problems) {
  SideFiles files(path);
  return titled(read_with(files, text, path, overrides, problems), path.filename().string());
}

Scenario read_stored_scenario(const std::vector<scenario::SourceFile>& stored,
                              const std::vector<std::string>& overrides, const std::string& name,
                              Problems& problems) {
  const std::filesystem::path path = name + ":" + stored.front().name;
  SideFiles files(path, stored);
  Scenario scenario =
      titled(read_with(files, stored.front().text, path, overrides, problems), stored.front().name);
  for (std::size_t i = 1; i < stored.size(); ++i) {
    if (!holds_what_ifs(stored[i])) continue;
    SideFiles beside(path, stored);
    read_what_ifs_of({name + ":" + stored[i].name, stored[i].text}, beside, scenario, problems);
  }
  return scenario;
}

void read_what_if_file(const std::filesystem::path& path, scenario::Scenario& scenario,
                       Problems& problems) {
  const std::string text = read_main_file(path);
  SideFiles files(path);
  if (!read_what_ifs_of({path.string(), text}, files, scenario, problems)) return;
  scenario.files.push_back({path.filename().string(), text});
  for (scenario::SourceFile& file : files.take()) scenario.files.push_back(std::move(file));
}

void read_what_if_text(const std::string& text, const std::string& name,
                       scenario::Scenario& scenario, Problems& problems) {
  SideFiles none(name, {});
  if (read_what_ifs_of({name, text}, none, scenario, problems)) {
    scenario.files.push_back({name, text});
  }
}

void add_programme_worlds(scenario::Scenario& scenario, Problems& problems) {
  const std::string text = programme_worlds_text(scenario.programmes);
  if (text.empty()) {
    const auto& programmes = scenario.programmes;
    problems.error(programmes.empty() ? scenario.source : programmes.front().source,
                   "--programmes: the scenario has no programme that is on",
                   programmes.empty() ? "" : "one with attempts above 0 is needed");
    return;
  }
  for (const scenario::WhatIf& what_if : scenario.what_ifs) {
    for (const scenario::Programme& programme : scenario.programmes) {
      if (what_if.name != "without " + programme.id) continue;
      problems.error(what_if.source,
                     "what-if '" + what_if.name + "' has the name of one that --programmes adds",
                     "give it another name");
      break;
    }
  }
  if (problems.has_errors()) return;
  SideFiles files(kProgrammeWorlds);
  read_what_ifs_of({kProgrammeWorlds, text}, files, scenario, problems);
  scenario.files.push_back({kProgrammeWorlds, text});
}

Scenario read_scenario(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                       Problems& problems) {
  return read_scenario_text(read_main_file(path), path, overrides, problems);
}

}  // namespace hustings
