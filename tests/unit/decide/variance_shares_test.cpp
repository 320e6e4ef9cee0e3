// Shares of a variance: closed forms of linear Gaussian models, and plain slow references.

#include "decide/variance_shares.hpp"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "random/math.hpp"

using namespace hustings;

namespace {

constexpr double kPi = 3.14159265358979323846;

using Columns = std::vector<std::vector<float>>;

/// Independent standard normal columns of n elections.
Columns normals(std::size_t n_columns, std::size_t n, unsigned seed) {
  boost::random::mt19937 engine(seed);
  boost::random::normal_distribution<double> normal;
  Columns columns(n_columns, std::vector<float>(n));
  for (auto& column : columns) {
    for (float& value : column) value = static_cast<float>(normal(engine));
  }
  return columns;
}

/// Sum of loads x columns.
std::vector<double> line(const Columns& columns, const std::vector<double>& loads) {
  std::vector<double> sum(columns[0].size());
  for (std::size_t i = 0; i < loads.size(); ++i) {
    for (std::size_t e = 0; e < sum.size(); ++e) {
      sum[e] += loads[i] * static_cast<double>(columns[i][e]);
    }
  }
  return sum;
}

std::vector<double> above_zero(const std::vector<double>& values) {
  std::vector<double> wins;
  for (const double value : values) wins.push_back(value > 0 ? 1 : 0);
  return wins;
}

double density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * kPi);
}

/// Part of a standard normal's variance that is between the bins: the sum of squares of the bins'
/// means, each (density at the lower end - at the upper end) x bins.
double between_bins() {
  double sum = 0;
  for (std::size_t b = 0; b < kShareBins; ++b) {
    const double below = b == 0 ? 0 : density(exact::normal_quantile(double(b) / kShareBins));
    const double above =
        b + 1 == kShareBins ? 0 : density(exact::normal_quantile(double(b + 1) / kShareBins));
    sum += kShareBins * (below - above) * (below - above);
  }
  return sum;
}

/// R^2 of a least-squares line, adjusted, by Gram-Schmidt on the columns themselves.
double plain_explained(std::vector<std::vector<double>> columns, std::vector<double> outcome) {
  const std::size_t n = outcome.size();
  const auto dot = [&](const auto& a, const auto& b) {
    long double sum = 0;
    for (std::size_t e = 0; e < n; ++e) sum += static_cast<long double>(a[e]) * b[e];
    return static_cast<double>(sum);
  };
  const auto take = [&](const std::vector<double>& from, std::vector<double>& to) {
    const double part = dot(from, to) / dot(from, from);
    for (std::size_t e = 0; e < n; ++e) to[e] -= part * from[e];
  };
  const std::vector<double> ones(n, 1.0);
  for (auto& column : columns) take(ones, column);
  take(ones, outcome);
  const double total = dot(outcome, outcome);
  std::size_t used = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (dot(columns[i], columns[i]) < 1e-6 * static_cast<double>(n)) continue;
    ++used;
    take(columns[i], outcome);
    for (std::size_t j = i + 1; j < columns.size(); ++j) take(columns[i], columns[j]);
  }
  const auto degrees = static_cast<double>(n - 1);
  return 1 - dot(outcome, outcome) / total * degrees / (degrees - static_cast<double>(used));
}

/// Shapley shares as they are defined: what a group adds, over every order of the groups.
std::vector<double> plain_shapley(const std::vector<Columns>& groups,
                                  const std::vector<double>& outcome) {
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> shares(groups.size());
  double n_orders = 0;
  do {
    std::vector<std::vector<double>> columns;
    double before = 0;
    for (const std::size_t g : order) {
      for (const auto& column : groups[g]) columns.emplace_back(column.begin(), column.end());
      const double now = plain_explained(columns, outcome);
      shares[g] += now - before;
      before = now;
    }
    ++n_orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& share : shares) share /= n_orders;
  return shares;
}

std::vector<ColumnGroup> spans_of(const std::vector<Columns>& groups) {
  std::vector<ColumnGroup> spans;
  for (const Columns& group : groups) {
    spans.emplace_back(group.begin(), group.end());
  }
  return spans;
}

}  // namespace

TEST_CASE("First-order indices of a straight line and of its sign have closed forms",
          "[sensitivity]") {
  // Loads 3 and 4: rho^2 = .36, .64 of the line; (2 / pi) asin(rho^2) of its sign.
  constexpr std::size_t n = 200'000;
  const Columns z = normals(3, n, 1);
  const auto margin = line(z, {3, 4});
  const auto wins = above_zero(margin);
  const double binned = between_bins();
  CHECK(binned > 0.99);
  const double of_margin[] = {0.36, 0.64, 0};
  const double of_wins[] = {0.23444662, 0.44213133, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    const auto bins = bins_of(z[i]);
    const VarianceShare margin_share = first_order(bins, margin);
    CHECK(std::fabs(margin_share.share - of_margin[i] * binned) < 4 * margin_share.standard_error);
    CHECK(margin_share.standard_error < 0.003);
    const VarianceShare win_share = first_order(bins, wins);
    CHECK(of_wins[i] == Approx(2 / kPi * std::asin(of_margin[i])).margin(1e-8));
    // What a bin's own width hides of a curve is at most what it hides of a line.
    CHECK(win_share.share < of_wins[i] + 4 * win_share.standard_error);
    CHECK(win_share.share > of_wins[i] * binned - 4 * win_share.standard_error);
  }
}

TEST_CASE("A first-order index sees a curve that no line does", "[sensitivity]") {
  constexpr std::size_t n = 50'000;
  const Columns z = normals(2, n, 2);
  std::vector<double> outcome(n);  // z0^2 + z1: variances 2 and 1
  for (std::size_t e = 0; e < n; ++e) {
    outcome[e] = double(z[0][e]) * double(z[0][e]) + double(z[1][e]);
  }
  const VarianceShare of_curve = first_order(bins_of(z[0]), outcome);
  // The square's own spread within the outer bins is not seen: less than 7 % of it.
  CHECK(of_curve.share < 2.0 / 3 + 4 * of_curve.standard_error);
  CHECK(of_curve.share > 0.93 * 2 / 3 - 4 * of_curve.standard_error);
  const VarianceShare of_line = first_order(bins_of(z[1]), outcome);
  CHECK(std::fabs(of_line.share - 1.0 / 3) < 4 * of_line.standard_error + 0.002);
  const ShapleyShares shares = shapley_shares(spans_of({{z[0]}, {z[1]}}), outcome);
  CHECK(std::fabs(shares.groups[0].share) < 4 * shares.groups[0].standard_error);
}

TEST_CASE("Bins have equal sizes, keep the order of values, and noise explains nothing on average",
          "[sensitivity]") {
  constexpr std::size_t n = 2'000;
  constexpr std::size_t n_tries = 400;
  const Columns z = normals(n_tries + 1, n, 3);
  const auto bins = bins_of(z[0]);
  for (std::size_t b = 0; b < kShareBins; ++b) {
    const auto size = std::count(bins.begin(), bins.end(), b);
    CHECK((size == n / kShareBins || size == n / kShareBins + 1));
  }
  for (std::size_t e = 1; e < n; ++e) {
    if (bins[e] < bins[e - 1]) CHECK(z[0][e] < z[0][e - 1]);
  }
  const std::vector<double> outcome(z[n_tries].begin(), z[n_tries].end());
  double sum = 0;
  double squares = 0;
  double stated = 0;
  for (std::size_t i = 0; i < n_tries; ++i) {
    const VarianceShare share = first_order(bins_of(z[i]), outcome);
    sum += share.share;
    squares += share.share * share.share;
    stated += share.standard_error / n_tries;
  }
  const double sd = std::sqrt(squares / n_tries);
  CHECK(std::fabs(sum / n_tries) < 4 * sd / std::sqrt(double(n_tries)));
  CHECK(stated == Approx(sd).epsilon(0.15));  // 4 se of an sd from 400 values
}

TEST_CASE("An outcome that never varies has no variance to explain", "[sensitivity]") {
  const Columns z = normals(1, 2'000, 4);
  for (const double value : {1.0, 0.1, -1e6 / 3}) {  // the mean of the last two is rounded
    const std::vector<double> always(2'000, value);
    const VarianceShare share = first_order(bins_of(z[0]), always);
    CHECK(share.share == 0);
    CHECK(share.standard_error == 0);
    const ShapleyShares shares = shapley_shares(spans_of({{z[0]}}), always);
    CHECK(shares.groups[0].share == 0);
    CHECK(shares.explained.standard_error == 0);
  }
}

TEST_CASE("Shapley shares of independent effects are their parts of the variance, and add up",
          "[sensitivity]") {
  constexpr std::size_t n = 20'000;
  Columns z = normals(5, n, 5);
  const auto margin = line(z, {1, 2, 3, 1, 1});  // squares 1 4 9 1 1 of 16; the last is noise
  const std::vector<Columns> groups = {{z[0]}, {z[1], z[2]}, {z[3]}};
  const ShapleyShares shares = shapley_shares(spans_of(groups), margin);
  const double expected[] = {1.0 / 16, 13.0 / 16, 1.0 / 16};
  double sum = 0;
  for (std::size_t g = 0; g < 3; ++g) {
    CAPTURE(g);
    CHECK(std::fabs(shares.groups[g].share - expected[g]) < 4 * shares.groups[g].standard_error);
    CHECK(shares.groups[g].standard_error < 0.01);
    sum += shares.groups[g].share;
  }
  CHECK(sum == Approx(shares.explained.share).epsilon(1e-12));
  CHECK(std::fabs(sum - 15.0 / 16) < 4 * shares.explained.standard_error);
}

TEST_CASE("Shapley shares divide what correlated groups explain together", "[sensitivity]") {
  // y = b1 x1 + b2 x2 + x3 with corr(x1, x2) = r and unit variances: the mean over both orders is
  // b1^2 + b1 b2 r + (b2^2 - b1^2) r^2 / 2 for x1, alike for x2 (Lindeman, Merenda and Gold).
  constexpr std::size_t n = 40'000;
  constexpr double b1 = 1.0;
  constexpr double b2 = 0.5;
  constexpr double r = 0.6;
  Columns z = normals(3, n, 6);
  for (std::size_t e = 0; e < n; ++e) {
    z[1][e] = static_cast<float>(r) * z[0][e] + std::sqrt(1 - float(r * r)) * z[1][e];
  }
  const auto outcome = line(z, {b1, b2, 1});
  const double variance = b1 * b1 + b2 * b2 + 2 * b1 * b2 * r + 1;
  const double shift = (b2 * b2 - b1 * b1) * r * r / 2;
  const double expected[] = {(b1 * b1 + b1 * b2 * r + shift) / variance,
                             (b2 * b2 + b1 * b2 * r - shift) / variance, 1 / variance};
  const ShapleyShares shares = shapley_shares(spans_of({{z[0]}, {z[1]}, {z[2]}}), outcome);
  for (std::size_t g = 0; g < 3; ++g) {
    CAPTURE(g);
    CHECK(std::fabs(shares.groups[g].share - expected[g]) < 4 * shares.groups[g].standard_error);
  }
  CHECK(shares.explained.share == Approx(1).margin(1e-9));
}

TEST_CASE("Shapley shares are those of every order of the groups, gone through one by one",
          "[sensitivity]") {
  constexpr std::size_t n = 700;
  Columns z = normals(9, n, 7);
  for (std::size_t e = 0; e < n; ++e) {
    z[4][e] += 0.7F * z[0][e] - 0.4F * z[2][e];
    z[5][e] = z[1][e];  // the same twice: it must count once
    z[6][e] += z[3][e];
  }
  auto outcome = line(z, {1, -2, 0.5, 0, 1.5, 0, 0.8, 0, 1});
  for (std::size_t e = 0; e < n; ++e) outcome[e] = 10 + outcome[e] + 0.2 * outcome[e] * outcome[e];
  const std::vector<Columns> groups = {{z[0]}, {z[1], z[2], z[7]}, {z[3]}, {z[4], z[5]}, {z[6]}};
  const auto expected = plain_shapley(groups, outcome);
  const ShapleyShares shares = shapley_shares(spans_of(groups), outcome);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    CAPTURE(g);
    CHECK(shares.groups[g].share == Approx(expected[g]).margin(1e-8));
  }
}

TEST_CASE("Errors of Shapley shares are those seen over repeated runs", "[sensitivity]") {
  constexpr std::size_t n = 1'500;
  constexpr std::size_t n_runs = 200;
  double sum = 0;
  double squares = 0;
  double stated = 0;
  for (unsigned run = 0; run < n_runs; ++run) {
    const Columns z = normals(3, n, 100 + run);
    const ShapleyShares shares = shapley_shares(spans_of({{z[0]}, {z[1]}}), line(z, {1, 1, 1}));
    sum += shares.groups[0].share;
    squares += shares.groups[0].share * shares.groups[0].share;
    stated += shares.groups[0].standard_error * shares.groups[0].standard_error;
  }
  const double mean = sum / n_runs;
  const double variance = squares / n_runs - mean * mean;
  CHECK(std::fabs(mean - 1.0 / 3) < 4 * std::sqrt(variance / n_runs));
  CHECK(stated / n_runs == Approx(variance).epsilon(0.45));  // 4 se of a variance from 200 values
}
