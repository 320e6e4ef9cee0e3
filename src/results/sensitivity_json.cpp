#include <nlohmann/json.hpp>
#include <utility>

#include "hustings/decide/sensitivity.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/results/json.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const VarianceShare& part) {
  return {{"share", part.share}, {"standard_error", part.standard_error}};
}

Json json_of(const std::optional<VarianceShare>& part) {
  return part ? json_of(*part) : Json(nullptr);
}

using Of = SensitivityQuestion::Of;

/// Says of what it is, and how often that happens.
void add_question(const Labels& labels, const Sensitivity& found, Json& json) {
  const SensitivityQuestion& question = found.question;
  if (question.of != Of::win) {
    json[question.of == Of::sweep ? "slate" : "event"] =
        question.of == Of::sweep ? labels.slates[question.item].id : question.event;
    json["probability"] = found.happens;
    return;
  }
  const CandidateLabel& candidate = labels.candidates[question.item];
  const ContestLabel& contest = labels.contests[candidate.contest];
  json["contest"] = contest.id;
  json["candidate"] = candidate.id;
  json["win"] = found.happens;
  json["margin"] = {{"of", contest.delegates > 0    ? "delegates"
                           : found.of_first_choices ? "first choices"
                                                    : "votes"},
                    {"mean", found.margin_mean},
                    {"sd", found.margin_sd}};
}

/// Adds what is explained alone: of the margin and of the win, or of what happens.
template <class Part>
void add_alone(const Sensitivity& found, const Part& part, Json& json) {
  if (found.question.of == Of::win) {
    json["margin"] = json_of(part.alone);
    json["win"] = json_of(part.win);
  } else {
    json["alone"] = json_of(part.alone);
  }
}

}  // namespace

std::string sensitivity_json(const Labels& labels, const Sensitivity& found) {
  Json json = {{"format", 1}, {"elections", found.elections}, {"seed", labels.seed}};
  json["scenario"]["title"] = labels.title;
  add_question(labels, found, json);
  json["explained"] = json_of(found.explained);
  json["effects"] = Json::array();
  for (const EffectSensitivity& effect : found.effects) {
    Json one = {
        {"name", effect.name}, {"factors", effect.n_factors}, {"shapley", json_of(effect.shapley)}};
    add_alone(found, effect, one);
    json["effects"].push_back(std::move(one));
  }
  json["factors"] = Json::array();
  for (const FactorSensitivity& factor : found.factors) {
    Json one = {{"name", factor.name}};
    add_alone(found, factor, one);
    json["factors"].push_back(std::move(one));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hustings
