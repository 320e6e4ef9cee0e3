#include <nlohmann/json.hpp>

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

}  // namespace

std::string sensitivity_json(const Labels& labels, const Sensitivity& found) {
  const CandidateLabel& candidate = labels.candidates[found.candidate];
  const ContestLabel& contest = labels.contests[candidate.contest];
  Json json = {{"format", 1}, {"elections", found.elections}, {"seed", labels.seed}};
  json["scenario"]["title"] = labels.title;
  json["contest"] = contest.id;
  json["candidate"] = candidate.id;
  json["win"] = found.win;
  json["margin"] = {{"of", contest.delegates > 0    ? "delegates"
                           : found.of_first_choices ? "first choices"
                                                    : "votes"},
                    {"mean", found.margin_mean},
                    {"sd", found.margin_sd}};
  json["explained"] = json_of(found.explained);
  json["effects"] = Json::array();
  for (const EffectSensitivity& effect : found.effects) {
    json["effects"].push_back({{"name", effect.name},
                               {"factors", effect.n_factors},
                               {"shapley", json_of(effect.shapley)},
                               {"margin", json_of(effect.margin)},
                               {"win", json_of(effect.win)}});
  }
  json["factors"] = Json::array();
  for (const FactorSensitivity& factor : found.factors) {
    json["factors"].push_back(
        {{"name", factor.name}, {"margin", json_of(factor.margin)}, {"win", json_of(factor.win)}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hustings
