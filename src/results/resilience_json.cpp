#include "results/resilience_json.hpp"

#include <cmath>
#include <set>

#include "hustings/summary/view.hpp"

namespace hustings {
namespace {

Json part(double kept) {
  return std::isnan(kept) ? Json(nullptr) : Json(kept);
}

/// Chances of those for whom programmes are, of slates and of events.
Json outcome(const Resilience& losses, const View& view) {
  std::set<std::string> candidates;
  for (const ResilienceOwner& owner : losses.owners) {
    candidates.insert(owner.candidates.begin(), owner.candidates.end());
  }
  Json json = {{"candidates", object()}, {"slates", object()}, {"events", object()}};
  for (std::size_t k = 0; k < losses.labels.candidates.size(); ++k) {
    const std::string label = candidate_label(losses.labels, k);
    if (candidates.contains(label)) json["candidates"][label] = {{"win", value(view, kWin, k)}};
  }
  for (std::size_t s = 0; s < losses.labels.slates.size(); ++s) {
    const SlateLabel& slate = losses.labels.slates[s];
    json["slates"][slate.id] = {{"sweep", at_least(view, s, slate.members.size())}};
  }
  for (std::size_t i = 0; i < losses.labels.events.size(); ++i) {
    json["events"][losses.labels.events[i].name] = value(view, kEvent, i);
  }
  return json;
}

}  // namespace

Json resilience_json(const Resilience& losses) {
  Json json = {{"elections", losses.run.tally.elections},
               {"seed", losses.labels.seed},
               {"channels", losses.channels},
               {"owners", object()},
               {"points", Json::array()}};
  for (const ResilienceOwner& owner : losses.owners) {
    json["owners"][owner.id] = {{"candidates", owner.candidates}, {"channels", Json::array()}};
    for (const std::size_t i : owner.channels) {
      json["owners"][owner.id]["channels"].push_back(losses.channels[i]);
    }
  }
  const View base(losses.labels, losses.run.base.tally);
  json["base"] = outcome(losses, base);
  for (std::size_t p = 0; p < losses.points.size(); ++p) {
    const ResiliencePoint& point = losses.points[p];
    Json one = {{"lost", Json::array()}, {"keep", point.keep}, {"owners", object()}};
    for (const std::size_t i : point.lost) one["lost"].push_back(losses.channels[i]);
    for (std::size_t o = 0; o < losses.owners.size(); ++o) {
      one["owners"][losses.owners[o].id] = {{"reached", part(point.owners[o].reached)},
                                            {"ballots", part(point.owners[o].ballots)}};
    }
    const WorldResult world = losses.run.tally.point(p);
    one.update(outcome(losses, View(losses.labels, world.tally, base, &world.paired)));
    json["points"].push_back(std::move(one));
  }
  return json;
}

}  // namespace hustings
