#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "hustings/results/csv.hpp"
#include "hustings/results/json.hpp"
#include "support/small_results.hpp"

namespace hustings {
namespace {

using Json = nlohmann::ordered_json;
using test::small_results;

std::vector<std::string> keys(const Json& json) {
  std::vector<std::string> found;
  for (const auto& [key, value] : json.items()) found.push_back(key);
  return found;
}

using Keys = std::vector<std::string>;

TEST_CASE("the JSON of results has the keys that scripts rely on", "[results][json]") {
  const Results results = small_results();
  const View view(results.labels, results.tally);
  const std::string text = results_json(results, view, "d1", Timing{1, 2, 3, 4, 5, "avx2", 2});
  CHECK(text.ends_with("}\n"));
  const Json json = Json::parse(text);
  CHECK(keys(json) == Keys{"format", "elections", "seed", "scenario", "digest", "contests",
                           "districts", "universes", "totals", "slates", "events", "pairs",
                           "headline", "facts", "order", "swing", "assumptions", "timing"});
  CHECK(json["format"] == 1);
  CHECK(json["elections"] == 1000);
  CHECK(json["seed"] == 12345678901234567890u);
  CHECK(json["scenario"] == Json{{"title", results.labels.title}});
  CHECK(json["digest"] == "d1");
  CHECK(
      json["timing"].dump() ==
      R"({"read":1.0,"build":2.0,"simulate":3.0,"summarise":4.0,"write":5.0,"isa":"avx2","threads":2})");

  const Json& contest = json["contests"]["C2"];
  CHECK(keys(contest) ==
        Keys{"name", "candidates", "turnout", "margin", "lots", "call", "order", "dots"});
  CHECK(keys(contest["candidates"]) == Keys{"c0", "c1", "c2"});
  CHECK(keys(contest["candidates"]["c0"]) == Keys{"name", "win", "share", "votes"});
  CHECK(keys(contest["candidates"]["c2"]) == Keys{"name", "win", "share", "votes", "written"});
  CHECK(contest["candidates"]["c2"]["written"] == 0.25);
  CHECK(keys(contest["margin"]) ==
        Keys{"mean", "sd", "mean_standard_error", "quantiles", "quantile_standard_errors"});
  CHECK(keys(contest["margin"]["quantiles"]) == Keys{"0.05", "0.25", "0.5", "0.75", "0.95"});
  CHECK(keys(json["districts"]["D0"]["turnout"]) == Keys{"mean", "sd", "mean_standard_error"});
  CHECK(json["universes"].size() == 8);

  const Json& slate = json["slates"]["three"];
  CHECK(keys(slate) == Keys{"name", "sweep", "mean_seats", "wins", "at_least", "joint"});
  CHECK(slate["wins"].size() == 4);
  CHECK(slate["at_least"].size() == 3);
  CHECK(slate["joint"]["members"] == Json{"C1/c0", "C0/c0", "C2/c1"});
  CHECK(slate["joint"]["probability"].size() == 8);
  CHECK(keys(json["events"]["sweep"]) == Keys{"probability", "standard_error"});
  CHECK(json["events"]["never"]["upper_bound"] == 0.003);
}

TEST_CASE("swing is listed by win, sweep and event", "[results][json]") {
  const Results results = small_results();
  const View view(results.labels, results.tally);
  const Json json = Json::parse(results_json(results, view, "d1"))["swing"];
  CHECK(keys(json) == Keys{"C0/c1", "three", "never"});
  CHECK(json["C0/c1"].size() == 3);
  const Json& row = json["C0/c1"][2];
  CHECK(keys(row) == Keys{"kind", "name", "per_point", "standard_error", "per_1000_ballots",
                          "per_1000_ballots_standard_error", "registered", "warning"});
  CHECK(row["kind"] == "tag");
  CHECK(row["name"] == "homes=Ünïcode");
  CHECK(row["registered"] == 1000);
  CHECK(row["per_point"].get<double>() == Approx(row["per_1000_ballots"].get<double>() / 100));
}

TEST_CASE("delegates and totals are in numbers of delegates", "[results][json]") {
  const Results results = small_results();
  const View view(results.labels, results.tally);
  const Json json = Json::parse(results_json(results, view, "d1"));
  const Json& contest = json["contests"]["C1"];
  CHECK(keys(contest) == Keys{"name", "candidates", "delegates", "turnout", "margin", "lots",
                              "remainder_ties", "call", "order", "dots"});
  CHECK(contest["delegates"] == 6);
  CHECK(contest["remainder_ties"] == 4);
  CHECK(keys(contest["candidates"]["c0"]) == Keys{"name", "win", "share", "votes", "delegates"});
  CHECK(contest["candidates"]["c0"]["delegates"]["mean"].get<double>() ==
        view.distribution(kDelegates, 3).mean);
  CHECK(view.distribution(kDelegates, 3).mean == Approx(3).margin(0.3));
  CHECK_FALSE(json["contests"]["C0"].contains("delegates"));

  const Json& total = json["totals"]["nation"];
  CHECK(keys(json["totals"]) == Keys{"nation", "rest"});
  CHECK(keys(total) ==
        Keys{"name", "seats", "needed", "delegates", "majority", "no_majority", "lead"});
  CHECK(total["seats"] == 6);
  CHECK(total["needed"] == 4);
  CHECK(keys(total["delegates"]) == Keys{"Zoë", "b"});
  CHECK(total["majority"]["Zoë"]["probability"] == 0.5);
  CHECK(total["majority"]["b"]["upper_bound"] == 0.003);
  CHECK(total["lead"]["b"]["probability"] == 0.3);
  CHECK(total["no_majority"]["probability"] == 0.48);
  CHECK(keys(json["totals"]["rest"]["delegates"]) == Keys{"Zoë"});
}

TEST_CASE("every number of the JSON reads back as the same double", "[results][json]") {
  const Results results = small_results();
  const View view(results.labels, results.tally);
  const Json json = Json::parse(results_json(results, view, "d1"));
  CHECK_FALSE(json.contains("timing"));
  for (std::size_t i = 0; i < 3; ++i) {
    const Json& candidate = json["contests"]["C0"]["candidates"]["c" + std::to_string(i)];
    CHECK(candidate["win"]["standard_error"].get<double>() == view.chance(kWin, i).standard_error);
    CHECK(candidate["share"]["sd"].get<double>() == view.distribution(kShare, i).sd);
    CHECK(candidate["share"]["quantiles"]["0.95"].get<double>() ==
          view.distribution(kShare, i).quantiles[4]);
  }
}

TEST_CASE("pairs are a square matrix, null where they are not counted", "[results][json]") {
  Results results = small_results();
  const View view(results.labels, results.tally);
  const auto pairs = [&] { return Json::parse(results_json(results, view, ""))["pairs"]; };
  const Json all = pairs();
  CHECK(all["candidates"].size() == 12);
  CHECK(all["both_win"][4][4] == view.chance(kWin, 4).probability);
  CHECK(all["both_win"][0][1] == static_cast<double>(results.tally.both_win[0]) / 1000);
  CHECK(all["both_win"][0][1] == all["both_win"][1][0]);

  results.tally.pairs = {{CandidateId(0), CandidateId(3)}, {CandidateId(3), CandidateId(7)}};
  results.tally.both_win = {5, 7};
  const Json some = pairs();
  CHECK(some["candidates"] == Json{"C0/c0", "C1/c0", "C2/c1"});
  CHECK(some["both_win"][1][2] == 0.007);
  CHECK(some["both_win"][0][2].is_null());
}

TEST_CASE("a slate of more than ten members has no joint outcomes", "[results][json]") {
  const Results results = small_results(11);
  const Json json = Json::parse(results_json(results, View(results.labels, results.tally), ""));
  CHECK(keys(json["slates"]["firsts"]) == Keys{"name", "sweep", "mean_seats", "wins", "at_least"});
}

TEST_CASE("CSV has a row for every candidate", "[results][csv]") {
  Results results = small_results(1);
  results.labels.contests[0].id = "a, \"b\"";
  const std::string csv = results_csv(View(results.labels, results.tally));
  CHECK(
      csv.starts_with("contest,candidate,win,win_standard_error,share_mean,share_sd,share_q05,"
                      "share_q50,share_q95,contest_name,candidate_name\n\"a, "
                      "\"\"b\"\"\",c0,0.774,0.013225883713385657,"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 4);
}

}  // namespace
}  // namespace hustings
