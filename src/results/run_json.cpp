#include <algorithm>
#include <cmath>
#include <set>

#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/results/worth.hpp"
#include "hustings/summary/reading.hpp"
#include "hustings/summary/swing.hpp"
#include "hustings/summary/view.hpp"
#include "results/json_values.hpp"
#include "results/vary_points.hpp"

namespace hustings {
namespace {

constexpr auto kOutsideRounds = [](const Quantity& what) { return what.where != Where::in_rounds; };

/// Adds how what is kept only against the base differs from it.
void add_moves(const View& view, Axis axis, std::size_t item, Json& json) {
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const Quantity& what = quantities()[q];
    if (what.axis != axis || what.kept != Kept::nothing) continue;
    if (const auto compared = view.compared(QuantityId(q), item)) {
      json[std::string(what.json_key())] = {
          {"mean", compared->moved.difference},
          {"standard_error", compared->moved.paired_standard_error}};
    }
  }
}

Json candidate_json(const View& view, std::size_t i) {
  const CandidateLabel& label = view.labels().candidates[i];
  Json json = {{"name", label.name}};
  add_quantities(view, Axis::candidate, i, kOutsideRounds, json);
  if (label.written_share) json["written"] = *label.written_share;
  if (label.withdrawn) json["withdrawn"] = true;
  add_moves(view, Axis::candidate, i, json);
  return json;
}

Json final_pairs_json(const View& view, std::size_t c) {
  Json pairs = Json::array();
  for (const std::size_t i : view.final_pairs_of(c)) {
    const FinalPairLabel& pair = view.final_pairs()[i];
    const auto& candidates = view.labels().candidates;
    Json entry = {{"pair", {candidates[pair.a].id, candidates[pair.b].id}}};
    entry.update(chance(view, kFinalPair, i, 0));
    pairs.push_back(std::move(entry));
  }
  return pairs;
}

/// The candidates or the transfer groups of a contest, by name.
std::vector<std::pair<std::string, std::size_t>> items_of(const Labels& labels, std::size_t c,
                                                          Axis axis) {
  std::vector<std::pair<std::string, std::size_t>> items;
  for (std::size_t i = 0; i < n_items(labels, axis); ++i) {
    if (contest_of(labels, axis, i) != c) continue;
    items.emplace_back(
        axis == Axis::candidate ? labels.candidates[i].id : labels.transfer_groups[i].name, i);
  }
  return items;
}

/// What a contest that is counted in rounds has of them: by candidate, transfer group or pair, or
/// its own.
Json rounds_json(const View& view, std::size_t c) {
  Json json = object();
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const QuantityId id(q);
    const Quantity& what = about(id);
    if (what.where != Where::in_rounds || !view.has(id)) continue;
    const std::string key(what.json_key());
    if (what.axis == Axis::final_pair) {
      json[key] = final_pairs_json(view, c);
    } else if (what.axis == Axis::contest) {
      json[key] = value(view, id, c);
    } else {
      json[key] = object();
      for (const auto& [name, i] : items_of(view.labels(), c, what.axis)) {
        add(json[key], name, value(view, id, i));
      }
      if (json[key].empty()) json.erase(key);
    }
  }
  return json;
}

Json contest_json(const View& view, std::size_t c) {
  const ContestLabel& label = view.labels().contests[c];
  Json contest = {{"name", label.name}};
  contest["candidates"] = object();
  for (std::size_t k = 0; k < label.n_candidates; ++k) {
    const std::size_t i = label.first_candidate + k;
    add(contest["candidates"], view.labels().candidates[i].id, candidate_json(view, i));
  }
  if (label.delegates > 0) contest["delegates"] = label.delegates;
  if (label.rolloff > 0) contest["rolloff"] = label.rolloff;
  add_quantities(view, Axis::contest, c, kOutsideRounds, contest);
  if (label.n_rounds > 0) contest["rounds"] = rounds_json(view, c);
  return contest;
}

Json slate_json(const View& view, std::size_t s) {
  const SlateLabel& label = view.labels().slates[s];
  const std::size_t k = label.members.size();
  Json json = {{"name", label.name}};
  json["sweep"] = at_least(view, s, k);
  json["mean_seats"] = mean_seats(view, s);
  const auto part = [&](std::uint64_t n) {
    return static_cast<double>(n) / static_cast<double>(view.elections());
  };
  json["wins"] = Json::array();
  for (const std::uint64_t n : view.seats(s)) json["wins"].push_back(part(n));
  json["at_least"] = Json::array();
  for (std::size_t j = 1; j <= k; ++j) json["at_least"].push_back(at_least(view, s, j));
  if (view.tally().outcomes[s].empty()) return json;
  for (const std::uint32_t member : label.members) {
    json["joint"]["members"].push_back(candidate_label(view.labels(), member));
  }
  for (const std::uint64_t n : view.tally().outcomes[s]) {
    json["joint"]["probability"].push_back(part(n));
  }
  return json;
}

/// What a total comes to: its own, and by key what each of its names does.
Json total_json(const View& view, std::size_t t) {
  const Labels& labels = view.labels();
  Json total = {{"name", labels.totals[t].name},
                {"seats", labels.totals[t].seats},
                {"needed", labels.totals[t].majority}};
  for (std::size_t q = 0; q < quantities().size(); ++q) {
    const QuantityId id(q);
    const Quantity& what = about(id);
    if (!view.has(id)) continue;
    const std::string key(what.json_key());
    if (what.axis == Axis::total) total[key] = value(view, id, t);
    if (what.axis != Axis::total_name) continue;
    total[key] = object();
    for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
      if (labels.total_names[i].total != t) continue;
      add(total[key], labels.total_names[i].name, value(view, id, i));
    }
  }
  return total;
}

/// `{id: {key: value}}` of every item of an axis.
template <class Label>
Json items_json(const View& view, Axis axis, const std::vector<Label>& labels) {
  Json all = object();
  const auto is_any = [](const Quantity&) { return true; };
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Json item = object();
    add_quantities(view, axis, i, is_any, item);
    if (!item.empty()) add(all, labels[i].id, std::move(item));
  }
  return all;
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
void add_world(const View& view, Json& json) {
  const Labels& labels = view.labels();
  json["contests"] = object();
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    add(json["contests"], labels.contests[c].id, contest_json(view, c));
  }
  json["districts"] = items_json(view, Axis::district, labels.districts);
  json["universes"] = items_json(view, Axis::universe, labels.universes);
  for (std::size_t t = 0; t < labels.totals.size(); ++t) {
    json["totals"][labels.totals[t].id] = total_json(view, t);
  }
  json["slates"] = object();
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    json["slates"][labels.slates[s].id] = slate_json(view, s);
  }
  json["events"] = object();
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    json["events"][labels.events[i].name] = value(view, kEvent, i);
  }
  for (std::size_t i = 0; i < labels.shocks.size(); ++i) {
    json["shocks"][labels.shocks[i].id] = value(view, kShock, i);
  }
  json["pairs"] = pairs_json(labels, view.tally());
}

/// What a programme is worth to every win, sweep and event that it can move.
Json worth_json(const std::string& what_if, const View& worth) {
  const Labels& labels = worth.labels();
  Json json = {{"without", what_if}};
  for (const char* key : {"wins", "sweeps", "events"}) json[key] = object();
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    add(json["wins"], candidate_label(labels, i), value(worth, kWin, i));
  }
  for (std::size_t s = 0; s < labels.slates.size(); ++s) {
    add(json["sweeps"], labels.slates[s].id, at_least(worth, s, labels.slates[s].members.size()));
  }
  for (std::size_t i = 0; i < labels.events.size(); ++i) {
    add(json["events"], labels.events[i].name, value(worth, kEvent, i));
  }
  return json;
}

/// Adds what is said first of a run, and how its contests are read.
void add_reading(const View& view, const Reading& reading, Json& json) {
  const Headline& headline = reading.headline;
  json["headline"] = {{"kind", name_of(headline.kind)}, {"name", headline.name}};
  json["headline"].update(chance(headline.probability));
  json["headline"]["text"] = headline.text;
  json["headline"]["dots"] = {{"happens", reading.dots.happens},
                              {"one_short", reading.dots.one_short},
                              {"others", reading.dots.others}};
  json["facts"] = Json::array();
  for (const Fact& fact : reading.facts) {
    json["facts"].push_back({{"kind", name_of(fact.kind)}, {"text", fact.sentence()}});
  }
  const Labels& labels = view.labels();
  json["order"] = Json::array();
  for (const std::size_t c : reading.order) json["order"].push_back(labels.contests[c].id);
  for (std::size_t c = 0; c < labels.contests.size(); ++c) {
    const ContestReading& of = reading.contests[c];
    Json& contest = json["contests"][labels.contests[c].id];
    contest["call"] = name_of(of.call);
    contest["order"] = Json::array();
    for (const std::size_t i : of.order) contest["order"].push_back(labels.candidates[i].id);
    contest["dots"] = Json::array();
    for (const Dots& dots : of.dots) {
      contest["dots"].push_back(
          {{"candidate", labels.candidates[dots.candidate].id}, {"count", dots.count}});
    }
  }
}

Json world_json(const View& view) {
  Json json = object();
  add_world(view, json);
  return json;
}

}  // namespace

namespace {

/// What stands above the tree of a run, and that.
Json run_json(const Results& results, const View& view, const std::string& digest) {
  const std::uint64_t elections = view.given() ? view.given()->of : view.elections();
  Json json = {{"format", 1}, {"elections", elections}, {"seed", view.labels().seed}};
  json["scenario"]["title"] = view.labels().title;
  json["digest"] = digest;
  if (results.posterior) {
    std::set<DistrictId> districts;
    for (const auto& one : results.posterior.law.returns) districts.insert(one.district);
    json["posterior"] = {{"districts", districts.size()},
                         {"returns", results.posterior.law.returns.size()},
                         {"digest", posterior_digest(results)}};
  }
  if (view.given()) json["given"] = given_json(*view.given(), view.elections());
  add_world(view, json);
  add_reading(view, reading_of(view, what_if_views(results, view)), json);
  return json;
}

}  // namespace

std::string short_results_json(const Results& results, const View& view,
                               const std::string& digest) {
  Json json = run_json(results, view, digest);
  for (const char* of_places : {"districts", "universes", "pairs"}) json.erase(of_places);
  return json.dump();
}

std::string results_json(const Results& results, const View& view, const std::string& digest,
                         const std::optional<Timing>& timing) {
  Json json = run_json(results, view, digest);
  if (!results.tally.swing.targets.empty()) {
    json["swing"] = swing_json(view.labels(), results.tally);
  }
  for (std::size_t i = 0; i < results.what_ifs.size(); ++i) {
    const Results& world = results.what_ifs[i];
    json["what_if"][results.what_if_names[i]] =
        world_json(View(world.labels, world.tally, view, &world.paired));
  }
  visit_worth(results, view,
              [&](const std::string& programme, const std::string& what_if, const View& worth) {
                json["programmes"][programme] = worth_json(what_if, worth);
              });
  if (results.vary.n_points() > 0) {
    json["vary"] = {{"inputs", results.vary.inputs}, {"points", vary_points(view, results.vary)}};
  }
  json["assumptions"] = all_assumptions(view.labels());
  if (timing) json["timing"] = timing_json(*timing);
  return json.dump() + "\n";
}

std::string comparison_json(const View& world, const std::string& title) {
  const View& base = world.base();
  Json json = {{"format", 1},
               {"elections", base.elections()},
               {"seed", base.labels().seed},
               {"paired", world.is_paired()}};
  json["scenario"]["title"] = base.labels().title;
  add_world(base, json);
  add_reading(base, reading_of(base, std::vector<WhatIfView>{{title, world}}), json);
  json["what_if"][title] = world_json(world);
  return json.dump() + "\n";
}

}  // namespace hustings
