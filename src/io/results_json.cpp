#include "hustings/io/results_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "hustings/summary/pairs.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kQuantileKeys = {"0.05", "0.25", "0.5", "0.75", "0.95"};

Json object() {
  return Json::object();
}

/// Adds an entry without looking for the key, which would take time by the square of their number.
void add(Json& object, const std::string& new_key, Json value) {
  object.get_ref<Json::object_t&>().emplace_back(new_key, std::move(value));
}

Json json(const Probability& p) {
  Json json = {{"probability", p.probability}, {"standard_error", p.standard_error}};
  if (p.upper_bound) json["upper_bound"] = *p.upper_bound;
  return json;
}

Json by_level(const std::array<double, 5>& values) {
  Json json = object();
  for (std::size_t i = 0; i < values.size(); ++i) json[std::string(kQuantileKeys[i])] = values[i];
  return json;
}

Json json(const Distribution& d) {
  Json json = {{"mean", d.mean}, {"sd", d.sd}, {"mean_standard_error", d.mean_standard_error}};
  if (!d.has_quantiles) return json;
  json["quantiles"] = by_level(d.quantiles);
  json["quantile_standard_errors"] = by_level(d.quantile_standard_errors);
  return json;
}

Json candidate_json(const CandidateLabel& label, const CandidateSummary& candidate) {
  Json json = object();
  json["win"] = hustings::json(candidate.win);
  json["share"] = hustings::json(candidate.share);
  if (label.written_share) json["written"] = *label.written_share;
  return json;
}

Json rounds_json(const Labels& labels, const ContestLabel& label, const RoundsSummary& rounds) {
  Json json = object();
  json["eliminated"] = object();
  json["standing"] = object();
  for (std::size_t k = 0; k < label.n_candidates; ++k) {
    const std::string& id = labels.candidates[label.first_candidate + k].id;
    Json eliminated = Json::array();
    Json standing = Json::array();
    for (std::size_t m = 0; m < label.n_rounds; ++m) {
      eliminated.push_back(hustings::json(rounds.eliminated[k][m]));
      standing.push_back(hustings::json(rounds.standing[k][m]));
    }
    add(json["eliminated"], id, std::move(eliminated));
    add(json["standing"], id, std::move(standing));
  }
  json["reached"] = rounds.reached;
  json["final_pair"] = Json::array();
  for (const FinalPair& pair : rounds.final_pairs) {
    Json entry = {{"pair", {labels.candidates[pair.a].id, labels.candidates[pair.b].id}}};
    entry.update(hustings::json(pair.probability));
    json["final_pair"].push_back(std::move(entry));
  }
  json["exhausted"] = hustings::json(rounds.exhausted);
  json["exhausted_by_round"] = Json::array();
  for (const Distribution& d : rounds.exhausted_by_round) {
    json["exhausted_by_round"].push_back(hustings::json(d));
  }
  json["led_first_but_lost"] = hustings::json(rounds.led_first_but_lost);
  return json;
}

Json contests_json(const Labels& labels, const Summary& summary) {
  Json contests = object();
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    const ContestLabel& label = labels.contests[c];
    Json candidates = object();
    for (std::size_t k = 0; k < label.n_candidates; ++k) {
      const std::size_t i = label.first_candidate + k;
      add(candidates, labels.candidates[i].id,
          candidate_json(labels.candidates[i], summary.candidates[i]));
    }
    Json contest = object();
    contest["candidates"] = std::move(candidates);
    if (summary.contests[c].turnout) contest["turnout"] = json(*summary.contests[c].turnout);
    if (summary.contests[c].margin) contest["margin"] = json(*summary.contests[c].margin);
    if (summary.contests[c].recount) contest["recount"] = json(*summary.contests[c].recount);
    if (summary.contests[c].rounds) {
      contest["rounds"] = rounds_json(labels, label, *summary.contests[c].rounds);
    }
    add(contests, label.id, std::move(contest));
  }
  return contests;
}

/// `{"turnout": D}` of districts or universes, by id.
template <class Label>
Json turnouts_json(const std::vector<Label>& labels, const std::vector<Distribution>& turnouts) {
  Json all = object();
  for (std::size_t i = 0; i < turnouts.size(); ++i) {
    add(all, labels[i].id, {{"turnout", json(turnouts[i])}});
  }
  return all;
}

Json slate_json(const Labels& labels, const SlateLabel& label, const SlateSummary& slate) {
  Json json = object();
  json["sweep"] = hustings::json(slate.sweep);
  json["wins"] = slate.wins;
  json["at_least"] = Json::array();
  for (const Probability& p : slate.at_least) json["at_least"].push_back(hustings::json(p));
  if (slate.joint.empty()) return json;
  Json members = Json::array();
  for (const std::uint32_t member : label.members) {
    members.push_back(candidate_label(labels, member));
  }
  json["joint"]["members"] = std::move(members);
  json["joint"]["probability"] = slate.joint;
  return json;
}

Json pairs_json(const Labels& labels, const Tally& tally) {
  const PairWins pairs = pair_wins(labels, tally);
  const std::size_t n = pairs.candidates.size();
  Json candidates = Json::array();
  Json both_win = Json::array();
  for (std::size_t i = 0; i < n; ++i) {
    candidates.push_back(candidate_label(labels, pairs.candidates[i]));
    Json row = Json::array();
    for (std::size_t j = 0; j < n; ++j) {
      const double p = pairs.at(i, j);
      row.push_back(std::isnan(p) ? Json(nullptr) : Json(p));
    }
    both_win.push_back(std::move(row));
  }
  return {{"candidates", std::move(candidates)}, {"both_win", std::move(both_win)}};
}

Json given_json(const Given& given, std::uint64_t elections) {
  Json json = {{"event", given.event}, {"elections", elections}};
  if (given.stored) json["stored"] = true;
  return json;
}

Json timing_json(const Timing& timing) {
  return {{"read", timing.read},           {"build", timing.build}, {"simulate", timing.simulate},
          {"summarise", timing.summarise}, {"write", timing.write}, {"isa", timing.isa},
          {"threads", timing.threads}};
}

}  // namespace

std::string results_json(const Labels& labels, const Tally& tally, const Summary& summary,
                         const std::string& digest, const std::optional<Timing>& timing) {
  const std::uint64_t elections = summary.given ? summary.given->of : summary.elections;
  Json json = {{"format", 1}, {"elections", elections}, {"seed", labels.seed}};
  json["scenario"]["title"] = labels.title;
  json["digest"] = digest;
  if (summary.given) json["given"] = given_json(*summary.given, summary.elections);
  json["contests"] = contests_json(labels, summary);
  json["districts"] = turnouts_json(labels.districts, summary.district_turnout);
  json["universes"] = turnouts_json(labels.universes, summary.universe_turnout);
  json["slates"] = object();
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    json["slates"][labels.slates[s].id] = slate_json(labels, labels.slates[s], summary.slates[s]);
  }
  json["events"] = object();
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    json["events"][labels.events[i].name] = hustings::json(summary.events[i]);
  }
  json["pairs"] = pairs_json(labels, tally);
  if (timing) json["timing"] = timing_json(*timing);
  return json.dump() + "\n";
}

}  // namespace hustings
