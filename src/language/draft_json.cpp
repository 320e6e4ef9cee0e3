#include <algorithm>
#include <nlohmann/json.hpp>

#include "hustings/language/write_draft.hpp"
#include "text/xxh3.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;
using infer::Draft;
using infer::DraftContest;
using recipe::Recipe;

/// Numbers by candidate.
Json by_candidate(const recipe::Contest& contest, const std::vector<double>& numbers) {
  Json json = Json::object();
  for (std::size_t k = 0; k < numbers.size(); ++k) json[contest.candidates[k].id] = numbers[k];
  return json;
}

Json polls_of(const DraftContest& contest) {
  if (!contest.polls) return nullptr;
  Json used = Json::array();
  for (std::size_t i = 0; i < contest.recipe->polls.size(); ++i) {
    const recipe::Poll& poll = contest.recipe->polls[i];
    const bool dropped =
        std::find(contest.dropped.begin(), contest.dropped.end(), i) != contest.dropped.end();
    used.push_back({{"poll", poll.id},
                    {"days_before", *contest.recipe->day - poll.day},
                    {"sample", poll.n > 0 ? Json(poll.n) : Json(nullptr)},
                    {"sponsored", poll.sponsored},
                    {"lacks_the_leaders", dropped},
                    {"weight", contest.polls->weights[i]}});
  }
  return {{"used", std::move(used)},
          {"polled", by_candidate(*contest.recipe, contest.polls->polled)},
          {"undecided", contest.polls->undecided},
          {"shares", by_candidate(*contest.recipe, contest.polls->shares)},
          {"variance", contest.polls->variance}};
}

Json contest_of(const DraftContest& contest, const Recipe& recipe) {
  const recipe::Contest& of = *contest.recipe;
  return {{"id", of.id},
          {"registered", contest.registered},
          {"expected_ballots", contest.ballots},
          {"polls", polls_of(contest)},
          {"lean", contest.lean.empty() ? Json(nullptr) : by_candidate(of, contest.lean)},
          {"weight_of_polls", contest.poll_weight},
          {"shares", by_candidate(of, contest.target)},
          {"variance", contest.variance},
          {"sds", by_candidate(of, contest.sds)},
          {"ballots_in_places_unlike_the_data", contest.unlike_ballots},
          {"after_the_fact", after_the_fact(contest, recipe)}};
}

Json sizes_of(const infer::TurnoutSizes& sizes) {
  return {{"region", sizes.region},
          {"region_contest", sizes.region_contest},
          {"place", sizes.place},
          {"place_contest", sizes.place_contest}};
}

Json turnout_of(const Draft& draft) {
  const infer::DraftTurnout& turnout = draft.turnout;
  Json json = {{"like", turnout.like},
               {"level_log_odds", turnout.level_log_odds},
               {"level_sd", turnout.level_sd}};
  if (turnout.fit) {
    json["sizes"] = sizes_of(turnout.fit->sizes);
    for (std::size_t c = 0; c < turnout.contests.size(); ++c) {
      json["levels"][turnout.contests[c]] = turnout.fit->contest[c];
    }
  }
  Json& places = json["places"] = Json::object();
  for (std::size_t i = 0; i < draft.places.size(); ++i) {
    if (!draft.votes[i]) continue;
    places[draft.places[i].id] = {{"last", turnout.last[i]}, {"mean", turnout.places[i]}};
  }
  return json;
}

Json factions_of(const Draft& draft) {
  Json json = {{"names", draft.factions}, {"not_identified", draft.unidentified}};
  for (const auto& [contest, apart] : draft.dependent) json["depends_on_place"][contest] = apart;
  if (draft.types) {
    json["purest"] = draft.types->purest();
    json["objective"] = draft.types->objective;
  }
  if (draft.chosen) {
    for (const infer::TypesScore& score : draft.chosen->scores) {
      json["scores"].push_back({{"types", score.types},
                                {"log_score", score.log_score},
                                {"below_best", score.below_best},
                                {"below_best_se", score.below_best_se}});
    }
  }
  return json;
}

/// Every number that somebody judged, with its reason, in the order of the recipe: turnout, then
/// contest by contest. What laws made of public sums is not among them.
class JudgedNumbers {
 public:
  explicit JudgedNumbers(const Recipe& recipe) {
    const recipe::TurnoutRecipe& turnout = recipe.turnout;
    if (turnout.level) add("turnout.level", *turnout.level);
    if (turnout.new_voters) {
      add("turnout.new", turnout.new_voters->share, turnout.new_voters->because);
    }
    for (const auto& [faction, judged] : turnout.factions) {
      add("turnout.factions." + faction, judged.value, judged.because);
    }
    if (!turnout.rows.empty()) {
      add("turnout.rows", std::to_string(turnout.rows.size()) + " rows", turnout.rows_because);
    }
    for (const recipe::Contest& contest : recipe.contests) add(contest);
  }
  Json take() { return std::move(all_); }

 private:
  void add(const std::string& what, Json value, const std::string& because) {
    all_.push_back({{"what", what}, {"value", std::move(value)}, {"because", because}});
  }
  void add(const std::string& what, const recipe::TurnoutLevel& level) {
    if (level.mean) add(what + ".mean", *level.mean, level.because);
    if (level.times && level.of.empty()) add(what + ".times", *level.times, level.because);
    if (level.times && !level.of.empty()) {
      add(what, {{"times", *level.times}, {"of", level.of}}, level.because);
    }
    if (level.sd) add(what + ".sd", *level.sd, level.because);
  }
  void add(const recipe::Contest& contest) {
    const std::string at = "contests." + contest.id;
    if (contest.turnout) add(at + ".turnout", *contest.turnout);
    if (contest.lean) {
      const recipe::Lean& lean = *contest.lean;
      Json value = {{"sd", lean.sd}};
      if (lean.two_way) {
        value["two_way"] = {lean.two_way->first, lean.two_way->second};
        value["log_odds"] = lean.log_odds;
      }
      if (!lean.shares.empty()) value["shares"] = lean.shares;
      if (!lean.factions.empty()) value["factions"] = lean.factions;
      add(at + ".lean", std::move(value), lean.because);
    }
    for (const recipe::Candidate& candidate : contest.candidates) {
      if (!candidate.shift) continue;
      add(at + "." + candidate.id + ".shift", candidate.shift->value, candidate.shift->because);
    }
    for (const recipe::Change& change : contest.since) {
      Json value = {{"log_odds", change.log_odds}};
      if (change.keeps) value = {{"keeps", *change.keeps}, {"to", change.to}};
      add(at + "." + change.candidate + ".since", std::move(value), change.because);
    }
    for (const recipe::SupportRow& row : contest.support) {
      const std::string where = (row.faction.empty() ? "" : " in faction " + row.faction) +
                                (row.place.empty() ? "" : " in " + row.place);
      add(at + "." + row.candidate + where, row.share, row.because);
    }
  }
  Json all_ = Json::array();
};

Json effects_of(const Draft& draft) {
  Json effects = Json::array();
  for (const infer::DraftEffect& made : draft.effects) {
    Json sds = Json::array();
    for (const scenario::Load& load : made.effect.loads) sds.push_back(load.sd);
    effects.push_back({{"id", made.effect.id},
                       {"sd", sds.size() == 1 ? sds.front() : sds},
                       {"errors", made.n_errors},
                       {"errors_after_the_fact", made.n_after_the_fact},
                       {"because", made.because}});
  }
  return effects;
}

Json shift_of(const Draft& draft) {
  Json json = {{"features", draft.shift.features}};
  if (draft.shift.turnout) {
    json["turnout_error"] = {{"fitted", draft.shift.turnout->training},
                             {"region_left_out", draft.shift.turnout->left_out}};
  }
  Json& unlike = json["unlike_the_data"] = Json::object();
  for (std::size_t i = 0; i < draft.shift.places.size(); ++i) {
    const infer::PlaceShift& place = draft.shift.places[i];
    if (!draft.votes[i] || !place.unlike) continue;
    unlike[draft.places[i].id] = {
        {"distance", place.distance},
        {"p", place.p},
        {"leading",
         {draft.shift.features[place.leading[0]], draft.shift.features[place.leading[1]]}}};
  }
  return json;
}

Json inputs_of(const Recipe& recipe) {
  std::vector<std::pair<std::string, std::string>> files;
  for (const scenario::SourceFile& file : recipe.files) files.emplace_back(file.name, file.text);
  std::sort(files.begin() + 1, files.end());
  Json inputs = Json::array();
  for (const auto& [name, text] : files) {
    inputs.push_back({{"file", name}, {"xxh3", xxh3_hex(text)}});
  }
  return inputs;
}

}  // namespace

std::string draft_json(const Draft& draft, const Recipe& recipe) {
  const bool is_current = recipe.laws == recipe::Laws::current;
  Json json = {{"hustings_draft", 1},
               {"laws", is_current ? "current" : "2026-06"},
               {"left_out", {{"region", draft.left_out.region}, {"past", draft.left_out.past}}},
               {"turnout", turnout_of(draft)},
               {"factions", factions_of(draft)},
               {"contests", Json::array()},
               {"effects", effects_of(draft)},
               {"judged", JudgedNumbers(recipe).take()},
               {"domain_shift", shift_of(draft)},
               {"inputs", inputs_of(recipe)}};
  for (const DraftContest& contest : draft.contests)
    json["contests"].push_back(contest_of(contest, recipe));
  return json.dump(1) + "\n";
}

}  // namespace hustings
