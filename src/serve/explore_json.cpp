#include "serve/explore_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "hustings/core/version.hpp"
#include "hustings/language/write_change.hpp"
#include "hustings/model/swing_plan.hpp"
#include "hustings/model/title_notices.hpp"
#include "hustings/results/json.hpp"
#include "hustings/summary/swing.hpp"
#include "report/html/words.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

/// A number without the last digits of sums of tenths.
double short_number(double x) {
  return std::stod(fmt::format("{:.10g}", x));
}

void add_kind(const Slider& slider, Json& json) {
  const ChangeLine line = change_line(slider.change);
  json["kind"] = "slider";
  json["min"] = short_number(slider.min);
  json["max"] = short_number(slider.max);
  json["step"] = short_number(slider.step);
  json["rest"] = slider.rest ? Json(short_number(*slider.rest)) : Json(nullptr);
  json["unit"] = slider.unit;
  json["line"] = {line.before, line.after};
  json["offset"] = slider.offset;
  json["scale"] = slider.scale;
  json["decimals"] = slider.decimals;
}

void add_kind(const Check& check, Json& json) {
  json["kind"] = "check";
  json["rest"] = true;
  json["line"] = change_line(check.change).text();
}

void add_kind(const Choice& choice, Json& json) {
  json["kind"] = "choice";
  json["rest"] = choice.options.front().value;
  json["options"] = Json::array();
  for (const Choice::Option& option : choice.options) {
    Json one{{"value", option.value}, {"label", option.label}};
    if (option.change) one["line"] = change_line(*option.change).text();
    json["options"].push_back(std::move(one));
  }
}

Json input_json(const Input& input) {
  Json json{{"id", input.id}, {"group", input.group}, {"label", input.label}};
  std::visit([&](const auto& kind) { add_kind(kind, json); }, input.kind);
  return json;
}

Json map_json(const std::vector<Tile>& tiles) {
  if (tiles.empty()) return nullptr;
  Json list = Json::array();
  for (const Tile& tile : tiles) {
    list.push_back({{"district", tile.district},
                    {"name", tile.name},
                    {"row", tile.row},
                    {"column", tile.column},
                    {"inputs", {"turnout:district=" + tile.district}}});
  }
  return {{"tiles", std::move(list)}};
}

/// What swing can be asked of, by the names that /api/swing takes: the headline first, if it is
/// among them. An event that is a sweep or a win by another name is that.
Json swing_targets(const ScenarioTold& told) {
  const Labels& labels = told.first.labels();
  const Headline& headline = told.first.reading().headline;
  const auto same =
      headline.kind == HeadlineKind::event ? plainly(labels, headline.item) : std::nullopt;
  Json targets = Json::array();
  for (const SwingTarget& target : plan_swing(told.explorer.base()).targets) {
    if (target.kind == SwingTarget::Kind::event && plainly(labels, target.item)) continue;
    const bool is_headline = same ? target == *same
                                  : target.item == headline.item &&
                                        swing_kind_name(target.kind) == name_of(headline.kind);
    targets.insert(is_headline ? targets.begin() : targets.end(),
                   Json{{"target", swing_target_name(labels, target)},
                        {"label", target_words(labels, target)}});
  }
  return targets;
}

/// A headline up to its first pause, for where there is little room: with the candidate's or
/// slate's name where it is of an event that is just that.
std::string brief(const Headline& headline, const Labels& labels) {
  std::string text = headline.text;
  if (headline.kind == HeadlineKind::event) {
    const auto same = plainly(labels, headline.item);
    if (same)
      text = replaced(text, "\u201c" + headline.name + "\u201d", target_words(labels, *same));
  }
  text = text.substr(0, text.find("; "));
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string scenario_json(const ScenarioTold& told) {
  const std::string& title = told.first.labels().title;
  const scenario::Scenario& scenario = told.explorer.scenario();
  Json json{{"title", without_notices(title)},
            {"notice", bare_notices(title)},
            {"scenario", scenario.files.front().name},
            {"seed", told.first.labels().seed},
            {"elections", std::min(told.explorer.elections(), told.explorer.most_elections())},
            {"command", told.explorer.command(
                            std::min(told.explorer.elections(), told.explorer.most_elections()))},
            {"program", program_version()}};
  json["groups"] = Json::array();
  for (const InputGroup& group : told.table.groups) {
    json["groups"].push_back({{"id", group.id},
                              {"title", group.title},
                              {"hint", group.hint},
                              {"folded", group.is_folded},
                              {"search", group.has_search}});
  }
  json["inputs"] = Json::array();
  for (const Input& input : told.table.inputs) json["inputs"].push_back(input_json(input));
  json["map"] = map_json(told.tiles);
  json["swing_targets"] = swing_targets(told);
  json["start"] = told.start;
  return json.dump() + "\n";
}

std::string stage_json(const StageTold& told) {
  const Headline& headline = told.first.reading().headline;
  Json json{{"elections", told.now.elections()},
            {"of", told.of},
            {"last", told.is_last},
            {"milliseconds", told.milliseconds}};
  const auto after = headline_in(headline, told.now);
  const auto moved = compared(headline, told.now);
  if (after && moved) {
    json["headline"] = {{"text", after->headline.text},
                        {"brief", brief(after->headline, told.now.labels())},
                        {"probability", moved->after},
                        {"before", moved->before},
                        {"difference", moved->moved.difference},
                        {"standard_error", moved->moved.paired_standard_error}};
  } else {
    json["headline"] = nullptr;
  }
  json["html"] = told.html;
  return json.dump() + "\n";
}

std::string progress_json(std::uint64_t done, std::uint64_t of) {
  return Json{{"progress", {{"done", done}, {"of", of}}}}.dump() + "\n";
}

std::string problems_told(const std::vector<Problem>& problems) {
  return Json{{"problems", Json::parse(problems_json(problems))}}.dump() + "\n";
}

std::string superseded_json() {
  return Json{{"superseded", true}}.dump() + "\n";
}

std::string error_json(const std::string& why) {
  return Json{{"error", why}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hustings
