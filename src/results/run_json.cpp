#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/comparison.hpp"
#include "hustings/summary/summary.hpp"
#include "hustings/summary/swing.hpp"

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

/// Adds to a probability or a mean how it differs from the base, where there is one.
Json with_move(Json json, const std::optional<Compared>& compared, bool is_probability,
               bool is_paired) {
  if (!compared) return json;
  json["difference"] = compared->moved.difference;
  json[is_paired ? "paired_standard_error" : "difference_standard_error"] =
      compared->moved.paired_standard_error;
  if (!is_probability || !is_paired) return json;
  json["gains"] = compared->gains;
  json["losses"] = compared->losses;
  return json;
}

/// What a what-if is held against; null for a base.
struct Against {
  const Comparison* comparison = nullptr;

  template <class Get>
  Json chance(const Probability& p, Get get) const {
    if (comparison == nullptr) return json(p);
    return with_move(json(p), get(*comparison), true, comparison->is_paired());
  }
  template <class Get>
  Json mean(const Distribution& d, Get get) const {
    return add(get, json(d));
  }
  template <class Get>
  Json add(Get get, Json mean) const {
    if (comparison == nullptr) return mean;
    return with_move(std::move(mean), get(*comparison), false, comparison->is_paired());
  }
};

Json candidate_json(const CandidateLabel& label, const CandidateSummary& candidate, std::size_t i,
                    const Against& base) {
  Json json = object();
  json["win"] = base.chance(candidate.win, [i](const auto& c) { return c.win(i); });
  json["share"] = base.mean(candidate.share, [i](const auto& c) { return c.share(i); });
  if (label.written_share) json["written"] = *label.written_share;
  if (candidate.delegates) {
    json["delegates"] =
        base.mean(*candidate.delegates, [i](const auto& c) { return c.delegates(i); });
  }
  if (label.withdrawn) {
    json["withdrawn"] = true;
    json["win"].erase("upper_bound");  // who is on no ballot cannot win at all
  }
  const auto votes = base.comparison == nullptr ? std::nullopt : base.comparison->votes(i);
  if (votes) {
    json["votes_moved"] = {{"mean", votes->moved.difference},
                           {"standard_error", votes->moved.paired_standard_error}};
  }
  return json;
}

/// Place of a pair of candidates among the final pairs that are counted.
std::size_t final_pair_place(const RoundsTally& rounds, const FinalPair& pair) {
  const CandidatePair wanted{CandidateId(pair.a), CandidateId(pair.b)};
  return static_cast<std::size_t>(
      std::find(rounds.final_pairs.begin(), rounds.final_pairs.end(), wanted) -
      rounds.final_pairs.begin());
}

Json rounds_json(const Labels& labels, const Tally& tally, std::size_t c,
                 const RoundsSummary& rounds, const Against& base) {
  const ContestLabel& label = labels.contests[c];
  Json json = object();
  json["eliminated"] = object();
  json["standing"] = object();
  for (std::size_t k = 0; k < label.n_candidates; ++k) {
    const std::string& id = labels.candidates[label.first_candidate + k].id;
    Json eliminated = Json::array();
    Json standing = Json::array();
    for (std::size_t m = 0; m < label.n_rounds; ++m) {
      eliminated.push_back(base.chance(rounds.eliminated[k][m], [&](const auto& with) {
        return with.eliminated(label.first_candidate + k, m);
      }));
      standing.push_back(hustings::json(rounds.standing[k][m]));
    }
    add(json["eliminated"], id, std::move(eliminated));
    add(json["standing"], id, std::move(standing));
  }
  json["reached"] = rounds.reached;
  json["final_pair"] = Json::array();
  for (const FinalPair& pair : rounds.final_pairs) {
    Json entry = {{"pair", {labels.candidates[pair.a].id, labels.candidates[pair.b].id}}};
    entry.update(base.chance(pair.probability, [&](const auto& with) {
      return with.final_pair(final_pair_place(tally.rounds, pair));
    }));
    json["final_pair"].push_back(std::move(entry));
  }
  json["exhausted"] =
      base.mean(rounds.exhausted, [c](const auto& with) { return with.exhausted(c); });
  json["exhausted_by_round"] = Json::array();
  for (const Distribution& d : rounds.exhausted_by_round) {
    json["exhausted_by_round"].push_back(hustings::json(d));
  }
  json["led_first_but_lost"] = base.chance(rounds.led_first_but_lost,
                                           [c](const auto& with) { return with.led_but_lost(c); });
  return json;
}

Json contests_json(const Labels& labels, const Tally& tally, const Summary& summary,
                   const Against& base) {
  Json contests = object();
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    const ContestLabel& label = labels.contests[c];
    Json candidates = object();
    for (std::size_t k = 0; k < label.n_candidates; ++k) {
      const std::size_t i = label.first_candidate + k;
      add(candidates, labels.candidates[i].id,
          candidate_json(labels.candidates[i], summary.candidates[i], i, base));
    }
    Json contest = object();
    contest["candidates"] = std::move(candidates);
    const ContestSummary& of = summary.contests[c];
    if (of.turnout) {
      contest["turnout"] =
          base.mean(*of.turnout, [c](const auto& with) { return with.turnout(c); });
    }
    if (of.margin) {
      contest["margin"] = base.mean(*of.margin, [c](const auto& with) { return with.margin(c); });
    }
    if (of.recount) {
      contest["recount"] =
          base.chance(*of.recount, [c](const auto& with) { return with.recount(c); });
    }
    contest["lots"] = of.lots;
    if (label.delegates > 0) {
      contest["delegates"] = label.delegates;
      contest["remainder_ties"] = of.remainder_ties;
    }
    if (of.rounds) contest["rounds"] = rounds_json(labels, tally, c, *of.rounds, base);
    add(contests, label.id, std::move(contest));
  }
  return contests;
}

/// `{"turnout": D}` of districts or universes, by id.
template <class Label, class Compare>
Json turnouts_json(const std::vector<Label>& labels, const std::vector<Distribution>& turnouts,
                   const Against& base, Compare compare) {
  Json all = object();
  for (std::size_t i = 0; i < turnouts.size(); ++i) {
    add(all, labels[i].id, {{"turnout", base.mean(turnouts[i], [&](const auto& with) {
                               return (with.*compare)(i);
                             })}});
  }
  return all;
}

Json slate_json(const Labels& labels, std::size_t s, const SlateSummary& slate,
                const Against& base) {
  const SlateLabel& label = labels.slates[s];
  const auto chance = [&](const Probability& p, std::size_t seats) {
    return base.chance(p, [&](const auto& with) { return with.at_least(s, seats); });
  };
  Json json = object();
  json["sweep"] = chance(slate.sweep, label.members.size());
  Json seats = {{"mean", slate.mean_seats},
                {"mean_standard_error", slate.mean_seats_standard_error}};
  json["mean_seats"] = base.add([s](const auto& with) { return with.seats(s); }, std::move(seats));
  json["wins"] = slate.wins;
  json["at_least"] = Json::array();
  for (std::size_t j = 0; j < slate.at_least.size(); ++j) {
    json["at_least"].push_back(chance(slate.at_least[j], j + 1));
  }
  if (slate.joint.empty()) return json;
  Json members = Json::array();
  for (const std::uint32_t member : label.members) {
    members.push_back(candidate_label(labels, member));
  }
  json["joint"]["members"] = std::move(members);
  json["joint"]["probability"] = slate.joint;
  return json;
}

Json totals_json(const Labels& labels, const Summary& summary, const Against& base) {
  Json totals = object();
  for (std::size_t t = 0; t < labels.totals.size(); ++t) {
    Json delegates = object();
    Json majority = object();
    Json lead = object();
    for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
      if (labels.total_names[i].total != t) continue;
      const TotalNameSummary& of = summary.total_names[i];
      const std::string& name = labels.total_names[i].name;
      add(delegates, name,
          base.mean(of.delegates, [i](const auto& c) { return c.total_delegates(i); }));
      add(majority, name, base.chance(of.majority, [i](const auto& c) { return c.majority(i); }));
      add(lead, name, base.chance(of.leads, [i](const auto& c) { return c.lead(i); }));
    }
    Json total = {{"seats", labels.totals[t].seats}, {"needed", labels.totals[t].majority}};
    total["delegates"] = std::move(delegates);
    total["majority"] = std::move(majority);
    total["no_majority"] =
        base.chance(summary.no_majority[t], [t](const auto& c) { return c.no_majority(t); });
    total["lead"] = std::move(lead);
    add(totals, labels.totals[t].id, std::move(total));
  }
  return totals;
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

Json swing_row_json(const SwingGroupName& group, const SwingEffect& effect) {
  return {{"kind", swing_kind_name(group.kind)},
          {"name", group.name},
          {"per_point", effect.per_point},
          {"standard_error", effect.per_point_standard_error},
          {"per_1000_ballots", effect.per_1000_ballots},
          {"per_1000_ballots_standard_error", effect.per_1000_ballots_standard_error},
          {"registered", effect.registered},
          {"warning", effect.warning}};
}

/// By `contest/candidate`, slate and event; an event with the name of one before it is `event
/// NAME`.
Json swing_json(const Labels& labels, const Tally& tally) {
  const SwingTally& swing = tally.swing;
  const std::vector<SwingEffect> effects = swing_effects(labels, tally);
  std::vector<Json> lists(swing.targets.size(), Json::array());
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const auto [target, group] = swing.rows[i];
    lists[target].push_back(swing_row_json(swing.groups[group], effects[i]));
  }
  Json json = object();
  std::set<std::string> names;
  for (std::size_t t = 0; t < lists.size(); ++t) {
    std::string name = swing_target_name(labels, swing.targets[t]);
    if (!names.insert(name).second) name = swing_kind_name(swing.targets[t].kind) + " " + name;
    add(json, name, std::move(lists[t]));
  }
  return json;
}

Json timing_json(const Timing& timing) {
  return {{"read", timing.read},           {"build", timing.build}, {"simulate", timing.simulate},
          {"summarise", timing.summarise}, {"write", timing.write}, {"isa", timing.isa},
          {"threads", timing.threads}};
}

/// Adds what one world comes to: the tree that a run and each of its what-ifs have alike.
void add_world(const Labels& labels, const Tally& tally, const Summary& summary,
               const Against& base, Json& json) {
  json["contests"] = contests_json(labels, tally, summary, base);
  json["districts"] = turnouts_json(labels.districts, summary.district_turnout, base,
                                    &Comparison::district_turnout);
  json["universes"] = turnouts_json(labels.universes, summary.universe_turnout, base,
                                    &Comparison::universe_turnout);
  if (!labels.totals.empty()) json["totals"] = totals_json(labels, summary, base);
  json["slates"] = object();
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    json["slates"][labels.slates[s].id] = slate_json(labels, s, summary.slates[s], base);
  }
  json["events"] = object();
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    json["events"][labels.events[i].name] =
        base.chance(summary.events[i], [i](const auto& with) { return with.event(i); });
  }
  json["pairs"] = pairs_json(labels, tally);
}

Json what_if_json(const TwoWorlds& worlds) {
  const Comparison comparison(worlds);
  Json json = object();
  add_world(worlds.labels, worlds.tally, summarise(worlds.labels, worlds.tally), {&comparison},
            json);
  return json;
}

}  // namespace

std::string results_json(const Results& results, const Summary& summary, const std::string& digest,
                         const std::optional<Timing>& timing) {
  const Labels& labels = results.labels;
  const std::uint64_t elections = summary.given ? summary.given->of : summary.elections;
  Json json = {{"format", 1}, {"elections", elections}, {"seed", labels.seed}};
  json["scenario"]["title"] = labels.title;
  json["digest"] = digest;
  if (summary.given) json["given"] = given_json(*summary.given, summary.elections);
  add_world(labels, results.tally, summary, {}, json);
  if (!results.tally.swing.targets.empty()) json["swing"] = swing_json(labels, results.tally);
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    const Results& world = results.what_ifs[i];
    json["what_if"][results.what_if_names[i]] =
        what_if_json({"", labels, results.tally, world.labels, world.tally, &world.paired});
  }
  if (timing) json["timing"] = timing_json(*timing);
  return json.dump() + "\n";
}

std::string comparison_json(const TwoWorlds& worlds) {
  Json json = {{"format", 1},
               {"elections", worlds.base.elections},
               {"seed", worlds.base_labels.seed},
               {"paired", worlds.paired != nullptr}};
  json["scenario"]["title"] = worlds.base_labels.title;
  add_world(worlds.base_labels, worlds.base, summarise(worlds.base_labels, worlds.base), {}, json);
  json["what_if"][worlds.title] = what_if_json(worlds);
  return json.dump() + "\n";
}

}  // namespace hustings
