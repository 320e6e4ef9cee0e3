// Forecasts scored by a count: against plain sums over replayed elections, and what must not
// matter.

#include "hustings/results/score.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/core/failure.hpp"
#include "hustings/engine/replay.hpp"
#include "hustings/language/read_scenario.hpp"
#include "hustings/results/json.hpp"
#include "support/places.hpp"
#include "support/runs.hpp"
#include "support/temporary_folder.hpp"

namespace hustings {
namespace {

using test::put_file;
using test::TemporaryFolder;
using What = NumberScore::What;

const std::string kScenario = test::in_source("/scenarios/first_steps.yaml");
constexpr std::uint64_t kElections = 300;

Model model_with(const std::vector<std::string>& overrides) {
  Problems problems;
  const Model model = build_model(read_scenario(kScenario, overrides, problems), problems);
  problems.throw_if_errors();
  return model;
}

/// Runs of the scenario as files, and tables.
struct Desk {
  TemporaryFolder folder;

  std::string run(const std::string& name, const std::vector<std::string>& overrides = {},
                  std::uint64_t elections = kElections) const {
    Problems problems;
    std::vector<std::string> all = overrides;
    all.push_back("elections=" + std::to_string(elections));
    const scenario::Scenario scenario = read_scenario(kScenario, all, problems);
    const Model model = build_model(scenario, problems);
    problems.throw_if_errors();
    RunResult run = test::run(model, elections, 100);
    const Results results{.labels = labels_of(model),
                          .tally = std::move(run.tally),
                          .draws = std::move(run.draws),
                          .files = scenario.files,
                          .overrides = scenario.overrides};
    write_results(folder / name, results, Existing::replace);
    return (folder / name).string();
  }
  /// A run of the scenario with other names of its contests.
  std::string renamed(const std::string& mayor, const std::string& seat) const {
    std::string text = test::bytes_of_file(kScenario);
    text.resize(text.find("expect:"));
    const auto replace = [&text](const std::string& from, const std::string& to) {
      for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) {
        text.replace(at, from.size(), to);
      }
    };
    replace("Mayor", mayor);
    replace("Hills seat", seat);
    Problems problems;
    const auto scenario = read_scenario_text(text, "m.yaml", {"elections=300"}, problems);
    const Model model = build_model(scenario, problems);
    problems.throw_if_errors();
    RunResult run = test::run(model, 300, 100);
    const auto file = folder / (mayor + ".h5");
    write_results(file,
                  {.labels = labels_of(model),
                   .tally = std::move(run.tally),
                   .draws = std::move(run.draws),
                   .files = scenario.files},
                  Existing::replace);
    return file.string();
  }
  std::string table(const std::string& text, const std::string& name = "counted.csv") const {
    put_file(folder / name, text);
    return (folder / name).string();
  }
};

const std::string kCounted =
    "contest,district,candidate,votes\n"
    "Mayor,Harbor,ana,6000\nMayor,Harbor,ben,5000\nMayor,Harbor,cleo,2000\n"
    "Mayor,Old Town,ana,4000\nMayor,Old Town,ben,4500\nMayor,Old Town,cleo,1500\n"
    "Mayor,Hills,ana,4200\nMayor,Hills,ben,5200\nMayor,Hills,cleo,2500\n"
    "Hills seat,Hills,dora,5000\nHills seat,Hills,eli,6500\n";

Scores scores_of(const ScoreQuestion& question) {
  return *score_forecasts(question);
}

/// E|X - y| - E|X - X'| / 2 by every pair.
double plain_crps(const std::vector<double>& draws, double counted) {
  double score = 0;
  const auto n = static_cast<double>(draws.size());
  for (const double x : draws) {
    score += std::abs(x - counted) / n;
    for (const double other : draws) score -= std::abs(x - other) / (2 * n * n);
  }
  return score;
}

const NumberScore& number_of(const std::vector<NumberScore>& numbers, What what,
                             const std::string& candidate, const std::string& district = "") {
  const auto found = std::ranges::find_if(numbers, [&](const NumberScore& number) {
    return number.what == what && number.candidate == candidate && number.district == district;
  });
  REQUIRE(found != numbers.end());
  return *found;
}

TEST_CASE("Scores are those of plain sums over the run's elections", "[score]") {
  const Desk desk;
  const Scores scores =
      scores_of({.forecasts = {desk.run("a.h5")}, .results = desk.table(kCounted)});
  const Model model = model_with({});
  std::vector<double> ana;
  std::vector<double> margin;
  std::vector<double> turnout;
  std::vector<double> ben_in_hills;
  for (std::uint64_t e = 0; e < kElections; ++e) {
    const ReplayedContest mayor = replay(model, e).contests[0];
    std::vector<float> shares = mayor.shares;
    ana.push_back(shares[0]);
    turnout.push_back(mayor.turnout);
    std::sort(shares.begin(), shares.end());
    margin.push_back(shares[2] - shares[1]);
    const auto of_hills = std::ranges::find_if(mayor.districts, [&model](const auto& district) {
      return model.districts[district.district].id == "Hills";
    });
    const std::vector<float>& hills = of_hills->votes;
    ben_in_hills.push_back(hills[1] / (hills[0] + hills[1] + hills[2]));
  }
  const ContestScore& mayor = *scores.nights.front().forecasts.front().contests.front();
  const double all = 14200 + 14700 + 6000;
  const NumberScore& of_ana = number_of(mayor.numbers, What::share, "ana");
  CHECK(of_ana.counted == 14200 / all);
  CHECK(of_ana.crps == Approx(plain_crps(ana, 14200 / all)).epsilon(1e-5));
  const auto below = std::ranges::count_if(ana, [&](double x) { return x < 14200 / all; });
  CHECK(of_ana.pit == Approx(static_cast<double>(below) / kElections));
  CHECK(number_of(mayor.numbers, What::margin, "").crps ==
        Approx(plain_crps(margin, 500 / all)).epsilon(1e-5));
  CHECK(number_of(mayor.numbers, What::turnout, "").crps ==
        Approx(plain_crps(turnout, all / 121600)).epsilon(1e-5));
  CHECK(number_of(mayor.districts, What::share, "ben", "Hills").crps ==
        Approx(plain_crps(ben_in_hills, 5200. / 11900)).epsilon(1e-5));
  CHECK(scores.nights.front().contests.front().winners == std::vector<std::string>{"ben"});
  CHECK(mayor.chances.size() == 3);
  CHECK(*mayor.log == Approx(-std::log(mayor.chances[1])));
  CHECK(mayor.favourite->happened == (mayor.chances[1] > mayor.chances[0]));
  REQUIRE(mayor.energy);  // coast and inland
}

TEST_CASE("Scores: events and seats are judged by the count, what it cannot tell is said",
          "[score]") {
  const Desk desk;
  const NightScore night =
      scores_of({.forecasts = {desk.run("a.h5")}, .results = desk.table(kCounted)}).nights.front();
  const std::vector<EventScore>& events = night.forecasts.front().events;
  REQUIRE(events.size() == 4);
  CHECK(events[0].name == "reformers sweep");
  CHECK_FALSE(events[0].happened);
  CHECK(events[1].happened);        // the mayor survives
  CHECK_FALSE(events[2].happened);  // split night
  CHECK_FALSE(events[3].happened);  // 500 of 34,900 votes are more than one percent
  REQUIRE(night.not_judged.size() == 1);
  CHECK(night.not_judged[0] ==
        "young people show up: turnouts of parts of districts are not counted");
  CHECK(night.forecasts.front().slates.front().seats == 0);
  std::string close = kCounted;
  close.replace(close.find("Harbor,ben,5000"), 15, "Harbor,ben,4600");
  const NightScore again =
      scores_of({.forecasts = {desk.run("a.h5")}, .results = desk.table(close)}).nights.front();
  CHECK(again.forecasts.front().events[3].happened);
}

TEST_CASE("Scores: the order of rows and files changes no number", "[score]") {
  const Desk desk;
  const std::string a = desk.run("a.h5");
  const std::string b = desk.run("b.h5", {"seed=9", "effects.place.sd=0.3"});
  const Scores first = scores_of({.forecasts = {a}, .results = desk.table(kCounted), .against = b});
  std::string rows = kCounted;
  const std::string seat = "Hills seat,Hills,dora,5000\n";
  rows.erase(rows.find(seat), seat.size());
  rows.insert(rows.find('\n') + 1, seat);
  const Scores again = scores_of({.forecasts = {a}, .results = desk.table(rows), .against = b});
  CHECK(score_json(again) == score_json(first));

  const auto pooled = [&](const std::vector<std::string>& files) {
    return scores_of({.forecasts = files, .results = desk.table(kCounted)});
  };
  const ForecastScore ab = pooled({a, b}).nights.front().forecasts.front();
  const ForecastScore ba = pooled({b, a}).nights.front().forecasts.front();
  CHECK(ab.name == "pool");
  for (std::size_t i = 0; i < ab.contests.size(); ++i) {
    for (std::size_t k = 0; k < kScoreKinds; ++k) {
      const auto kind = static_cast<ScoreKind>(k);
      CHECK(value_of(*ab.contests[i], kind) == value_of(*ba.contests[i], kind));
    }
  }
}

TEST_CASE(
    "Scores: the order of districts changes no score, that of candidates no more than draws do",
    "[score]") {
  const Desk desk;
  std::string text = test::bytes_of_file(kScenario);
  const auto swap = [&text](const std::string& first, const std::string& second) {
    const std::size_t a = text.find(first);
    const std::size_t b = text.find(second);
    REQUIRE(a < b);
    text.replace(b, second.size(), first);
    text.replace(a, first.size(), second);
  };
  swap("{id: ana, name: Ana Ortiz}", "{id: cleo, name: Cleo Chan}");
  swap("{id: Harbor, region: coast, homes: rented}", "{id: Hills, region: inland, homes: owned}");
  Problems problems;
  const auto scenario = read_scenario_text(text, "m.yaml", {"elections=300"}, problems);
  const Model model = build_model(scenario, problems);
  problems.throw_if_errors();
  RunResult run = test::run(model, kElections, 100);
  const std::string other = (desk.folder / "other.h5").string();
  write_results(other,
                {.labels = labels_of(model),
                 .tally = std::move(run.tally),
                 .draws = std::move(run.draws),
                 .files = scenario.files,
                 .overrides = scenario.overrides},
                Existing::replace);
  const auto scores_in = [&](const std::string& file) {
    return scores_of({.forecasts = {file}, .results = desk.table(kCounted)});
  };
  const ForecastScore a = scores_in(desk.run("a.h5")).nights.front().forecasts.front();
  const ForecastScore b = scores_in(other).nights.front().forecasts.front();
  REQUIRE(a.contests[0]->districts.size() == b.contests[0]->districts.size());
  for (const NumberScore& number : a.contests[0]->districts) {
    const NumberScore& same =
        number_of(b.contests[0]->districts, What::share, number.candidate, number.district);
    CHECK(same.counted == number.counted);
    // 300 draws each, on other slots: medians of an sd near .07 are off by .005.
    CHECK(same.median == Approx(number.median).margin(.025).epsilon(0));
  }
  for (std::size_t k = 0; k < kScoreKinds; ++k) {  // of the contest whose candidates stay
    const auto kind = static_cast<ScoreKind>(k);
    CAPTURE(name_of(kind));
    CHECK(value_of(*a.contests[1], kind).value_or(-1) ==
          Approx(value_of(*b.contests[1], kind).value_or(-1)).epsilon(1e-5));
  }
  const Scores against = scores_of(
      {.forecasts = {desk.run("a.h5")}, .results = desk.table(kCounted), .against = other});
  const auto found = std::ranges::find(against.nights.front().forecasts, ForecastRole::other,
                                       &ForecastScore::role);
  CHECK(value_of(*found->contests[0], ScoreKind::energy) ==
        value_of(*b.contests[0], ScoreKind::energy));
  CHECK(number_of(found->contests[0]->numbers, What::share, "ana").crps ==
        number_of(b.contests[0]->numbers, What::share, "ana").crps);
}

TEST_CASE("Scores: turnouts of whole districts are judged by the count", "[score]") {
  const Desk desk;
  const std::string a = desk.run("a.h5", {"events.coast votes=turnout of region coast >= 0.28",
                                          "events.renters=turnout of homes=rented >= 0.3",
                                          "events.all=turnout of everybody >= 0.28"});
  const NightScore night =
      scores_of({.forecasts = {a}, .results = desk.table(kCounted)}).nights.front();
  const auto happened = [&night](const std::string& name) {
    const std::vector<EventScore>& events = night.forecasts.front().events;
    const auto found = std::ranges::find(events, name, &EventScore::name);
    REQUIRE(found != events.end());
    return found->happened;
  };
  // Registered: Harbor 49,700, Old Town 31,500, Hills 40,400; votes 13,000, 10,000, 11,900.
  CHECK(happened("coast votes"));    // 23,000 of 81,200
  CHECK_FALSE(happened("renters"));  // 13,000 of 49,700
  CHECK(happened("all"));            // 34,900 of 121,600
}

TEST_CASE("Scores: a forecast is not told from itself, and a pool of it is itself", "[score]") {
  const Desk desk;
  const std::string a = desk.run("a.h5");
  const Scores scores =
      scores_of({.forecasts = {a}, .results = desk.table(kCounted), .against = a});
  for (const ScoreComparison& one : scores.comparisons) {
    if (one.role != ForecastRole::other) continue;
    CHECK(one.difference.mean == 0);
    CHECK_FALSE(one.difference.tells_apart());
  }
  const Scores of_all =
      scores_of({.forecasts = {a},
                 .results = desk.table("contest,candidate,pct\nMayor,ana,40\nMayor,ben,50\n"),
                 .against = a});
  for (const Scores& one : {scores, of_all}) {
    const ScoredContest& mayor = one.nights.front().contests.front();
    CHECK_FALSE(mayor.favoured);
    CHECK(mayor.notes.back() ==
          "which scenario the count favours is not told: the two forecast the same");
  }
}

TEST_CASE("Scores: files of other contests are other nights, told apart over days", "[score]") {
  const Desk desk;
  // The same scenario under other names is another night; the one that is right is better there.
  std::vector<std::string> files;
  std::string table = "contest,candidate,votes\n";
  for (int i = 0; i < 4; ++i) {
    const std::string id = "M" + std::to_string(i);
    files.push_back(desk.renamed(id, "S" + id));
    table += id + ",ana," + std::to_string(14000 + 100 * i) + "\n" + id + ",ben,16000\n" + id +
             ",cleo,6000\n";
  }
  const Scores scores = scores_of({.forecasts = files, .results = desk.table(table)});
  CHECK(scores.nights.size() == 4);
  const auto written = std::ranges::find_if(scores.comparisons, [](const ScoreComparison& one) {
    return one.role == ForecastRole::written && one.kind == ScoreKind::share;
  });
  REQUIRE(written != scores.comparisons.end());
  CHECK(written->difference.days == 4);
  CHECK(written->difference.t);
  CHECK(scores.coverage.front().n == 4 * 5);
}

TEST_CASE("Scores: partial counts are held against the same districts", "[score]") {
  const Desk desk;
  const Scores scores =
      scores_of({.forecasts = {desk.run("a.h5")},
                 .results = desk.table("contest,district,candidate,votes,final\n"
                                       "Mayor,Hills,ana,4200,false\nMayor,Hills,ben,5200,false\n"
                                       "Mayor,Hills,cleo,2500,false\n")});
  const ScoredContest& contest = scores.nights.front().contests.front();
  CHECK_FALSE(contest.is_whole);
  CHECK_FALSE(contest.is_final);
  CHECK(contest.winners.empty());
  const ContestScore& mayor = *scores.nights.front().forecasts.front().contests.front();
  CHECK_FALSE(mayor.log);
  CHECK(number_of(mayor.numbers, What::share, "ben").crps ==
        number_of(mayor.districts, What::share, "ben", "Hills").crps);
  CHECK_FALSE(value_of(mayor, ScoreKind::turnout));
  CHECK(contest.notes.size() == 2);
}

TEST_CASE("Scores: percent alone gives shares, margin and winner, but no turnout", "[score]") {
  const Desk desk;
  const std::string a = desk.run("a.h5");
  const auto mayor_by = [&](const std::string& table) {
    return *scores_of({.forecasts = {a}, .results = desk.table(table)})
                .nights.front()
                .forecasts.front()
                .contests.front();
  };
  const ContestScore votes = mayor_by(
      "contest,candidate,votes\nMayor,ana,400\nMayor,ben,500\n"
      "Mayor,cleo,100\n");
  const ContestScore percent = mayor_by(
      "contest,candidate,pct\nMayor,ana,40\nMayor,ben,50\n"
      "Mayor,cleo,10\n");
  CHECK(*value_of(percent, ScoreKind::share) == *value_of(votes, ScoreKind::share));
  CHECK(*percent.log == *votes.log);
  CHECK(value_of(votes, ScoreKind::turnout));
  CHECK_FALSE(value_of(percent, ScoreKind::turnout));
  // Who has no row is behind the first two, so the margin is known; else it is not.
  const ContestScore two = mayor_by("contest,candidate,pct\nMayor,ana,40\nMayor,ben,50\n");
  CHECK(*value_of(two, ScoreKind::margin) == *value_of(percent, ScoreKind::margin));
  CHECK_FALSE(
      value_of(mayor_by("contest,candidate,pct\nMayor,ana,40\nMayor,ben,20\n"), ScoreKind::margin));
}

TEST_CASE("Scores: polls alone have the mean and the error of their law", "[score]") {
  const Desk desk;
  const std::string polls = desk.table(
      "contest,pollster,end,n,sponsor,candidate,pct\n"
      "Mayor,P,2026-06-21,800,,ana,32\nMayor,P,2026-06-21,800,,ben,35\n"
      "Mayor,P,2026-06-21,800,,cleo,10\n",
      "polls.csv");
  const Scores scores = scores_of({.forecasts = {desk.run("a.h5")},
                                   .results = desk.table(kCounted),
                                   .polls = polls,
                                   .day = "2026-06-23"});
  const std::vector<ForecastScore>& forecasts = scores.nights.front().forecasts;
  const auto found = std::ranges::find(forecasts, ForecastRole::polls, &ForecastScore::role);
  REQUIRE(found != forecasts.end());
  CHECK_FALSE(found->contests[1]);  // Hills seat has no polls
  const NumberScore& ana = number_of(found->contests[0]->numbers, What::share, "ana");
  // u = .33, so q is .32 + .17 u : .35 + .17 u : .10; 10,000 draws, medians near means.
  const double sum = .77 + 2 * .17 * .33;
  CHECK(ana.median == Approx((.32 + .17 * .33) / sum).margin(.01).epsilon(0));
  CHECK(ana.intervals[2].low < ana.median);
  CHECK(found->contests[0]->log);
}

TEST_CASE("Scores: the last contest's shares are a guess, by district where it has these",
          "[score]") {
  const Desk desk;
  const Scores scores = scores_of({.forecasts = {desk.run("a.h5")},
                                   .results = desk.table(kCounted),
                                   .past = desk.table(kCounted, "past.csv")});
  for (const ScoreComparison& one : scores.comparisons) {
    CHECK(one.role == ForecastRole::past);
    if (one.kind != ScoreKind::log && one.kind != ScoreKind::brier) {
      CHECK(one.mean_other == Approx(0).margin(1e-6));  // it is the count itself
    }
  }
  CHECK(scores.comparisons.size() == 5);
}

TEST_CASE("Scores: another scenario is compared where it has a counted contest", "[score]") {
  const Desk desk;
  const std::string both = desk.run("both.h5");
  const std::string renamed = desk.renamed("Sheriff", "Hills seat");
  const Scores scores =
      scores_of({.forecasts = {both}, .results = desk.table(kCounted), .against = renamed});
  CHECK(scores.nights.front().contests[0].notes.back() ==
        "it is not compared: " + renamed + " has no such contest");
  const std::string mayor = kCounted.substr(0, kCounted.find("Hills seat"));
  const std::string table = desk.table(mayor, "mayor.csv");
  CHECK_THROWS_WITH(
      scores_of({.forecasts = {both}, .results = table, .against = renamed}),
      renamed + ": none of its contests is in " + table + " (it has Sheriff, Hills seat)");
}

TEST_CASE("Scores: files that cannot be scored are refused", "[score]") {
  const Desk desk;
  const std::string a = desk.run("a.h5");
  const auto refusal = [](const ScoreQuestion& question) -> std::string {
    try {
      (void)score_forecasts(question);
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "done";
  };
  const std::string counted = desk.table(kCounted);
  CHECK(refusal({.forecasts = {a, a}, .results = counted}) == a + " is named twice");
  CHECK(refusal({.forecasts = {a}, .results = counted, .polls = counted, .day = "June"}) ==
        "--day 'June' is not a day: days are written as 2026-06-23, year-month-day");
  CHECK(refusal({.forecasts = {a}, .results = counted, .polls = counted}) ==
        "--polls needs --day, the day of the election: 2026-06-23");
  CHECK_THROWS_AS(score_forecasts({.forecasts = {a}, .results = desk.table("x\n1\n", "x.csv")}),
                  ScenarioError);
}

}  // namespace
}  // namespace hustings
