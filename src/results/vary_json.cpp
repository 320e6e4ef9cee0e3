#include "hustings/decide/vary.hpp"
#include "hustings/results/json.hpp"
#include "hustings/summary/view.hpp"
#include "results/json_values.hpp"
#include "results/vary_points.hpp"

namespace hustings {
namespace {

/// What every item of an axis comes to at a point, by `name(item)`.
template <class Name>
Json items(const View& view, Axis axis, const Name& name) {
  Json all = object();
  for (std::size_t i = 0; i < view.n(axis); ++i) {
    Json item = object();
    add_quantities(
        view, axis, i, [](const Quantity& what) { return what.varied; }, item);
    if (!item.empty()) add(all, name(i), std::move(item));
  }
  return all;
}

/// What one point, or the base, comes to: the tree of a run, flat.
void add_outcome(const View& view, Json& json) {
  const Labels& labels = view.labels();
  json["candidates"] =
      items(view, Axis::candidate, [&](std::size_t i) { return candidate_label(labels, i); });
  json["contests"] =
      items(view, Axis::contest, [&](std::size_t i) { return labels.contests[i].id; });
  if (!labels.totals.empty()) {
    json["totals"] = items(view, Axis::total, [&](std::size_t i) { return labels.totals[i].id; });
    json["total_names"] =
        items(view, Axis::total_name, [&](std::size_t i) { return total_name_label(labels, i); });
  }
  json["slates"] = object();
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    json["slates"][labels.slates[s].id] = {
        {"sweep", at_least(view, s, labels.slates[s].members.size())},
        {"mean_seats", mean_seats(view, s)}};
  }
  json["events"] = object();
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    json["events"][labels.events[i].name] = value(view, kEvent, i);
  }
  for (std::size_t i = 0; i < labels.shocks.size(); ++i) {
    json["shocks"][labels.shocks[i].id] = value(view, kShock, i);
  }
}

}  // namespace

Json vary_points(const View& base, const VaryTally& vary) {
  Json points = Json::array();
  const std::size_t width = vary.inputs.size();
  for (std::size_t p = 0; p < vary.n_points(); ++p) {
    Json point = {{"amounts", Json::array()}};
    for (std::size_t i = 0; i < width; ++i) {
      point["amounts"].push_back(vary.amounts[p * width + i]);
    }
    const WorldResult world = vary.point(p);
    add_outcome(View(base.labels(), world.tally, base, &world.paired), point);
    points.push_back(std::move(point));
  }
  return points;
}

std::string vary_json(const View& base, const VaryTally& vary, const std::string& digest) {
  Json json = {{"format", 1}, {"elections", vary.elections}, {"seed", base.labels().seed}};
  json["scenario"]["title"] = base.labels().title;
  json["digest"] = digest;
  json["inputs"] = vary.inputs;
  json["base"] = object();
  add_outcome(base, json["base"]);
  json["points"] = vary_points(base, vary);
  return json.dump() + "\n";
}

}  // namespace hustings
