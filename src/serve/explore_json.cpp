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
/// among them.
Json swing_targets(const ScenarioTold& told) {
  const Labels& labels = told.first.labels();
  const Headline& headline = told.first.reading().headline;
  Json targets = Json::array();
  for (const SwingTarget& target : plan_swing(told.explorer.base()).targets) {
    const bool is_headline =
        target.item == headline.item && swing_kind_name(target.kind) == name_of(headline.kind);
    targets.insert(is_headline ? targets.begin() : targets.end(),
                   Json{{"target", swing_target_name(labels, target)},
                        {"label", target_words(labels, target)}});
  }
  return targets;
}

/// What a title must not hide, without its brackets.
std::string notice_of(const std::string& title) {
  std::string notice = replaced(std::string(notices_in(title)), ") (", "; ");
  if (notice.starts_with('(') && notice.ends_with(')'))
    notice = notice.substr(1, notice.size() - 2);
  return notice;
}

/// What a headline is of, by the candidate's name where an event is a win in other words.
std::string name_of(const Headline& headline, const Compared& of, const StageTold& told) {
  const Labels& labels = told.first.labels();
  if (headline.kind != HeadlineKind::event) return headline.name;
  for (std::uint32_t i = 0; i < labels.candidates.size(); ++i) {
    const auto win = compared(Headline{HeadlineKind::win, i, "", {}, ""}, told.now);
    const bool is_same = win && win->before == of.before && win->after == of.after &&
                         win->moved.paired_standard_error == of.moved.paired_standard_error;
    if (is_same && of.before > 0) return target_words(labels, {SwingTarget::Kind::win, i});
  }
  return headline.name;
}

}  // namespace

std::string scenario_json(const ScenarioTold& told) {
  const std::string& title = told.first.labels().title;
  const scenario::Scenario& scenario = told.explorer.scenario();
  Json json{{"title", without_notices(title)},
            {"notice", notice_of(title)},
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
    json["headline"] = {{"name", name_of(headline, *moved, told)},
                        {"text", after->headline.text},
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
