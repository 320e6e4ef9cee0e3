#include "hustings/infer/flows.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "infer/linear.hpp"
#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

/// Where voters of those who were out went in New York 2025 (Mamdani, Cuomo, nobody), as sums of
/// precincts; and what the ballots themselves say.
struct Trap {
  FlowSums sums;
  std::vector<std::size_t> borough;
  std::vector<double> x;  ///< Mamdani's part of the two, less a half
  Flows truth{6, 3};
  std::vector<double> ballots = std::vector<double>(6, 0.0);

  Trap() {
    const test::CountsTable all("scenarios/data/sources/nyc_2025_mayor_ed.csv");
    const test::CountsTable large =
        all.where([&](std::size_t i) { return all.number(i, "ballots") >= 30; });
    const std::size_t n = large.rows();
    sums.rows = Matrix(n, 6);
    sums.columns = Matrix(n, 3);
    sums.group = large.groups("ad");
    borough = large.groups("borough");
    const Matrix named = large.matrix({"lander", "adams", "stringer", "myrie", "tilson"});
    const Matrix others = large.matrix({"blake", "ramos", "prince", "bartholomew"});
    const Matrix pair = large.matrix({"mamdani", "cuomo"});
    const Matrix last = large.matrix({"final_mamdani", "final_cuomo", "final_exhausted"});
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t r = 0; r < 5; ++r) sums.rows(i, r) = named(i, r);
      for (std::size_t k = 0; k < 4; ++k) sums.rows(i, 5) += others(i, k);
      for (std::size_t j = 0; j < 3; ++j)
        sums.columns(i, j) = last(i, j) - (j < 2 ? pair(i, j) : 0);
      x.push_back(pair(i, 0) / (pair(i, 0) + pair(i, 1) + 1) - .5);
    }
    read_ballots();
  }

  void read_ballots() {
    const test::CountsTable table("tests/data/nyc_2025/nyc_2025_mayor_rankings.csv");
    const std::string rows = "LASYT";
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const std::string& ranking = table.text(i, "ranking");
      const std::size_t first = ranking.find_first_not_of('-');
      if (first == std::string::npos || ranking[first] == 'M' || ranking[first] == 'C') continue;
      const std::size_t row = std::min<std::size_t>(rows.find(ranking[first]), 5);
      const std::size_t of_pair = ranking.find_first_of("MC");
      const std::size_t to = of_pair == std::string::npos ? 2 : ranking[of_pair] == 'M' ? 0 : 1;
      truth(row, to) += table.number(i, "total");
      ballots[row] += table.number(i, "total");
    }
    for (std::size_t r = 0; r < 6; ++r) truth.set_row(r, normalised(truth.row(r)));
  }

  double error(const Flows& flows) const { return flow_distance(flows, truth, ballots); }
};

/// Least squares of the columns on the rows, places weighted by 1 / ballots; [goodman1953].
Flows goodman(const FlowSums& sums) {
  Matrix squares(6, 6), products(6, 3);
  for (std::size_t i = 0; i < sums.rows.rows(); ++i) {
    double weight = 0;
    for (std::size_t r = 0; r < 6; ++r) weight += sums.rows(i, r);
    if (!(weight > 0)) continue;
    for (std::size_t r = 0; r < 6; ++r) {
      for (std::size_t q = 0; q < 6; ++q)
        squares(r, q) += sums.rows(i, r) * sums.rows(i, q) / weight;
      for (std::size_t j = 0; j < 3; ++j) {
        products(r, j) += sums.rows(i, r) * sums.columns(i, j) / weight;
      }
    }
  }
  return product(Cholesky::of(squares)->inverse(), products);
}

TEST_CASE("Flows: the trap of sums, on real ballots", "[infer]") {
  const Trap trap;
  FlowSums city = trap.sums, boroughs = trap.sums;
  std::fill(city.group.begin(), city.group.end(), 0);
  boroughs.group = trap.borough;

  const Flows alike = flows_by_group(city, 0);
  CHECK(trap.error(alike) == Approx(.147).margin(.003));
  const Flows line = goodman(trap.sums);
  CHECK(trap.error(line) == Approx(.165).margin(.003));
  CHECK(line(4, 1) > 1.2);  // more of Tilson's voters to Cuomo than there are
  CHECK(trap.error(flows_by_group(city)) == Approx(.104).margin(.003));
  CHECK(trap.error(flows_by_group(boroughs)) == Approx(.077).margin(.003));
  const Flows by_district = flows_by_group(trap.sums);
  CHECK(trap.error(by_district) == Approx(.048).margin(.003));
  const Flows by_slope = flows_by_slope(trap.sums, trap.x);
  CHECK(trap.error(by_slope) == Approx(.054).margin(.003));
  CHECK(flow_distance(by_district, by_slope, trap.ballots) < kFlowsApart);
}

TEST_CASE("Flows: places of one row each show where it goes", "[infer]") {
  const FlowSums sums{
      Matrix({{100, 0}, {0, 50}, {100, 50}}), Matrix({{80, 20}, {10, 40}, {90, 60}}), {0, 0, 0}};
  const Flows flows = flows_by_group(sums, 2000);
  CHECK(flows(0, 0) == Approx(.8).margin(1e-6));
  CHECK(flows(1, 0) == Approx(.2).margin(1e-6));
  const Flows sloped = flows_by_slope(sums, {0, 0, 0});
  CHECK(sloped(0, 0) == Approx(.8).margin(1e-4));
  CHECK(sloped(1, 0) == Approx(.2).margin(1e-4));
}

TEST_CASE("Flows: the slope model finds where support depends on the place", "[infer]") {
  // Row 0 goes to column 0 with log-odds -1 + 2 x, row 1 with 1 + 2 x.
  FlowSums sums{Matrix(40, 2), Matrix(40, 2), std::vector<std::size_t>(40, 0)};
  std::vector<double> x;
  const auto goes = [](double log_odds) { return 1 / (1 + std::exp(-log_odds)); };
  double first = 0, second = 0, n_first = 0, n_second = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    x.push_back(static_cast<double>(i % 8) / 4 - 1);
    sums.rows.set_row(
        i, {100. + 20 * static_cast<double>(i % 5), 180. - 20 * static_cast<double>(i % 5)});
    const double a = sums.rows(i, 0) * goes(-1 + 2 * x[i]);
    const double b = sums.rows(i, 1) * goes(1 + 2 * x[i]);
    sums.columns.set_row(i, {a + b, sums.rows(i, 0) + sums.rows(i, 1) - a - b});
    first += a;
    second += b;
    n_first += sums.rows(i, 0);
    n_second += sums.rows(i, 1);
  }
  const Flows flows = flows_by_slope(sums, x);
  CHECK(flows(0, 0) == Approx(first / n_first).margin(1e-4));
  CHECK(flows(1, 0) == Approx(second / n_second).margin(1e-4));
}

TEST_CASE("Flows: a row without ballots goes as all do", "[infer]") {
  const FlowSums sums{Matrix({{100, 0}, {50, 0}}), Matrix({{60, 40}, {30, 20}}), {0, 1}};
  CHECK(flows_by_group(sums)(1, 0) == Approx(.6));
  CHECK(flows_by_slope(sums, {0, 1})(1, 0) == Approx(.6));
}

TEST_CASE("Flows: groups have 20 to 100 places of regions next to each other", "[infer]") {
  std::vector<std::size_t> region;
  for (const auto& [id, n] : std::vector<std::pair<std::size_t, std::size_t>>{
           {0, 250}, {1, 12}, {2, 15}, {3, 40}, {4, 5}}) {
    region.insert(region.end(), n, id);
  }
  const std::vector<std::size_t> group = flow_groups(region.size(), region);
  std::vector<std::size_t> sizes(group.back() + 1, 0);
  for (const std::size_t one : group) ++sizes[one];
  CHECK(sizes == std::vector<std::size_t>{84, 83, 83, 27, 45});
  CHECK(flow_groups(3, {}) == std::vector<std::size_t>{0, 0, 0});
}

TEST_CASE("Factions: how they voted elsewhere is found, and whether it depends on the place",
          "[infer]") {
  Matrix parts(60, 2), alike(60, 3), apart(60, 3);
  for (std::size_t i = 0; i < 60; ++i) {
    const double part = .02 + .96 * static_cast<double>(i % 20) / 19;
    parts.set_row(i, {part, 1 - part});
    alike.set_row(i, {1000 * (.7 * part + .1 * (1 - part)), 1000 * (.2 * part + .6 * (1 - part)),
                      1000 * (.1 * part + .3 * (1 - part))});
    // Both factions vote as the place does, and the place as its first faction's part.
    apart.set_row(i, {1000 * (.1 + .8 * part * part), 1000 * (.9 - .8 * part * part), 0});
  }
  const FactionVotes same = faction_votes(parts, alike, {});
  CHECK(same.votes(0, 0) == Approx(.7).margin(.01));
  CHECK(same.votes(1, 1) == Approx(.6).margin(.01));
  CHECK(!same.depends_on_place);
  CHECK(faction_votes(parts, apart, {}).depends_on_place);
}

}  // namespace
}  // namespace hustings::infer
