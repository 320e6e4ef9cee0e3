// What-ifs answered in stages and by turns, without a server.

#include "serve/explorer.hpp"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "hustings/results/json.hpp"
#include "hustings/results/open_scenario.hpp"
#include "hustings/summary/view.hpp"
#include "support/places.hpp"

using namespace hustings;
using Kind = Ending::Kind;

namespace {

constexpr std::uint64_t kElections = 40'000;

OpenedScenario first_steps() {
  Problems problems;
  OpenedScenario opened =
      open_scenario(hustings::test::in_source("/scenarios/first_steps.yaml"),
                    {"elections=" + std::to_string(kElections)}, Changed::refuse, problems);
  problems.throw_if_errors();
  return opened;
}

std::string what_if(const std::string& change) {
  return "what_if:\n  explored:\n    - " + change + "\n";
}

std::string turnout_times(const std::string& times) {
  return what_if("{change: turnout, where: {faction: left}, times: " + times + "}");
}

Asked asked(std::uint64_t turn, const std::string& text, const std::string& page = "a") {
  return {{page, turn}, kElections, text};
}

/// The stages of an answer.
struct Heard {
  std::vector<Results> stages;
  bool has_last = false;

  Explorer::Listener listener() {
    return [this](const Results& results, bool is_last) {
      stages.push_back(results);
      has_last = is_last;
      return true;
    };
  }
};

std::string only_problem(const Ending& ending) {
  REQUIRE(ending.kind == Kind::problems);
  REQUIRE(ending.problems.size() == 1);
  return format(ending.problems.front());
}

}  // namespace

TEST_CASE("Every stage of an answer is what a run of as many elections comes to", "[explore]") {
  Explorer explorer(first_steps(), 2);
  Heard heard;
  const std::string text = turnout_times("1.2");
  REQUIRE(explorer.answer(asked(1, text), heard.listener()).kind == Kind::done);
  REQUIRE(heard.stages.size() > 1);
  CHECK(heard.has_last);
  CHECK(heard.stages.back().tally.elections == kElections);
  std::uint64_t before = 0;
  for (const Results& stage : heard.stages) {
    INFO(stage.tally.elections);
    CHECK(stage.tally.elections > before);
    before = stage.tally.elections;
    Results run;
    REQUIRE(explorer.run({{"b", 1}, stage.tally.elections, text}, run).kind == Kind::done);
    CHECK(stage.tally == run.tally);
    CHECK(stage.what_ifs.front().tally == run.what_ifs.front().tally);
    CHECK(stage.what_ifs.front().paired == run.what_ifs.front().paired);
  }
}

TEST_CASE("Without changes the world is the base", "[explore]") {
  Explorer explorer(first_steps(), 1);
  Heard heard;
  REQUIRE(explorer.answer(asked(1, ""), heard.listener()).kind == Kind::done);
  CHECK(heard.stages.back().tally == heard.stages.back().what_ifs.front().tally);
}

TEST_CASE("A newer request of the same page cuts an answer short after its first stage",
          "[explore]") {
  Explorer explorer(first_steps(), 1);
  Heard heard;
  const auto newer_during_first = [&](const Progress&) {
    const Turns::Entry newer(explorer.turns(), {"a", 2});
    return true;
  };
  const Ending ending =
      explorer.answer(asked(1, turnout_times("1.1")), heard.listener(), newer_during_first);
  CHECK(ending.kind == Kind::superseded);
  CHECK(heard.stages.size() == 1);
}

TEST_CASE("A request of another page cuts nothing short", "[explore]") {
  Explorer explorer(first_steps(), 1);
  Heard heard;
  const auto other_during_first = [&](const Progress&) {
    const Turns::Entry other(explorer.turns(), {"b", 99});
    return true;
  };
  const Ending ending =
      explorer.answer(asked(1, turnout_times("1.1")), heard.listener(), other_during_first);
  CHECK(ending.kind == Kind::done);
  CHECK(heard.has_last);
}

TEST_CASE("A request that comes after its successor is not answered", "[explore]") {
  Explorer explorer(first_steps(), 1);
  Heard heard;
  CHECK(explorer.answer(asked(8, turnout_times("1.1")), heard.listener()).kind == Kind::done);
  heard.stages.clear();
  CHECK(explorer.answer(asked(7, turnout_times("1.2")), heard.listener()).kind == Kind::superseded);
  CHECK(heard.stages.empty());
}

TEST_CASE("Nothing is simulated for who has gone, nor once all is to end", "[explore]") {
  Explorer explorer(first_steps(), 1);
  Heard heard;
  const auto gone = [](const Progress&) { return false; };
  CHECK(explorer.answer(asked(1, turnout_times("1.1")), heard.listener(), gone).kind ==
        Kind::superseded);
  CHECK(heard.stages.empty());
  explorer.turns().stop();
  CHECK(explorer.answer(asked(2, turnout_times("1.1")), heard.listener()).kind == Kind::superseded);
  CHECK(heard.stages.empty());
}

TEST_CASE("A request beyond those that may wait is sent away", "[explore]") {
  Explorer explorer(first_steps(), 1);
  std::vector<std::unique_ptr<Turns::Entry>> waiting;
  for (std::size_t i = 0; i < Turns::kMostWaiting; ++i) {
    waiting.push_back(std::make_unique<Turns::Entry>(explorer.turns(), Turn{"p", i}));
  }
  CHECK(explorer.check(asked(1, "")).kind == Kind::too_many);
  waiting.pop_back();
  CHECK(explorer.check(asked(2, "")).kind == Kind::done);
}

TEST_CASE("Wrong changes are told with the reader's own words, at their place", "[explore]") {
  Explorer explorer(first_steps(), 1);
  CHECK(
      only_problem(explorer.check(asked(1, what_if("{change: turnout, tims: 1.1, plus: 0.1}")))) ==
      "explored.yaml:3:25: error: unknown key 'tims' (did you mean 'times'?)\n"
      "    at what_if.explored[0].tims");
  CHECK(only_problem(explorer.check(asked(2, turnout_times("-1")))) ==
        "explored.yaml:3:56: error: times must be a number from 0 to 1000, not -1\n"
        "    at what_if.explored[0].times");
  CHECK_THAT(only_problem(explorer.check(
                 asked(3, what_if("{change: turnout, where: {faction: lft}, times: 1.1}")))),
             Catch::StartsWith("explored.yaml:3:") && Catch::Contains("did you mean 'left'?"));
  CHECK_THAT(only_problem(explorer.check(asked(4,
                                               "what_if: {a: [{change: turnout, times: 1.1}], "
                                               "b: [{change: turnout, times: 1.2}]}"))),
             Catch::Contains("there are several what-ifs here (one is explored at a time)"));
  CHECK_THAT(only_problem(explorer.check(asked(5, "title: x"))),
             Catch::Contains("there is no `what_if` map here"));
}

TEST_CASE("A change that names a file is refused", "[explore]") {
  Explorer explorer(first_steps(), 1);
  const Ending ending = explorer.check(
      asked(1, what_if("{change: count, contest: D-1, to: {delegates: {pools: [{name: d, per: "
                       "district, seats: {table: /etc/passwd}}]}}}")));
  REQUIRE(ending.kind == Kind::problems);
  CHECK_THAT(format(ending.problems.front()),
             Catch::Contains("cannot read '/etc/passwd': no file belongs to this text"));
}

TEST_CASE("What else is so is told of the elections in which an event happens", "[explore]") {
  Explorer explorer(first_steps(), 1);
  Explorer::Given given;
  const std::string favourite = [&] {
    const Labels& labels = explorer.first().labels;
    return labels.contests.front().id + "/" + labels.candidates.front().id;
  }();
  REQUIRE(explorer.given(asked(1, turnout_times("1.2")), favourite + " wins", given).kind ==
          Kind::done);
  const View all(given.all.labels, given.all.tally);
  const View met(given.met.labels, given.met.tally);
  CHECK(met.count(kWin, 0) == met.elections());
  CHECK(all.count(kWin, 0) == met.elections());
  CHECK(explorer.given(asked(2, ""), "not everybody", given).kind == Kind::problems);
  CHECK_THROWS_WITH(explorer.given(asked(3, ""), "turnout of everybody > 0.99", given),
                    "this happens in 0 of 40,000 elections, and 400 are needed to tell what else "
                    "is so");
}

TEST_CASE("Pages are forgotten, the one not heard of for longest first", "[explore]") {
  Turns turns;
  const auto hear = [&](const std::string& page, std::uint64_t turn) {
    const Turns::Entry entry(turns, {page, turn});
  };
  hear("old", 9);
  for (std::size_t i = 1; i < Turns::kMostPages; ++i) hear("p" + std::to_string(i), 1);
  CHECK(turns.is_superseded({"old", 8}));
  hear("new", 1);
  CHECK_FALSE(turns.is_superseded({"old", 8}));
  CHECK_FALSE(turns.is_superseded({"new", 1}));
}

TEST_CASE("Three pages at once: each hears its last change, in the numbers of a run",
          "[.pages][explore]") {
  constexpr std::uint64_t kChanges = 200;
  Explorer explorer(first_steps(), 2);
  std::vector<Heard> heard(3);
  std::vector<std::thread> pages;
  const auto text_of = [](std::uint64_t i) {
    return turnout_times("1." + std::to_string(i + 100));
  };
  for (std::size_t p = 0; p < heard.size(); ++p) {
    pages.emplace_back([&, p] {
      const std::string page(1, static_cast<char>('a' + p));
      std::vector<std::thread> requests;
      for (std::uint64_t i = 0; i < kChanges; ++i) {
        // Every other answer is still under way when the next change comes.
        requests.emplace_back([&, i, page] {
          Heard ignored;
          Heard& of = i + 1 == kChanges ? heard[p] : ignored;
          explorer.answer({{page, i + 1}, 3 * kBlock, text_of(i)}, of.listener(),
                          [](const Progress&) { return true; });
        });
        if (i % 2 == 1 || i + 1 == kChanges) {
          for (std::thread& request : requests) request.join();
          requests.clear();
        }
      }
    });
  }
  for (std::thread& page : pages) page.join();
  Results run;
  REQUIRE(explorer.run({{"z", 1}, 3 * kBlock, text_of(kChanges - 1)}, run).kind == Kind::done);
  for (const Heard& one : heard) {
    REQUIRE(one.has_last);
    CHECK(one.stages.back().tally == run.tally);
    CHECK(one.stages.back().what_ifs.front().paired == run.what_ifs.front().paired);
  }
}
