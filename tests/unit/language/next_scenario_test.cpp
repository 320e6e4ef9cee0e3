#include "hustings/language/next_scenario.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/aligned.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/engine/factor_means.hpp"
#include "hustings/infer/moved_elections.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/model/handed_draws.hpp"
#include "night/night.hpp"

namespace hustings {
namespace {

using Files = std::vector<scenario::SourceFile>;

constexpr const char* kText = R"(hustings: 1
title: test
sources: [made up]
factions: [left]
districts: [{id: d, region: r}, {id: e, region: r}]
universes: {table: data/u.csv}
contests: [{id: c, districts: all, candidates: [a, b, f], support: {table: data/s.csv}}]
effects:
  - {id: turnout, affects: turnout, sd: 0.20}  # sd: 0.9 is what others take
  - {id: turnout of place, affects: turnout, by: district, carry: 0.77, sd: 0.12}  # stays
  - id: surge
    loads:
      - {affects: turnout, sd: 0.15}
      - {affects: support, where: {candidate: a}, sd: -0.08}
  - id: place
    by: [candidate, district]
    carry: .5   # half of it
    affects: support
    sd: 0.15
  - {id: local, affects: support, by: [candidate, universe], sd: 0.1, carry: 1}
defaults: {turnout_cell_sd: 0.15}
)";
constexpr const char* kUniverses =
    "district,universe,faction,registered,turnout_log_odds\n"
    "d,u,left,10000,-1\nd,v,left,5000,-0.4\ne,u,left,8000,-0.7\n";
constexpr const char* kSupport =
    "contest,candidate,universe,log_weight\n"
    "c,a,u,0.2\nc,b,u,0\nc,f,u,-0.5\nc,a,v,-0.4\nc,b,v,0.1\nc,f,v,0\n";

Files files_of(const std::string& text) {
  return {{"s.yaml", text}, {"data/u.csv", kUniverses}, {"data/s.csv", kSupport}};
}

scenario::Scenario read(const Files& files) {
  Problems problems;
  scenario::Scenario scenario = read_stored_scenario(files, {}, "test", problems);
  build_model(scenario, problems);
  for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
  REQUIRE_FALSE(problems.has_errors());
  scenario.files.front().name = files.front().name;  // as when it is read from a folder
  return scenario;
}

Files next_of(const scenario::Scenario& scenario, const Lesson& lesson) {
  Problems problems;
  Files files = next_scenario(scenario, lesson, problems);
  for (const Problem& problem : problems.sorted()) UNSCOPED_INFO(format(problem));
  REQUIRE_FALSE(problems.has_errors());
  return files;
}

Model model_of(const scenario::Scenario& scenario) {
  Problems problems;
  return build_model(scenario, problems);
}

std::string text_of(const Files& files, const std::string& name) {
  const auto found = std::ranges::find(files, name, &scenario::SourceFile::name);
  return found == files.end() ? "" : found->text;
}

/// Some number for each draw of a model, by its place among them.
double draw(std::size_t i) {
  return 1.4 * std::sin(static_cast<double>(3 * i + 1));
}

/// Hands over the same draws in every election.
DrawSource constant_source(const Model& model) {
  DrawSource source;
  source.draws = infer::night_draws(model.night).normals;
  source.fill = [n = source.draws.size()](std::uint64_t, std::size_t, float* rows) {
    for (std::size_t i = 0; i < n; ++i) {
      std::fill_n(rows + i * kBatch, kBatch, static_cast<float>(draw(i)));
    }
  };
  return source;
}

/// Votes by candidate and ballots by district, when each draw is `times` what draw(i) says.
std::vector<float> votes(const Model& model, const std::vector<double>& times) {
  const std::vector<DrawAddress> draws = infer::night_draws(model.night).normals;
  REQUIRE(draws.size() == times.size());
  Aligned<float> rows(draws.size() * kBatch);
  for (std::size_t i = 0; i < draws.size(); ++i) {
    std::fill_n(rows.data() + i * kBatch, kBatch, static_cast<float>(times[i] * draw(i)));
  }
  const NightPlan plan = with_handed_draws(model.night, draws);
  Night night(plan);
  night.draw_shared_effects(0, kBatch, {}, rows.data());
  std::vector<float> counted;
  const std::span<const float> votes = night.draw_first_choices(ContestId(0));
  for (std::size_t at = 0; at < votes.size(); at += kBatch) counted.push_back(votes[at]);
  const std::span<const float> ballots = night.district_ballots();
  for (std::size_t at = 0; at < ballots.size(); at += kBatch) counted.push_back(ballots[at]);
  return counted;
}

/// What part of each draw carries over: that of its effect; 0 of universes' own.
std::vector<double> carries_of(const scenario::Scenario& scenario, const Model& model) {
  std::vector<double> carries;
  for (const DrawAddress address : infer::night_draws(model.night).normals) {
    carries.push_back(0);
    for (std::size_t e = 0; e < scenario.effects.size(); ++e) {
      for (const ModelFactor& factor : model.effects[EffectId(e)].factors) {
        if (factor.address == address) carries.back() = scenario.effects[e].carry;
      }
    }
  }
  return carries;
}

TEST_CASE("Next scenario: sizes are written anew, all else as it stands", "[next]") {
  const Files files = next_of(read(files_of(kText)), {{{"turnout", 1.5}, {"surge", .5}}, {}});
  const scenario::Scenario changed = read(files);
  CHECK(changed.effects[0].loads[0].sd == .3);
  CHECK(changed.effects[2].loads[0].sd == .075);
  CHECK(changed.effects[2].loads[1].sd == -.04);
  CHECK(changed.effects[3].loads[0].sd == .15);
  CHECK(files.front().text.find("sd: 0.3}  # sd: 0.9 is what others take") != std::string::npos);
  CHECK(files.front().text.find("turnout_cell_sd: 0.15") != std::string::npos);
}

TEST_CASE("Next scenario: with nothing learnt it is the same", "[next]") {
  const scenario::Scenario scenario = read(files_of(kText));
  CHECK(next_of(scenario, {}) == scenario.files);
  CHECK(next_of(scenario, {{}, carried_means(scenario, model_of(scenario), {})}) == scenario.files);
}

TEST_CASE("Next scenario: what carries over stands in a table each, named in the text", "[next]") {
  const scenario::Scenario scenario = read(files_of(kText));
  Lesson lesson{{{"turnout of place", 2}}, {}};
  lesson.carried["turnout of place"] = {{{}, {"d"}, .8}, {{}, {"e"}, 0}};
  lesson.carried["place"] = {{{}, {"c/a", "e"}, -.25}};
  const Files files = next_of(scenario, lesson);
  const std::string& text = files.front().text;
  CHECK_THAT(text, Catch::Contains("carry: 0.77, carried: {table: data/s_carried_turnout_of_place"
                                   ".csv}, sd: 0.24}  # stays"));
  CHECK_THAT(text, Catch::Contains("    carry: .5   # half of it\n"
                                   "    carried: {table: data/s_carried_place.csv}\n"));
  // In sds of twice the size: half as many.
  CHECK(text_of(files, "data/s_carried_turnout_of_place.csv") == "district,mean\nd,0.400000\n");
  CHECK(text_of(files, "data/s_carried_place.csv") == "candidate,district,mean\nc/a,e,-0.250000\n");
  // Once more: the tables change, the text but for the size does not.
  const scenario::Scenario next = read(files);
  CHECK(next.effects[1].carried.front().mean == .4);
  const auto means = carried_means(next, model_of(next), {{"turnout of place", {1., -1.}}});
  CHECK(means.at("turnout of place")[0].mean == Approx(.4 + .77));
  CHECK(means.at("turnout of place")[1].mean == Approx(-.77));
  CHECK(means.at("place").size() == 6);
  const Files again = next_of(next, {{{"place", 1}}, means});
  CHECK(again.front().text == text);
  CHECK(text_of(again, "data/s_carried_turnout_of_place.csv") ==
        "district,mean\nd,1.170000\ne,-0.770000\n");
  CHECK(again.size() == files.size());
}

TEST_CASE("Next scenario: its centres are the old one's with the draws that carry over", "[next]") {
  const scenario::Scenario now = read(files_of(kText));
  const Model model = model_of(now);
  const std::vector<double> carries = carries_of(now, model);
  REQUIRE(std::ranges::count(carries, .77) == 2);
  REQUIRE(std::ranges::count(carries, .5) == 6);
  REQUIRE(std::ranges::count(carries, 1) == 6);  // K - 1 of each of three universes
  const auto means =
      factor_means(model, constant_source(model), {"turnout of place", "place", "local"}, 300);
  REQUIRE(means.size() == 3);
  const Lesson lesson{{{"turnout", .8}, {"turnout of place", 1.37}, {"place", .71}, {"local", 1.1}},
                      carried_means(now, model, means)};
  const Model next = model_of(read(next_of(now, lesson)));
  const std::vector<float> expected = votes(model, carries);
  const std::vector<float> found = votes(next, std::vector<double>(carries.size(), 0.0));
  const std::vector<float> before = votes(model, std::vector<double>(carries.size(), 0.0));
  REQUIRE(found.size() == 5);
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i] == Approx(expected[i]).epsilon(2e-6));
    CHECK(found[i] != Approx(before[i]).epsilon(1e-3));
  }
}

TEST_CASE("Next scenario: what is written as a mean moves alike, while sizes stay", "[next]") {
  std::string text = kText;
  text.replace(text.find("{table: data/u.csv}"), 19,
               "\n  - {district: d, universe: u, faction: left, registered: 9000, turnout: {mean: "
               "0.3, sd: 0.08}}\n  - {district: e, universe: u, faction: left, registered: 9000, "
               "turnout: {interval: [0.2, 0.4], level: 0.9}}");
  text.replace(text.find("{table: data/s.csv}"), 19, "{left: {a: 0.5, b: 0.3, f: rest}}");
  const scenario::Scenario now = read({{"s.yaml", text}});
  const Model model = model_of(now);
  const auto means =
      factor_means(model, constant_source(model), {"turnout of place", "place", "local"}, kBatch);
  const Model next = model_of(read(next_of(now, {{}, carried_means(now, model, means)})));
  const std::vector<float> expected = votes(model, carries_of(now, model));
  const std::vector<float> found =
      votes(next, std::vector<double>(infer::night_draws(next.night).normals.size(), 0.0));
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i] == Approx(expected[i]).epsilon(2e-6));
  }
}

TEST_CASE("Next scenario: what cannot be changed in place is refused", "[next]") {
  Problems problems;
  std::string hidden = kText;
  hidden.replace(hidden.find("{id: turnout,"), 13, "{id: turnout, name: \"sd: 3\",");
  const scenario::Scenario named = read(files_of(hidden));
  CHECK_THROWS_WITH(next_scenario(named, {{{"turnout", 2}}, {}}, problems),
                    Catch::Contains("effect 'turnout' is not written as one sd a load"));
  // Sizes that leave no room in what is written.
  std::string tight = kText;
  tight.replace(tight.find("{table: data/u.csv}"), 19,
                "[{district: d, universe: u, faction: left, registered: 9000, turnout: {mean: 0.3, "
                "sd: 0.08}}, {district: e, universe: u, faction: left, registered: 9000, turnout: "
                "{mean: 0.3, sd: 0.08}}]");
  tight.replace(tight.find("{table: data/s.csv}"), 19, "{left: {a: 0.5, b: 0.3, f: rest}}");
  next_scenario(read({{"s.yaml", tight}}), {{{"turnout", 3}}, {}}, problems);
  CHECK(problems.has_errors());
}

}  // namespace
}  // namespace hustings
