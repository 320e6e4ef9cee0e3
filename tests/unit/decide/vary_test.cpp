// Variations: where the points lie, and that each is the what-if it stands for.

#include "hustings/decide/vary.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "hustings/summary/view.hpp"
#include "support/busy_scenario.hpp"
#include "support/delegate_scenario.hpp"
#include "support/scenarios.hpp"

using namespace hustings;
using scenario::Design;
using scenario::Operation;
using scenario::Vary;

namespace {

constexpr std::uint64_t kElections = kBlock + 777;

Vary two_inputs(Design design, std::size_t points) {
  const scenario::WhereClause young{{{"age", {"young"}}}, {}};
  Vary vary;
  vary.design = design;
  vary.points = points;
  vary.inputs = {
      {{}, "young", {{}, {}, scenario::TurnoutChange{young, Operation::times, 1}}, {}, 0.8, 1.2},
      {{},
       "ana",
       {{}, {}, scenario::SupportChange{"X", "ana", {}, {}, Operation::log_scale, 0}},
       {},
       -0.5,
       0.5}};
  return vary;
}

/// Largest |part of the points in [0, a) x [0, b) - a b| over a grid of a and b: how uneven they
/// are.
double unevenness(const std::vector<std::vector<double>>& points, const Vary& vary) {
  double largest = 0;
  for (double a = 0.1; a < 1; a += 0.1) {
    for (double b = 0.1; b < 1; b += 0.1) {
      const auto inside = std::count_if(points.begin(), points.end(), [&](const auto& point) {
        const auto part = [&](std::size_t i) {
          return (point[i] - vary.inputs[i].from) / (vary.inputs[i].to - vary.inputs[i].from);
        };
        return part(0) < a && part(1) < b;
      });
      const double share = static_cast<double>(inside) / static_cast<double>(points.size());
      largest = std::max(largest, std::fabs(share - a * b));
    }
  }
  return largest;
}

/// Holds what a point keeps of a quantity against its what-if simulated alone.
void check_point(QuantityId id, const WorldResult& point, const Tally& alone) {
  const Quantity& quantity = about(id);
  const Column& kept = point.tally[id];
  if (!quantity.varied) {
    CHECK(kept.empty());
    CHECK(point.paired[id] == PairedColumn());
  } else if (quantity.is_moments()) {
    CHECK(kept.counts.empty());
    CHECK(kept.sums == alone[id].sums);
  } else if (quantity.kept == Kept::count || id == kSeats) {
    CHECK(kept.counts == alone[id].counts);
    CHECK(kept.sums.empty());
  } else {
    CHECK(kept.counts.empty());
    const std::size_t n = kept.sums.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t width = alone[id].counts.size() / n;
      MomentSums sums;
      for (std::size_t j = 0; j < width; ++j) {
        const std::uint64_t elections = alone[id].counts[i * width + j];
        sums += {elections * j, static_cast<U128>(elections * j * j)};
      }
      CHECK(kept.sums[i] == sums);
    }
    CHECK((n > 0) == !alone[id].counts.empty());
  }
}

/// Elections in which a slate wins all its seats.
std::uint64_t sweeps(const Model& model, const Tally& tally, std::size_t slate) {
  const std::size_t width = tally[kSeats].counts.size() / model.slates.size();
  return tally[kSeats].counts[slate * width + model.slates[SlateId(slate)].members.size()];
}

}  // namespace

TEST_CASE("A grid has every combination, the last input running fastest", "[vary]") {
  Vary vary = two_inputs(Design::grid, 0);
  vary.inputs[0].values = {0.9, 1.1};
  vary.inputs[1].values = {-0.1, 0, 0.1};
  const std::vector<std::vector<double>> expected = {{0.9, -0.1}, {0.9, 0}, {0.9, 0.1},
                                                     {1.1, -0.1}, {1.1, 0}, {1.1, 0.1}};
  CHECK(design_points(vary, 1) == expected);
}

TEST_CASE("A Latin hypercube uses each part of each input once", "[vary]") {
  const Vary vary = two_inputs(Design::latin, 50);
  const auto points = design_points(vary, 7);
  REQUIRE(points.size() == 50);
  for (std::size_t i = 0; i < 2; ++i) {
    const scenario::VaryInput& input = vary.inputs[i];
    std::set<long> parts;
    for (const auto& point : points) {
      parts.insert(std::lround(std::floor((point[i] - input.from) / (input.to - input.from) * 50)));
    }
    CHECK(parts.size() == 50);
    CHECK(*parts.begin() == 0);
    CHECK(*parts.rbegin() == 49);
  }
  CHECK(design_points(vary, 7) == points);
  CHECK(design_points(vary, 8) != points);
}

TEST_CASE("Sobol's points are those of the sequence, and even", "[vary]") {
  const Vary vary = two_inputs(Design::sobol, 255);
  const auto points = design_points(vary, 1);
  // The sequence begins (1/2, 1/2), then the quarters: published direction numbers.
  CHECK(points[0] == std::vector<double>{1.0, 0.0});
  std::set<std::vector<double>> next{points[1], points[2]};
  CHECK(next == std::set<std::vector<double>>{{0.9, 0.25}, {1.1, -0.25}});
  CHECK(unevenness(points, vary) < 0.02);
}

TEST_CASE("Every point of a variation is the what-if it stands for", "[vary]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.vary = two_inputs(Design::latin, 19);  // more than go in one pass
  const auto points = design_points(*scenario.vary, scenario.seed);
  Problems problems;
  const WorldBuilder worlds(scenario, problems);
  check_vary(worlds, *scenario.vary, points, problems);
  REQUIRE_FALSE(problems.has_errors());
  const VaryResult result = simulate_variation(
      worlds, *scenario.vary, points, {.elections = kElections, .n_draws = 100, .threads = 2});
  const VaryTally& vary = result.tally;
  CHECK(result.base.tally == simulate(worlds.base(), {kElections, 0, 2, {}}).tally);
  CHECK(result.base.draws.elections == 100);
  REQUIRE(vary.n_points() == 19);
  CHECK(vary.inputs == std::vector<std::string>{"young", "ana"});
  CHECK(vary.changes == std::vector<std::string>{"turnout times", "support log_support"});
  const Tally& base = result.base.tally;
  const std::vector<std::uint64_t>& wins = vary.columns[kWin.index()].counts;
  const std::size_t n = worlds.base().candidates.size();
  for (const std::size_t p : {0U, 15U, 16U, 18U}) {
    CAPTURE(p);
    CHECK(vary.amounts[2 * p] == points[p][0]);
    const Model model = worlds.build(what_if_at(*scenario.vary, points[p]), problems);
    const Tally alone = simulate(model, {kElections, 0, 2, {}}).tally;
    const WorldResult point = vary.point(p);
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      CAPTURE(quantities()[q].name);
      check_point(QuantityId(q), point, alone);
    }
    for (std::size_t k = 0; k < n; ++k) {
      CHECK(wins[p * n + k] == alone[kWin].counts[k]);
      const PairedCount& paired = vary.paired[kWin.index()].counts[p * n + k];
      CHECK(wins[p * n + k] + paired.losses == base[kWin].counts[k] + paired.gains);
    }
    for (std::size_t s = 0; s < worlds.base().slates.size(); ++s) {
      CHECK(sweeps(worlds.base(), point.tally, s) == sweeps(model, alone, s));
    }
  }
}

TEST_CASE("Delegates of a variation are kept by their sums", "[vary][delegates]") {
  scenario::Scenario scenario = test::delegate_scenario();
  scenario.vary = two_inputs(Design::latin, 3);
  scenario.vary->inputs.pop_back();
  scenario.vary->inputs[0].change.kind = scenario::TurnoutChange{{}, Operation::times, 1};
  const auto points = design_points(*scenario.vary, scenario.seed);
  Problems problems;
  const WorldBuilder worlds(scenario, problems);
  REQUIRE_FALSE(problems.has_errors());
  const VaryTally vary =
      simulate_variation(worlds, *scenario.vary, points, {.elections = kElections, .threads = 2})
          .tally;
  const Labels labels = labels_of(worlds.base());
  for (std::size_t p = 0; p < vary.n_points(); ++p) {
    const Model model = worlds.build(what_if_at(*scenario.vary, points[p]), problems);
    const Tally alone = simulate(model, {kElections, 0, 2, {}}).tally;
    const WorldResult point = vary.point(p);
    CAPTURE(p);
    for (std::size_t q = 0; q < quantities().size(); ++q) {
      CAPTURE(quantities()[q].name);
      check_point(QuantityId(q), point, alone);
    }
    const View from_sums(labels, point.tally);
    const View whole(labels, alone);
    for (std::size_t i = 0; i < labels.total_names.size(); ++i) {
      const Distribution delegates = from_sums.distribution(kNameDelegates, i);
      CHECK_FALSE(delegates.has_quantiles);
      CHECK(delegates.mean == Approx(whole.distribution(kNameDelegates, i).mean));
      CHECK(delegates.sd == Approx(whole.distribution(kNameDelegates, i).sd));
    }
  }
}

TEST_CASE("Progress of a variation runs on over all its points, and stops it", "[vary]") {
  scenario::Scenario scenario = test::busy_scenario();
  scenario.vary = two_inputs(Design::latin, 19);
  const auto points = design_points(*scenario.vary, scenario.seed);
  Problems problems;
  const WorldBuilder worlds(scenario, problems);
  std::uint64_t n_checked = 0;
  check_vary(worlds, *scenario.vary, points, problems, [&](const Progress& progress) {
    CHECK(progress.what == "points");
    CHECK(progress.of == 19);
    n_checked = progress.done;
    return true;
  });
  CHECK(n_checked == 19);
  const RunPlan plan{.elections = kElections, .threads = 2};
  std::uint64_t told = 0;
  simulate_variation(worlds, *scenario.vary, points, plan, [&](const Progress& progress) {
    CHECK(progress.done >= told);
    CHECK(progress.of == 19 * kElections);
    told = progress.done;
    return true;
  });
  CHECK(told == 19 * kElections);
  const VaryResult stopped =
      simulate_variation(worlds, *scenario.vary, points, plan, [&](const Progress& progress) {
        return progress.done < 17 * kElections;  // within the second pass
      });
  CHECK_FALSE(stopped.base.complete);
  CHECK(stopped.base.blocks.empty());  // points of the first pass have more elections
}

TEST_CASE("A point that cannot be is refused before anything is simulated", "[vary]") {
  scenario::Scenario scenario = test::busy_scenario();
  Vary vary = two_inputs(Design::grid, 0);
  vary.inputs[0].values = {1, 2, 9};
  vary.inputs[1].values = {0};
  Problems problems;
  const WorldBuilder worlds(scenario, problems);
  check_vary(worlds, vary, design_points(vary, 1), problems);
  const std::vector<Problem> found = problems.sorted();
  CHECK(std::ranges::any_of(found, [](const Problem& problem) {
    return problem.severity == Severity::error && problem.problem.starts_with("turnout would be");
  }));
}

TEST_CASE("Differences of pairs have the error of the pairs", "[vary]") {
  // 1,000 elections, 70 gains, 30 losses: variance of one is .1 - .04^2.
  const Difference won = difference_of(PairedCount{70, 30}, 1000);
  CHECK(won.difference == Approx(0.04));
  CHECK(won.paired_standard_error == Approx(std::sqrt((0.1 - 0.0016) / 1000)));
  // Differences 3, -1, 4, -2 in whole votes: mean 1, variance (4 + 4 + 9 + 9) / 4.
  DifferenceSums sums;
  for (const int d : {3, -1, 4, -2}) sums += {d, static_cast<U128>(d * d)};
  const Difference moved = difference_of(sums, 4, 1);
  CHECK(moved.difference == Approx(1));
  CHECK(moved.paired_standard_error == Approx(std::sqrt(6.5) / 2));
  CHECK(difference_of(DifferenceSums{-12, 36}, 4, 0.5).difference == Approx(-1.5));
  CHECK(difference_of(DifferenceSums{-12, 36}, 4, 0.5).paired_standard_error == 0);
}
