// Two runs beside each other: the rate of false alarms, power, and what is told of them.

#include "hustings/decide/diff.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "support/busy_scenario.hpp"
#include "support/runs.hpp"
#include "support/scenarios.hpp"

using namespace hustings;

namespace {

/// Three candidates of whom one rarely wins, and a close pair.
std::string scenario_text(double ana = 0.40) {
  return R"(
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: left, registered: 10000, turnout: {mean: 0.3}}]
contests:
  - id: X
    districts: all
    candidates: [ana, ben, cleo]
    support: {left: {ana: )" +
         std::to_string(ana) + R"(, ben: 0.38, cleo: rest}}
  - {id: Y, districts: all, candidates: [dan, eve], support: {left: {dan: 0.6, eve: rest}}}
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
)";
}

struct Run {
  Labels labels;
  Tally tally;
};

Run run_with(std::uint64_t seed, std::uint64_t elections, double ana = 0.40) {
  scenario::Scenario scenario = test::scenario_of(scenario_text(ana));
  scenario.seed = seed;
  const Model model = test::model_of(scenario);
  return {labels_of(model), test::run(model, elections).tally};
}

RunDifference difference_of(const Run& a, const Run& b) {
  const View view_a(a.labels, a.tally);
  const View view_b(b.labels, b.tally);
  return difference_of_runs({{"", &view_a}}, {{"", &view_b}});
}

/// A run with one what-if beside it.
class RunWithWorld {
 public:
  RunWithWorld(scenario::Scenario scenario, std::uint64_t seed, std::uint64_t elections) {
    scenario.seed = seed;
    const Worlds worlds = test::worlds_of(scenario);
    const World& changed = worlds.what_ifs.front();
    run_ = simulate(worlds.base, {&changed.model}, {.elections = elections, .threads = 2});
    labels_ = {labels_of(worlds.base), labels_of(changed.model)};
    view_.emplace(labels_[0], run_.tally);
    world_.emplace(labels_[1], run_.worlds[0].tally, *view_, &run_.worlds[0].paired);
    names_ = {{"", &*view_}, {changed.name, &*world_}};
  }
  RunWithWorld(const RunWithWorld&) = delete;

  const std::vector<NamedView>& operator*() const { return names_; }

 private:
  RunResult run_;
  std::vector<Labels> labels_;
  std::optional<View> view_;
  std::optional<View> world_;
  std::vector<NamedView> names_;
};

/// The first number of a quantity and an item.
const ComparedNumber& number_of(const RunDifference& difference, const std::string& quantity,
                                const std::string& item, Measure measure) {
  const auto found = std::ranges::find_if(difference.numbers, [&](const ComparedNumber& number) {
    return number.quantity == quantity && number.item == item && number.measure == measure;
  });
  REQUIRE(found != difference.numbers.end());
  return *found;
}

}  // namespace

TEST_CASE("Runs of one scenario are called different once in a hundred times", "[diff]") {
  constexpr int kPairs = 400;
  int n_alarms = 0;
  int n_close = 0;  // pairs whose first number has p < 0.1
  for (int i = 0; i < kPairs; ++i) {
    const auto seed = static_cast<std::uint64_t>(2 * i + 1);
    // Different sizes: the rare winner's counts are skewed, where a normal test would err.
    const RunDifference difference =
        difference_of(run_with(seed, 8 * 256), run_with(seed + 1, 2 * 256));
    n_alarms += difference.compatible() ? 0 : 1;
    n_close += std::abs(difference.numbers[0].z) > 1.6449 ? 1 : 0;
  }
  // Binomial(400, 0.01) is above 12 with probability 2e-4; Holm may only be rarer.
  CHECK(n_alarms <= 12);
  // A single test keeps its own level, too: 40 give or take 4 x 6.
  CHECK(n_close >= 16);
  CHECK(n_close <= 64);
}

TEST_CASE("Runs with everything in them are called different once in a hundred times", "[diff]") {
  constexpr int kPairs = 40;
  constexpr const char* kChange = R"(
what_if: {more of the left: [{change: turnout, where: {faction: left}, times: 1.1}]}
)";
  int n_alarms = 0;
  struct Rate {
    double n = 0;
    double n_close = 0;  // p < 0.1
    double n_far = 0;    // p < 0.001
  };
  std::map<Measure, Rate> rates;
  for (const bool is_busy : {false, true}) {
    scenario::Scenario scenario = is_busy ? test::busy_scenario() : test::every_rule_scenario();
    scenario.what_ifs = test::scenario_of(scenario_text() + kChange).what_ifs;
    for (std::uint64_t pair = 0; pair < kPairs / 2; ++pair) {
      // Sizes differ: the tails of rare counts and skewed means then show.
      const RunWithWorld a(scenario, 2 * pair + 1, 8 * 256);
      const RunWithWorld b(scenario, 2 * pair + 2, 3 * 256);
      const RunDifference difference = difference_of_runs(*a, *b);
      n_alarms += difference.compatible() ? 0 : 1;
      for (const ComparedNumber& number : difference.numbers) {
        Rate& rate = rates[number.measure];
        rate.n += 1;
        rate.n_close += std::abs(number.z) > 1.6449 ? 1 : 0;
        rate.n_far += std::abs(number.z) > 3.2905 ? 1 : 0;
      }
    }
  }
  // Binomial(40, 0.01) is above 3 with probability 7e-4.
  CHECK(n_alarms <= 3);
  CHECK(rates.size() == 6);  // none is exact
  for (const auto& [measure, rate] : rates) {
    INFO("measure " << static_cast<int>(measure) << ": " << rate.n << " numbers");
    CHECK(rate.n > 1000);
    // Numbers of one pair go together, so their rates vary by more than those of as many pairs.
    CHECK(rate.n_close / rate.n < 0.12);
    CHECK(rate.n_close / rate.n > 0.01);
    CHECK(rate.n_far / rate.n < 0.003);
  }
}

TEST_CASE("A real change is found, and named", "[diff]") {
  int n_found = 0;
  for (std::uint64_t seed = 1; seed <= 40; seed += 2) {
    // Two points more for ana: about 0.05 more wins, 7 standard errors at 8,192 elections.
    const RunDifference difference =
        difference_of(run_with(seed, 8192), run_with(seed + 1, 8192, 0.42));
    n_found += difference.compatible() ? 0 : 1;
    CHECK(difference.clearest()->item.substr(0, 1) == "X");
    CHECK(difference.largest()->item.substr(0, 1) == "X");
  }
  CHECK(n_found == 20);
}

TEST_CASE("The statistics are those of the textbook", "[diff]") {
  const Run a = run_with(1, 8192);
  const Run b = run_with(2, 4096, 0.45);
  const RunDifference difference = difference_of(a, b);
  const ComparedNumber& win = number_of(difference, "win", "X/ana", Measure::probability);
  const double p_a = static_cast<double>(a.tally[kWin].counts[0]) / 8192;
  const double p_b = static_cast<double>(b.tally[kWin].counts[0]) / 4096;
  const double pooled =
      static_cast<double>(a.tally[kWin].counts[0] + b.tally[kWin].counts[0]) / (8192 + 4096);
  const double z = (p_b - p_a) / std::sqrt(pooled * (1 - pooled) * (1.0 / 8192 + 1.0 / 4096));
  CHECK(win.z == Approx(z));
  CHECK(win.differs);
  const ComparedNumber& share = number_of(difference, "share", "X/ana", Measure::mean);
  const Distribution of_a = View(a.labels, a.tally).distribution(kShare, 0);
  const Distribution of_b = View(b.labels, b.tally).distribution(kShare, 0);
  const double error = std::hypot(of_a.mean_standard_error, of_b.mean_standard_error);
  CHECK(share.z == Approx((of_b.mean - of_a.mean) / error));
  // How it spreads: five quantiles of both runs, in order, and the parts beyond them.
  int n = 0;
  for (const ComparedNumber& number : difference.numbers) {
    if (number.quantity != "share" || number.item != "X/ana") continue;
    if (number.measure != Measure::at_least) continue;
    const auto bound = static_cast<std::size_t>(std::lround(*number.at * a.tally.bins));
    const std::uint64_t above =
        std::accumulate(a.tally[kShare].counts.begin() + static_cast<std::ptrdiff_t>(bound),
                        a.tally[kShare].counts.begin() + a.tally.bins, std::uint64_t{0});
    CHECK(number.a == Approx(static_cast<double>(above) / 8192));
    ++n;
  }
  CHECK(n >= 5);
}

TEST_CASE("What spreads otherwise differs, though every mean is the same", "[diff]") {
  scenario::Scenario scenario = test::scenario_of(R"(
factions: [left]
districts: [{id: D}]
universes: [{district: D, universe: u, faction: left, registered: 10000, turnout: {mean: 0.3}}]
contests: [{id: Y, districts: all, candidates: [dan, eve], support: {left: {dan: 0.5, eve: rest}}}]
effects: [{id: polling, affects: support, by: candidate, sd: 0.2}]
)");
  const auto run_of = [&](double sd, std::uint64_t seed) {
    scenario.effects[0].loads[0].sd = sd;
    scenario.seed = seed;
    const Model model = test::model_of(scenario);
    return Run{labels_of(model), test::run(model, 8192).tally};
  };
  const RunDifference difference = difference_of(run_of(0.2, 1), run_of(0.24, 2));
  CHECK_FALSE(difference.compatible());
  CHECK_FALSE(number_of(difference, "win", "Y/dan", Measure::probability).differs);
  CHECK_FALSE(number_of(difference, "share", "Y/dan", Measure::mean).differs);
  CHECK(std::ranges::any_of(difference.numbers, [](const ComparedNumber& number) {
    return number.quantity == "share" && number.measure == Measure::at_least && number.differs;
  }));
}

TEST_CASE("A run differs in nothing from itself, nor from its counts doubled", "[diff]") {
  const Run a = run_with(1, 4096);
  Run twice = a;
  twice.tally += a.tally;
  for (const Run& b : {a, twice}) {
    const RunDifference difference = difference_of(a, b);
    CHECK(difference.compatible());
    for (const ComparedNumber& number : difference.numbers) {
      CHECK(number.z == 0);
    }
  }
}

TEST_CASE("What one run alone has makes it different, whatever the numbers", "[diff]") {
  const Run a = run_with(1, 4096);
  Run b = a;
  b.labels.candidates[2].id = "zoe";
  b.labels.contests[1].id = "Z";
  const RunDifference difference = difference_of(a, b);
  CHECK_FALSE(difference.compatible());
  CHECK(difference.only_a == std::vector<std::string>{"contest Y", "candidate X/cleo"});
  CHECK(difference.only_b == std::vector<std::string>{"contest Z", "candidate X/zoe"});
  for (const ComparedNumber& number : difference.numbers) {
    CHECK(number.item.substr(0, 1) != "Y");
    CHECK_FALSE(number.differs);
  }
}

TEST_CASE("What both name alike but define otherwise is different, though no number moved",
          "[diff]") {
  const Model model = test::model_of(test::busy_scenario());
  const Run a{labels_of(model), test::run(model, 256).tally};
  Run b = a;
  b.labels.events[0].text = "X/ben wins";
  b.labels.slates[2].members = {0};
  b.labels.contests[0].rule = "runoff";
  const RunDifference difference = difference_of(a, b);
  CHECK_FALSE(difference.compatible());
  CHECK(difference.redefined ==
        std::vector<Redefined>{{"contest X", "counted by plurality", "counted by runoff"},
                               {"slate one", "Z/hal", "X/ana"},
                               {"event upset", "X/ana wins and not Y/dora wins", "X/ben wins"}});
  CHECK(difference.only_a.empty());
}

TEST_CASE("What follows from the scenario alone differs as soon as it is not equal", "[diff]") {
  const Run a = run_with(1, 4096);
  Run b = a;
  b.labels.universes[0].registered = 20'000;
  b.labels.contests[0].seats = 2;
  const RunDifference difference = difference_of(a, b);
  CHECK_FALSE(difference.compatible());
  const ComparedNumber& registered = number_of(difference, "registered", "D/u", Measure::exact);
  CHECK(registered.a == 10'000);
  CHECK(registered.b == 20'000);
  CHECK(registered.standard_error == 0);
  CHECK(std::isinf(registered.z));
  CHECK(number_of(difference, "winners", "X", Measure::exact).differs);
  CHECK(difference.clearest()->measure != Measure::exact);
}

TEST_CASE("Numbers that never vary differ as soon as they are not equal", "[diff]") {
  Run a = run_with(1, 4096);
  Run b = a;
  a.tally[kShare].sums[0] = {1000 * 4096, U128{1000} * 1000 * 4096};
  b.tally[kShare].sums[0] = {1001 * 4096, U128{1001} * 1001 * 4096};
  const RunDifference difference = difference_of(a, b);
  CHECK_FALSE(difference.compatible());
  CHECK(std::isinf(difference.clearest()->z));
}

TEST_CASE("What one file alone holds is said not to be compared", "[diff]") {
  const Run a = run_with(1, 1024);
  Run b = run_with(2, 1024);
  b.tally[kMargin] = {};
  b.tally.bins = 100;
  const auto& left_out = difference_of(a, b).not_compared;
  CHECK(std::ranges::count(left_out, "margin (only in A)") == 1);
  CHECK(std::ranges::count(left_out, "histograms (500 and 100 bins)") == 1);
  const View view_a(a.labels, a.tally);
  const View view_b(b.labels, b.tally);
  const RunDifference worlds =
      difference_of_runs({{"", &view_a}, {"zoe joins", &view_a}}, {{"", &view_b}});
  CHECK(std::ranges::count(worlds.not_compared, "'zoe joins' (only in A)") == 1);
}
