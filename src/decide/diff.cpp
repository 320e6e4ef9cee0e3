#include "hustings/decide/diff.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "hustings/summary/view.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

constexpr double kFewestExpected = 10;

/// Sets z from the difference and its standard error: infinite where neither run varies.
void test_normally(ComparedNumber& number) {
  const double difference = number.b - number.a;
  if (difference != 0) number.z = difference / number.standard_error;
}

/// The normal score of a two-sided p-value.
double score(double p_value) {
  return -exact::normal_quantile(p_value / 2);
}

/// Tests two numbers of wins for one probability.
///
/// Law: z = (b - a) / sqrt(p (1 - p) (1 / n_a + 1 / n_b)), p pooled; where fewer than 10 wins or
/// losses are to be expected in the smaller run, the normal score of Fisher's exact test, whose law
/// holds for any number. A p-value too small for a double leaves z as it is. Source: docs/ci.md,
/// "Two results files".
ComparedNumber compared_wins(std::uint64_t k_a, std::uint64_t n_a, std::uint64_t k_b,
                             std::uint64_t n_b) {
  const auto size_a = static_cast<double>(n_a);
  const auto size_b = static_cast<double>(n_b);
  ComparedNumber number;
  number.a = static_cast<double>(k_a) / size_a;
  number.b = static_cast<double>(k_b) / size_b;
  const double pooled = static_cast<double>(k_a + k_b) / (size_a + size_b);
  number.standard_error = std::sqrt(pooled * (1 - pooled) * (1 / size_a + 1 / size_b));
  const double fewest = std::min(pooled, 1 - pooled) * std::min(size_a, size_b);
  if (fewest >= kFewestExpected) {
    test_normally(number);
    return number;
  }
  const double p_value = fisher_p_value(k_a, n_a, k_b, n_b);
  if (p_value == 0) {  // too small to be held
    test_normally(number);
  } else if (p_value < 1) {
    number.z = std::copysign(score(p_value), number.b - number.a);
  }
  return number;
}

/// Tests two mean shares for one mean: z = (b - a) / sqrt(se_a^2 + se_b^2), normal since both are
/// means of thousands of elections.
ComparedNumber compared_shares(const Distribution& a, const Distribution& b) {
  ComparedNumber number;
  number.kind = ComparedNumber::Kind::share;
  number.a = a.mean;
  number.b = b.mean;
  number.standard_error = std::sqrt(a.mean_standard_error * a.mean_standard_error +
                                    b.mean_standard_error * b.mean_standard_error);
  test_normally(number);
  return number;
}

std::map<std::string, std::size_t> places_of_candidates(const Labels& labels) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    places.emplace(candidate_label(labels, i), i);
  }
  return places;
}

bool has_contest(const Labels& labels, const std::string& id) {
  return std::any_of(labels.contests.begin(), labels.contests.end(),
                     [&](const ContestLabel& contest) { return contest.id == id; });
}

/// Names the contests and, in contests of both, the candidates that the other run has not.
std::vector<std::string> missing_in(const Labels& other, const Labels& labels) {
  std::vector<std::string> missing;
  const auto there = places_of_candidates(other);
  for (const ContestLabel& contest : labels.contests) {
    if (!has_contest(other, contest.id)) missing.push_back("contest " + contest.id);
  }
  for (std::size_t i = 0; i < labels.candidates.size(); ++i) {
    const std::string name = candidate_label(labels, i);
    if (there.count(name) > 0) continue;
    if (!has_contest(other, labels.contests[labels.candidates[i].contest].id)) continue;
    missing.push_back("candidate " + name);
  }
  return missing;
}

/// log n!, by the product or by Stirling's series, whose next term is below 1e-13.
double log_factorial(double n) {
  if (n < 32) {
    double product = 1;
    for (double i = 2; i <= n; ++i) product *= i;
    return exact::log(product);
  }
  constexpr double kHalfLogTwoPi = 0.918938533204672742;
  const double series = 1 / (12 * n) - 1 / (360 * n * n * n) + 1 / (1260 * n * n * n * n * n);
  return (n + 0.5) * exact::log(n) - n + kHalfLogTwoPi + series;
}

/// Computes log C(n, k). Differences of large logarithms: absolute error about n log n x 1e-16.
double log_choose(std::uint64_t n, std::uint64_t k) {
  const auto size = static_cast<double>(n);
  const auto part = static_cast<double>(k);
  return log_factorial(size) - log_factorial(part) - log_factorial(size - part);
}

}  // namespace

bool RunDifference::compatible() const {
  return only_a.empty() && only_b.empty() &&
         std::none_of(numbers.begin(), numbers.end(),
                      [](const ComparedNumber& number) { return number.differs; });
}

const ComparedNumber* RunDifference::clearest() const {
  const auto most = std::max_element(numbers.begin(), numbers.end(),
                                     [](const ComparedNumber& x, const ComparedNumber& y) {
                                       return std::abs(x.z) < std::abs(y.z);
                                     });
  return most == numbers.end() ? nullptr : &*most;
}

const ComparedNumber* RunDifference::largest() const {
  const auto most = std::max_element(numbers.begin(), numbers.end(),
                                     [](const ComparedNumber& x, const ComparedNumber& y) {
                                       return std::abs(x.b - x.a) < std::abs(y.b - y.a);
                                     });
  return most == numbers.end() ? nullptr : &*most;
}

RunDifference difference_of_runs(const Labels& labels_a, const Tally& a, const Labels& labels_b,
                                 const Tally& b, double level) {
  RunDifference difference;
  difference.only_a = missing_in(labels_b, labels_a);
  difference.only_b = missing_in(labels_a, labels_b);
  const View view_a(labels_a, a);
  const View view_b(labels_b, b);
  const auto in_b = places_of_candidates(labels_b);
  std::vector<ComparedNumber> shares;
  for (std::size_t i = 0; i < labels_a.candidates.size(); ++i) {
    const std::string name = candidate_label(labels_a, i);
    const auto other = in_b.find(name);
    if (other == in_b.end()) continue;
    const std::size_t j = other->second;
    difference.numbers.push_back(
        compared_wins(view_a.count(kWin, i), a.elections, view_b.count(kWin, j), b.elections));
    difference.numbers.back().candidate = name;
    shares.push_back(
        compared_shares(view_a.distribution(kShare, i), view_b.distribution(kShare, j)));
    shares.back().candidate = name;
  }
  difference.numbers.insert(difference.numbers.end(), shares.begin(), shares.end());
  std::vector<double> scores;
  for (const ComparedNumber& number : difference.numbers) scores.push_back(number.z);
  const std::vector<bool> rejected = holm(scores, level);
  for (std::size_t i = 0; i < rejected.size(); ++i) difference.numbers[i].differs = rejected[i];
  return difference;
}

/// Sums a tail of the hypergeometric law, which k_a has given the margins of the 2 x 2 table:
///
///     P(x) = C(n_a, x) C(n_b, k - x) / C(n_a + n_b, k),   k = k_a + k_b
///
/// Its probability at k_a is computed once, the tail outwards from it by ratios of neighbours until
/// a term adds nothing; the p-value is twice the tail beyond k_a, at most 1. By symmetry the table
/// is turned so that the cell looked at is the one expected to hold least, whose tail is short.
double fisher_p_value(std::uint64_t k_a, std::uint64_t n_a, std::uint64_t k_b, std::uint64_t n_b) {
  // The cell expected to hold least: its larger tail is short, and so is the sum.
  if (n_b < n_a) return fisher_p_value(k_b, n_b, k_a, n_a);
  const std::uint64_t n = n_a + n_b;
  std::uint64_t k = k_a + k_b;
  std::uint64_t x = k_a;
  if (k > n - k) {
    k = n - k;
    x = n_a - k_a;
  }
  const auto size_a = static_cast<double>(n_a);
  const auto size_b = static_cast<double>(n_b);
  const auto successes = static_cast<double>(k);
  const double at_x = exact::exp(log_choose(n_a, x) + log_choose(n_b, k - x) - log_choose(n, k));
  const bool above = static_cast<double>(x) > size_a * successes / (size_a + size_b);
  double tail = 0;
  double term = at_x;
  for (auto i = static_cast<double>(x); term > 0;) {
    tail += term;
    if (term < 1e-18 * tail) break;
    if (above) {  // P(i + 1) / P(i)
      term *= (size_a - i) * (successes - i) / ((i + 1) * (size_b - successes + i + 1));
      ++i;
    } else {
      term *= i * (size_b - successes + i) / ((size_a - i + 1) * (successes - i + 1));
      --i;
    }
  }
  return std::min(1.0, 2 * tail);
}

/// Rejects, with |z| in order, the i-th largest (from 0) of m as long as its p-value is at most
/// level / (m - i), and nothing after the first that is not. The chance of a false rejection or
/// more is at most `level`, however the z depend on each other.
std::vector<bool> holm(const std::vector<double>& z, double level) {
  std::vector<std::size_t> order(z.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t x, std::size_t y) { return std::abs(z[x]) > std::abs(z[y]); });
  std::vector<bool> rejected(z.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (std::abs(z[order[i]]) < score(level / static_cast<double>(order.size() - i))) break;
    rejected[order[i]] = true;
  }
  return rejected;
}

}  // namespace hustings
