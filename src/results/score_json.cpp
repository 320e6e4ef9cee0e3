#include <nlohmann/json.hpp>

#include "hustings/results/json.hpp"
#include "hustings/results/score.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json json_of(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

const char* name_of(NumberScore::What what) {
  static constexpr std::array kNames{"share", "margin", "turnout"};
  return kNames[static_cast<std::size_t>(what)];
}

const char* name_of(ForecastRole role) {
  static constexpr std::array kNames{"scored", "member", "against", "polls", "past", "written"};
  return kNames[static_cast<std::size_t>(role)];
}

Json json_of(const NumberScore& number) {
  Json json = {{"of", name_of(number.what)}};
  if (!number.candidate.empty()) json["candidate"] = number.candidate;
  if (!number.district.empty()) json["district"] = number.district;
  json["counted"] = number.counted;
  json["median"] = number.median;
  json["pit"] = number.pit;
  json["crps"] = number.crps;
  Json intervals = Json::array();
  for (std::size_t i = 0; i < number.intervals.size(); ++i) {
    const infer::Interval& interval = number.intervals[i];
    intervals.push_back({{"level", interval.level},
                         {"low", interval.low},
                         {"high", interval.high},
                         {"holds", interval.holds(number.counted)},
                         {"winkler", number.winkler[i]}});
  }
  json["intervals"] = std::move(intervals);
  return json;
}

Json json_of(const std::vector<NumberScore>& numbers) {
  Json list = Json::array();
  for (const NumberScore& number : numbers) list.push_back(json_of(number));
  return list;
}

Json json_of(const ScoredContest& contest, const ContestScore& score) {
  Json scores;
  for (std::size_t k = 0; k < kScoreKinds; ++k) {
    const auto kind = static_cast<ScoreKind>(k);
    scores[name_of(kind)] = json_of(value_of(score, kind));
  }
  Json chances = Json::object();
  for (std::size_t k = 0; k < score.chances.size(); ++k) {
    chances[contest.candidates[k]] = score.chances[k];
  }
  return {{"scores", std::move(scores)},
          {"chances", std::move(chances)},
          {"numbers", json_of(score.numbers)},
          {"districts", json_of(score.districts)}};
}

Json json_of(const ForecastScore& forecast, const NightScore& night) {
  Json contests = Json::object();
  for (std::size_t i = 0; i < night.contests.size(); ++i) {
    if (forecast.contests[i]) {
      contests[night.contests[i].id] = json_of(night.contests[i], *forecast.contests[i]);
    }
  }
  Json events = Json::object();
  for (const EventScore& event : forecast.events) {
    events[event.name] = {{"chance", event.chance},
                          {"happened", event.happened},
                          {"log", event.log},
                          {"brier", event.brier}};
  }
  Json slates = Json::object();
  for (const SlateScore& slate : forecast.slates) {
    slates[slate.slate] = {{"seats", slate.seats}, {"rps", slate.rps}};
  }
  return {{"role", name_of(forecast.role)},
          {"name", forecast.name},
          {"contests", std::move(contests)},
          {"events", std::move(events)},
          {"slates", std::move(slates)}};
}

Json json_of(const ScoredContest& contest) {
  Json json = {{"name", contest.name},
               {"day", contest.day.empty() ? Json(nullptr) : Json(contest.day)},
               {"final", contest.is_final},
               {"whole", contest.is_whole},
               {"districts_counted", contest.n_counted},
               {"districts", contest.n_districts},
               {"winners", contest.winners},
               {"weights", contest.weights},
               {"favoured", nullptr},
               {"notes", contest.notes}};
  if (contest.favoured) {
    json["favoured"] = {{"log_ratio", contest.favoured->log_ratio},
                        {"distance", contest.favoured->distance},
                        {"chance_right", contest.favoured->chance_right}};
  }
  return json;
}

Json json_of(const NightScore& night) {
  Json contests = Json::object();
  for (const ScoredContest& contest : night.contests) contests[contest.id] = json_of(contest);
  Json forecasts = Json::array();
  for (const ForecastScore& forecast : night.forecasts) {
    forecasts.push_back(json_of(forecast, night));
  }
  return {{"scenario", {{"title", night.title}}},
          {"elections", night.elections},
          {"contests", std::move(contests)},
          {"forecasts", std::move(forecasts)},
          {"not_judged", night.not_judged}};
}

Json json_of(const ScoreComparison& comparison) {
  const infer::ScoreDifference& difference = comparison.difference;
  return {{"with", name_of(comparison.role)},
          {"name", comparison.name},
          {"score", name_of(comparison.kind)},
          {"scored", comparison.mean_scored},
          {"other", comparison.mean_other},
          {"difference", difference.mean},
          {"standard_error", json_of(difference.standard_error)},
          {"t", json_of(difference.t)},
          {"low", json_of(difference.low)},
          {"high", json_of(difference.high)},
          {"contests", difference.contests},
          {"days", difference.days},
          {"tells_apart", difference.tells_apart()}};
}

Json json_of(const std::array<Coverage, 3>& coverage) {
  Json list = Json::array();
  for (const Coverage& one : coverage) {
    list.push_back({{"level", one.level},
                    {"held", one.held},
                    {"n", one.n},
                    {"low", one.exact.low},
                    {"high", one.exact.high}});
  }
  return list;
}

}  // namespace

std::string score_json(const Scores& scores) {
  Json nights = Json::array();
  for (const NightScore& night : scores.nights) nights.push_back(json_of(night));
  Json comparisons = Json::array();
  for (const ScoreComparison& one : scores.comparisons) comparisons.push_back(json_of(one));
  Json calls = Json::array();
  for (const infer::Called& call : scores.calls) {
    calls.push_back({{"chance", call.chance}, {"happened", call.happened}});
  }
  const Json json = {{"format", 1},
                     {"results", scores.results},
                     {"nights", std::move(nights)},
                     {"comparisons", std::move(comparisons)},
                     {"coverage", json_of(scores.coverage)},
                     {"district_coverage", json_of(scores.district_coverage)},
                     {"calls", std::move(calls)},
                     {"calibration_z", scores.calibration_z},
                     {"notes", scores.notes}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hustings
