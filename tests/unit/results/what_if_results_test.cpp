// What-ifs and variations in the results file and in JSON.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "hustings/decide/vary.hpp"
#include "hustings/results/json.hpp"
#include "hustings/results/results_file.hpp"
#include "hustings/summary/view.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

using namespace hustings;
using Json = nlohmann::ordered_json;
using scenario::Operation;
using test::TemporaryFolder;

namespace {

constexpr std::uint64_t kElections = 3000;

void add_what_if(scenario::Scenario& scenario, const std::string& name,
                 const scenario::ChangeKind& kind) {
  scenario.what_ifs.push_back({{}, name, {{{}, {}, kind}}});
}

Results results_of(const scenario::Scenario& scenario) {
  const Worlds worlds = test::worlds_of(scenario);
  std::vector<const Model*> models;
  for (const World& world : worlds.what_ifs) models.push_back(&world.model);
  RunResult run = simulate(worlds.base, models, {kElections, 100, 2, {}});
  Results results{.labels = labels_of(worlds.base),
                  .tally = std::move(run.tally),
                  .draws = std::move(run.draws),
                  .files = scenario.files};
  for (std::size_t i = 0; i < run.worlds.size(); ++i) {
    results.what_if_names.push_back(worlds.what_ifs[i].name);
    results.what_ifs.push_back({.labels = labels_of(worlds.what_ifs[i].model),
                                .tally = std::move(run.worlds[i].tally),
                                .paired = std::move(run.worlds[i].paired)});
  }
  return results;
}

/// Results of a run with what-ifs: one that changes nothing, one in which a candidate drops out.
Results changed_results() {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.contests[2].count = scenario::RankedChoice{};
  std::get<scenario::RankedChoice>(scenario.contests[2].count).lengths =
      *scenario::length_law("council", 5);
  add_what_if(scenario, "as it is", scenario::TurnoutChange{{}, Operation::times, 1});
  add_what_if(scenario, "no ben, no fuss", scenario::RemoveCandidate{"X", "ben", {}, {}});
  add_what_if(scenario, "no gil (70/71)", scenario::RemoveCandidate{"Z", "gil", {}, {}});
  return results_of(scenario);
}

/// The same of contests that award delegates, and their totals.
Results changed_delegates() {
  scenario::Scenario scenario = test::delegate_scenario();
  add_what_if(scenario, "as it is", scenario::TurnoutChange{{}, Operation::times, 1});
  add_what_if(scenario, "no ben", scenario::RemoveCandidate{"X", "ben", {}, {}});
  scenario::Delegates rule = std::get<scenario::Delegates>(scenario.contests[2].count);
  rule.fallback = scenario::Fallback::half_of_leader;
  add_what_if(scenario, "nobody goes without", scenario::CountChange{"Y", rule});
  return results_of(scenario);
}

Json json_of(const Results& results) {
  return Json::parse(results_json(results, View(results.labels, results.tally), "d"));
}

/// Visits every P and D below a node: objects that hold a difference.
template <class Visit>
void for_differences(const Json& node, const Visit& visit) {
  if (node.is_object() && node.contains("difference")) visit(node);
  if (!node.is_structured()) return;
  for (const auto& child : node) for_differences(child, visit);
}

/// The same tree without what only a what-if has.
Json without_moves(Json node) {
  if (node.is_object()) {
    for (const char* key :
         {"difference", "paired_standard_error", "gains", "losses", "votes_moved"}) {
      node.erase(key);
    }
  }
  if (node.is_structured()) {
    for (auto& child : node) child = without_moves(child);
  }
  return node;
}

}  // namespace

TEST_CASE("What-ifs come back from their file as they were", "[results][what_if]") {
  const TemporaryFolder folder;
  const Results results = GENERATE(false, true) ? changed_delegates() : changed_results();
  write_results(folder / "a.h5", results, Existing::replace);
  const Results read = read_results(folder / "a.h5");
  CHECK(read.what_if_names == results.what_if_names);
  REQUIRE(read.what_ifs.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(results.what_if_names[i]);
    CHECK(read.what_ifs[i].labels == results.what_ifs[i].labels);
    CHECK(read.what_ifs[i].tally == results.what_ifs[i].tally);
    CHECK(read.what_ifs[i].paired == results.what_ifs[i].paired);
  }
  CHECK(read == results);
  CHECK(digest_of_file(folder / "a.h5") == digest_of(results));
  Results others = results;
  ++others.what_ifs[1].paired[kWin].counts[0].gains;
  CHECK(digest_of(others) != digest_of(results));
  CHECK(json_of(read) == json_of(results));
}

TEST_CASE("A what-if that changes nothing has the base's tree and differences of 0", "[what_if]") {
  const bool with_totals = GENERATE(false, true);
  const Json json = json_of(with_totals ? changed_delegates() : changed_results());
  const Json& same = json["what_if"]["as it is"];
  std::size_t n = 0;
  for_differences(same, [&](const Json& node) {
    ++n;
    CHECK(node["difference"] == 0.0);
    CHECK(node["paired_standard_error"] == 0.0);
  });
  CHECK(n > 60);
  const Json plain = without_moves(same);
  Json base = json;
  for (Json& contest : base["contests"]) {  // what is said first is said of the run
    for (const char* said : {"call", "order", "dots"}) CHECK(contest.erase(said) == 1);
  }
  for (const char* part : {"contests", "districts", "universes", "slates", "events", "pairs"}) {
    CAPTURE(part);
    CHECK(plain[part] == base[part]);
  }
  CHECK(plain.contains("totals") == with_totals);
  if (with_totals) CHECK(plain["totals"] == json["totals"]);
}

TEST_CASE("Every difference is that of the two trees", "[what_if]") {
  const Json json = json_of(changed_results());
  for (const auto& [name, world] : json["what_if"].items()) {
    CAPTURE(name);
    for (const auto& [contest, tree] : world["contests"].items()) {
      for (const auto& [id, candidate] : tree["candidates"].items()) {
        CAPTURE(id);
        const Json& base = json["contests"][contest]["candidates"][id];
        const auto moved = [&](const char* key, const char* of) {
          return candidate[key][of].get<double>() - base[key][of].get<double>();
        };
        CHECK(candidate["win"]["difference"].get<double>() ==
              Approx(moved("win", "probability")).margin(1e-12));
        CHECK(candidate["win"]["gains"].get<double>() - candidate["win"]["losses"].get<double>() ==
              Approx(moved("win", "probability")).margin(1e-12));
        CHECK(candidate["share"]["difference"].get<double>() ==
              Approx(moved("share", "mean")).margin(1e-12));
      }
    }
    for (const auto& [event, chance] : world["events"].items()) {
      CHECK(chance["difference"].get<double>() ==
            Approx(chance["probability"].get<double>() -
                   json["events"][event]["probability"].get<double>())
                .margin(1e-12));
    }
  }
  CHECK(json["what_if"]["no gil (70/71)"]["contests"]["Z"]["candidates"]["gil"]["withdrawn"] ==
        true);
  CHECK(json["what_if"]["no gil (70/71)"]["contests"]["Z"]["rounds"]["led_first_but_lost"].contains(
      "difference"));
}

TEST_CASE("Differences of totals are those of the two trees", "[what_if][delegates]") {
  const Results results = changed_delegates();
  const Json json = json_of(results);
  const auto same = [](const Json& now, const Json& base, const char* of) {
    CHECK(now["difference"].get<double>() ==
          Approx(now[of].get<double>() - base[of].get<double>()).margin(1e-12));
  };
  for (const auto& [name, world] : json["what_if"].items()) {
    for (const auto& [id, total] : world["totals"].items()) {
      CAPTURE(name, id);
      const Json& base = json["totals"][id];
      for (const auto& [member, delegates] : total["delegates"].items()) {
        same(delegates, base["delegates"][member], "mean");
        same(total["majority"][member], base["majority"][member], "probability");
        same(total["lead"][member], base["lead"][member], "probability");
      }
      same(total["no_majority"], base["no_majority"], "probability");
    }
  }
  CHECK(json["what_if"]["no ben"]["totals"]["both"]["delegates"]["ben"]["difference"] < -1.0);
  const Results& other = results.what_ifs[1];
  const View base(results.labels, results.tally);
  const View apart(other.labels, other.tally, base, nullptr);
  const View paired(other.labels, other.tally, base, &other.paired);
  CHECK_FALSE(apart.compared(kNameDelegates, 0).has_value());
  CHECK(apart.compared(kMajority, 1)->moved.difference ==
        Approx(paired.compared(kMajority, 1)->moved.difference));
}

TEST_CASE("Worlds without pairs have the error of two independent runs", "[what_if]") {
  const Results results = changed_results();
  const Results& other = results.what_ifs[1];
  const View base(results.labels, results.tally);
  const View apart(other.labels, other.tally, base, nullptr);
  const View paired(other.labels, other.tally, base, &other.paired);
  const double n = kElections;
  const double p = static_cast<double>(results.tally[kWin].counts[0]) / n;
  const double q = static_cast<double>(other.tally[kWin].counts[0]) / n;
  CHECK(apart.compared(kWin, 0)->moved.difference == Approx(q - p));
  CHECK(apart.compared(kWin, 0)->moved.paired_standard_error ==
        Approx(std::sqrt((p * (1 - p) + q * (1 - q)) / n)));
  CHECK(paired.compared(kWin, 0)->moved.difference == Approx(q - p));
  CHECK(paired.compared(kShare, 0)->moved.paired_standard_error <
        apart.compared(kShare, 0)->moved.paired_standard_error);
  CHECK_FALSE(apart.compared(kVotes, 0).has_value());
}

TEST_CASE("A variation comes back from its file as it was", "[results][vary]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario::Vary vary;
  vary.inputs = {{{},
                  "turnout",
                  {{}, {}, scenario::TurnoutChange{{}, Operation::times, 1}},
                  {0.9, 1.1},
                  0,
                  0}};
  scenario.vary = vary;
  Problems problems;
  const WorldBuilder worlds(scenario, problems);
  VaryResult result = simulate_variation(worlds, vary, design_points(vary, 1),
                                         {.elections = kElections, .threads = 2});
  Results results{.labels = labels_of(worlds.base()),
                  .tally = std::move(result.base.tally),
                  .draws = std::move(result.base.draws),
                  .vary = std::move(result.tally)};
  const TemporaryFolder folder;
  write_results(folder / "v.h5", results, Existing::replace);
  const Results read = read_results(folder / "v.h5");
  CHECK(read.vary == results.vary);
  CHECK(digest_of_file(folder / "v.h5") == digest_of(results));
}
