#include "hustings/language/write_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hustings/core/day.hpp"
#include "language/draft_tables.hpp"
#include "language/yaml_text.hpp"
#include "text/shown.hpp"

namespace hustings {
namespace {

using infer::Draft;
using infer::DraftContest;
using recipe::Recipe;

/// Cuts a text into comment lines.
std::string comment(const std::string& text, std::size_t indent) {
  std::string lines;
  std::string line;
  const std::string start = std::string(indent, ' ') + "#";
  for (const std::string& word : split(text, ' ')) {
    if (start.size() + line.size() + word.size() + 1 > kFileColumns) {
      lines += start + line + "\n";
      line.clear();
    }
    line += " " + word;
  }
  return lines + start + line + "\n";
}

/// A list of names on as many lines as it takes, to stand behind a key.
std::string name_list(const std::vector<std::string>& names, std::size_t indent) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + yaml_scalar(name);
  if (indent + all.size() + 20 < kFileColumns) return " [" + all + "]\n";
  std::string text = "\n";
  std::string line(indent, ' ');
  line += '[';
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = yaml_scalar(names[i]) + (i + 1 < names.size() ? "," : "]");
    if (line.size() + name.size() + 1 > kFileColumns) {
      text += line + "\n";
      line = std::string(indent, ' ');
    }
    line += (line.back() == '[' ? "" : " ") + name;
  }
  return text + line + "\n";
}

std::string percents(const DraftContest& contest) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < contest.target.size(); ++k) {
    parts.push_back(
        fmt::format("{} {:.1f}", contest.recipe->candidates[k].id, 100 * contest.target[k]));
  }
  return listed(parts, parts.size());
}

/// Writes a draft as a scenario: the page and its tables of districts, universes, support and,
/// where somebody is like somebody, likeness. What the recipe says for the scenario itself is put
/// in as it was written, under its key; comments say where numbers come from. It reads back as
/// drafted, to the digits that tables hold; equal drafts are equal bytes. Source: docs/recipe.md.
class DraftWriter {
 public:
  DraftWriter(const Draft& draft, const Recipe& recipe, const std::string& name)
      : draft_(draft), recipe_(recipe), name_(name) {}

  std::vector<scenario::SourceFile> files() const {
    std::vector<scenario::SourceFile> files{{name_ + ".yaml", scenario_text()},
                                            {table("districts"), districts_table(draft_, recipe_)},
                                            {table("universes"), universes_table(draft_)},
                                            {table("support"), support_table(draft_)}};
    if (has_likeness()) files.push_back({table("likeness"), likeness_table(draft_)});
    files.insert(files.end(), recipe_.rest_files.begin(), recipe_.rest_files.end());
    return files;
  }

 private:
  std::string table(const std::string& what) const { return "data/" + name_ + "_" + what + ".csv"; }

  bool has_likeness() const {
    return std::any_of(draft_.effects.begin(), draft_.effects.end(),
                       [](const infer::DraftEffect& effect) { return effect.likeness; });
  }

  std::string rest(const std::string& key, const std::string& otherwise = "") const {
    const auto found = recipe_.rest.find(key);
    return found == recipe_.rest.end() ? otherwise : key + ":" + found->second;
  }

  std::string head() const {
    const std::string recipe = recipe_.files.front().name;
    std::string text = comment("Drafted by `hustings draft` from " + recipe +
                                   ": change the recipe, not this. Where every number comes from "
                                   "is in " +
                                   name_ + "_draft.json.",
                               0);
    if (!draft_.left_out.region.empty() || !draft_.left_out.past.empty()) {
      text +=
          comment("Left out on purpose: " +
                      (draft_.left_out.region.empty() ? "the past contest " + draft_.left_out.past
                                                      : "region " + draft_.left_out.region) +
                      ".",
                  0);
    }
    for (const DraftContest& contest : draft_.contests) {
      for (const std::string& reason : after_the_fact(contest, recipe_)) {
        text += comment("After the fact: " + reason + ".", 0);
      }
    }
    text += "hustings: 1\n";
    text += "title: " + yaml_scalar(recipe_.title.empty() ? recipe : recipe_.title, false) + "\n";
    if (!recipe_.sources.empty()) {
      text += "sources:\n";
      for (const std::string& source : recipe_.sources)
        text += "  - " + yaml_scalar(source, false) + "\n";
    }
    return text + days() + rest("seed") + rest("elections");
  }

  /// When it was made and for when, of recipes that say so.
  std::string days() const {
    if (!recipe_.as_of) return "";
    std::optional<int> day;
    for (const DraftContest& contest : draft_.contests) {
      if (contest.recipe->day && (!day || *contest.recipe->day < *day)) day = contest.recipe->day;
    }
    return (day ? "day: " + day_text(*day) + "\n" : "") + "as_of: " + day_text(*recipe_.as_of) +
           "\n";
  }

  std::string contest_text(const DraftContest& contest) const {
    const recipe::Contest& of = *contest.recipe;
    std::string text = "  - id: " + yaml_scalar(of.id) + "\n";
    if (!of.name.empty()) text += "    name: " + yaml_scalar(of.name, false) + "\n";
    if (of.candidates.size() > 1) {
      text += comment("Expected first choices, percent: " + percents(contest) + ".", 4);
      text += comment(fmt::format("Weight of the polls {:.2f}, two-way sd {:.2f}.",
                                  contest.poll_weight, std::sqrt(contest.variance)),
                      4);
    }
    const auto n_voting = std::count(draft_.votes.begin(), draft_.votes.end(), 1);
    std::vector<std::string> places;
    for (const std::size_t i : contest.places) places.push_back(draft_.places[i].id);
    const bool is_all = static_cast<std::size_t>(n_voting) == places.size();
    text += "    districts:" + (is_all ? " all\n" : name_list(places, 6)) + of.rest;
    text += "    candidates:\n";
    for (const recipe::Candidate& candidate : of.candidates) {
      std::string line = "      - {id: " + yaml_scalar(candidate.id);
      if (!candidate.name.empty()) line += ", name: " + yaml_scalar(candidate.name);
      for (const auto& [tag, value] : candidate.tags) {
        line += ", " + yaml_scalar(tag) + ": " + yaml_scalar(value);
      }
      text += line + "}\n";
    }
    if (of.candidates.size() > 1) text += "    support: {table: " + table("support") + "}\n";
    return text;
  }

  static std::string load_text(const scenario::Load& load) {
    std::string text = load.affects == scenario::Affects::turnout ? "turnout" : "support";
    text = "affects: " + text;
    std::string where;
    for (const auto& [key, values] : load.where) {
      where += (where.empty() ? "" : ", ") + yaml_scalar(key) + ": " + yaml_scalar(values.front());
    }
    if (!where.empty()) text += ", where: {" + where + "}";
    return text + ", sd: " + number_text(load.sd);
  }

  std::string effect_text(const infer::DraftEffect& made) const {
    const scenario::Effect& effect = made.effect;
    std::string by;
    for (const std::string& key : effect.by) by += (by.empty() ? "" : ", ") + key;
    if (effect.by.size() > 1) by = "[" + by + "]";
    std::string tails;
    if (effect.tails)
      tails = fmt::format("tails: {{df: {}, shared_by: contest}}", effect.tails->df);
    std::string text = comment(made.because, 2);
    const std::string start = "  - {id: " + yaml_scalar(effect.id);
    if (made.likeness) {
      return text + start + ", by: " + by + ", loads: {table: " + table("likeness") +
             ", sd: " + number_text(effect.loads.front().sd) + "}}\n";
    }
    if (effect.loads.size() == 1) {
      std::string line =
          start + (by.empty() ? "" : ", by: " + by) + ", " + load_text(effect.loads.front());
      return text + line + (tails.empty() ? "" : ", " + tails) + "}\n";
    }
    text += "  - id: " + yaml_scalar(effect.id) + "\n    by: " + by + "\n";
    if (!tails.empty()) text += "    " + tails + "\n";
    text += "    loads:\n";
    for (const scenario::Load& load : effect.loads) text += "      - {" + load_text(load) + "}\n";
    return text;
  }

  std::string effects_text() const {
    std::string text = "\n# Sizes in log-odds.\neffects:\n";
    for (const infer::DraftEffect& effect : draft_.effects) text += effect_text(effect);
    const auto given = recipe_.rest.find("effects");
    if (given != recipe_.rest.end()) text += "  # of the recipe\n" + given->second;
    return text;
  }

  std::string scenario_text() const {
    std::string text = head() + "\nfactions:" + name_list(draft_.factions, 2);
    text += "districts: {table: " + table("districts") + "}\n";
    text += "universes: {table: " + table("universes") + "}\n";
    text += rest("defaults", "defaults: {turnout_cell_sd: 0.15}  # log-odds; assumption\n");
    text += "\ncontests:\n";
    for (const DraftContest& contest : draft_.contests) text += contest_text(contest);
    text += effects_text();
    std::string more;
    for (const char* key :
         {"totals", "slates", "endorsements", "events", "what_if", "vary", "expect", "output"}) {
      more += rest(key);
    }
    return text + (more.empty() ? "" : "\n" + more);
  }

  const Draft& draft_;
  const Recipe& recipe_;
  const std::string& name_;
};

}  // namespace

std::vector<std::string> after_the_fact(const DraftContest& contest, const Recipe& recipe) {
  std::vector<std::string> reasons;
  if (!contest.recipe->day) return reasons;
  const std::string was = contest.recipe->id + " was on " + day_text(*contest.recipe->day);
  if (contest.recipe_is_later) {
    reasons.push_back("the recipe is of " + day_text(*recipe.as_of) + ", " + was);
  }
  if (contest.errors_of) {
    reasons.push_back("sizes are learnt from errors of " + day_text(*contest.errors_of) + ", " +
                      was);
  }
  return reasons;
}

Problem in_recipe(Problem problem, const Draft& draft, const Recipe& recipe) {
  std::string path = problem.path;
  const std::string effects = "effects[";
  if (path.starts_with(effects)) {  // those of the recipe follow the drafted ones
    const std::size_t close = path.find(']');
    const std::size_t i = std::stoul(path.substr(effects.size()));
    if (i < draft.effects.size()) return problem;
    path = effects + std::to_string(i - draft.effects.size()) + path.substr(close);
  }
  while (!path.empty()) {
    const auto found = recipe.rest_sources.find(path);
    if (found != recipe.rest_sources.end()) {
      problem.place = found->second.place;
      problem.path = found->second.path;
      return problem;
    }
    const std::size_t step = path.find_last_of(".[");
    path.resize(step == path.npos ? 0 : step);
  }
  return problem;
}

std::vector<scenario::SourceFile> draft_files(const Draft& draft, const Recipe& recipe,
                                              const std::string& name) {
  return DraftWriter(draft, recipe, name).files();
}

}  // namespace hustings
