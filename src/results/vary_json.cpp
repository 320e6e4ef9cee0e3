#include <nlohmann/json.hpp>

#include "hustings/decide/vary.hpp"
#include "hustings/results/json.hpp"
#include "hustings/summary/comparison.hpp"
#include "hustings/summary/labels.hpp"
#include "hustings/summary/summary.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

Json object() {
  return Json::object();
}

Json json_of(std::uint64_t count, const PairedCount* paired, std::uint64_t elections) {
  const Probability p = probability(count, elections);
  Json json = {{"probability", p.probability}, {"standard_error", p.standard_error}};
  if (p.upper_bound) json["upper_bound"] = *p.upper_bound;
  if (paired == nullptr) return json;
  const Difference moved = difference_of(*paired, elections);
  const auto n = static_cast<double>(elections);
  json["difference"] = moved.difference;
  json["paired_standard_error"] = moved.paired_standard_error;
  json["gains"] = static_cast<double>(paired->gains) / n;
  json["losses"] = static_cast<double>(paired->losses) / n;
  return json;
}

/// What a point (or, without pairs, the base) comes to.
Json outcome_json(const Labels& labels, const VaryTally& vary, std::size_t point) {
  const std::uint64_t n = vary.elections;
  Json candidates = object();
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    const std::size_t at = point * labels.candidates.size() + i;
    const Difference moved = difference_of(vary.share_difference[at], n, kShareUnit);
    const double mean =
        static_cast<double>(vary.share[at].sum) / static_cast<double>(n) * kShareUnit;
    candidates[candidate_label(labels, i)] = {
        {"win", json_of(vary.wins[at], &vary.paired_wins[at], n)},
        {"share",
         {{"mean", mean},
          {"difference", moved.difference},
          {"paired_standard_error", moved.paired_standard_error}}}};
  }
  Json slates = object();
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    const std::size_t at = point * labels.slates.size() + s;
    slates[labels.slates[s].id] = {{"sweep", json_of(vary.sweeps[at], &vary.paired_sweeps[at], n)}};
  }
  Json events = object();
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    const std::size_t at = point * labels.events.size() + i;
    events[labels.events[i].name] = json_of(vary.events[at], &vary.paired_events[at], n);
  }
  return {{"candidates", std::move(candidates)},
          {"slates", std::move(slates)},
          {"events", std::move(events)}};
}

Json base_json(const Labels& labels, const Tally& base) {
  const std::uint64_t n = base.elections;
  Json candidates = object();
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    candidates[candidate_label(labels, i)] = {{"win", json_of(base.wins[i], nullptr, n)}};
  }
  Json slates = object();
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    slates[labels.slates[s].id] = {{"sweep", json_of(base.seats[s].back(), nullptr, n)}};
  }
  Json events = object();
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    events[labels.events[i].name] = json_of(base.events[i], nullptr, n);
  }
  return {{"candidates", std::move(candidates)},
          {"slates", std::move(slates)},
          {"events", std::move(events)}};
}

}  // namespace

std::string vary_json(const Labels& labels, const Tally& base, const VaryTally& vary,
                      const std::string& digest) {
  Json json = {{"format", 1}, {"elections", vary.elections}, {"seed", labels.seed}};
  json["scenario"]["title"] = labels.title;
  json["digest"] = digest;
  json["inputs"] = vary.inputs;
  json["base"] = base_json(labels, base);
  json["points"] = Json::array();
  const std::size_t width = vary.inputs.size();
  for (std::size_t p = 0; p < vary.n_points(); ++p) {
    Json point = object();
    point["amounts"] = Json::array();
    for (std::size_t i = 0; i < width; ++i) {
      point["amounts"].push_back(vary.amounts[p * width + i]);
    }
    point.update(outcome_json(labels, vary, p));
    json["points"].push_back(std::move(point));
  }
  return json.dump() + "\n";
}

}  // namespace hustings
