#include "model/campaign/message_value.hpp"

#include <algorithm>
#include <cmath>

#include "model/solve/quadrature.hpp"
#include "random/math.hpp"

namespace hustings::campaign {
namespace {

/// Where a variant's posterior mean may come to lie after n more people, y of whom respond:
///     mean = (a + y) / (a + b + n),     P(y) = C(n, y) B(a + y, b + n - y) / B(a, b)
/// theta ~ Beta(a, b) before, B the beta function. Source: docs/campaign.md, "Messages".
struct Point {
  double mean = 0;
  double probability = 0;
  std::size_t variant = 0;
};

/// Adds the means that a variant may have after `more` people: (a + y) / (a + b + more), y
/// beta-binomial. Goes up and down from the middle; what is less probable than 1e-25 of it is left
/// out.
void add_points(const BetaLaw& law, int more, std::size_t variant, std::vector<Point>& to) {
  const auto [a, b] = law;
  const double n = more;
  const int middle = static_cast<int>(n * mean_of(law));
  const double ways = -exact::log(n + 1) - log_beta(n - middle + 1, middle + 1);
  const double start = exact::exp(ways + log_beta(a + middle, b + n - middle) - log_beta(a, b));
  const auto add = [&](int y, double p) { to.push_back({(a + y) / (a + b + n), p, variant}); };
  double p = start;
  for (int y = middle; y <= more && p > 1e-25 * start; ++y) {
    add(y, p);
    p *= (n - y) / (y + 1) * ((a + y) / (b + n - y - 1));
  }
  p = start;
  for (int y = middle; y > 0; --y) {
    p *= y / (n - y + 1) * ((b + n - y) / (a + y - 1));
    if (p <= 1e-25 * start) break;
    add(y - 1, p);
  }
}

/// E max = top - integral of the product of distribution functions below it, summed from the top
/// down, where every one is 1, until the product is below what a sum can tell.
double mean_of_largest(std::vector<Point> points, std::size_t variants) {
  std::sort(points.begin(), points.end(),
            [](const Point& one, const Point& other) { return one.mean > other.mean; });
  std::vector<double> below(variants, 1.0);
  double product = 1;
  double integral = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    double& share = below[points[i].variant];
    const double next = share - points[i].probability;
    if (next <= 1e-15) break;
    product *= next / share;
    share = next;
    if (product < 1e-15) break;
    integral += product * (points[i].mean - points[i + 1].mean);
  }
  return points.front().mean - integral;
}

/// Between which rates the largest of several may lie.
struct Span {
  double low = 0;
  double high = 1;
};

/// Returns between which rates the best may lie: below, one law at least has nothing; above, none.
Span span_of(std::span<const BetaLaw> laws) {
  Span span{1e-13, 0};
  for (const BetaLaw& law : laws) {
    const double sd = std::sqrt(variance_of(law));
    span.low = std::max(span.low, mean_of(law) - 12 * sd);
    double reach = 4 * sd;
    while (mean_of(law) + reach < 1 && 1 - share_below(law, mean_of(law) + reach) > 1e-16) {
      reach *= 1.2;
    }
    span.high = std::max(span.high, std::min(mean_of(law) + reach, 1 - 1e-13));
  }
  return span;
}

double best_below(std::span<const BetaLaw> laws, double rate) {
  double product = 1;
  for (const BetaLaw& law : laws) {
    product *= share_below(law, rate);
    if (product < 1e-18) return 0;
  }
  return product;
}

double largest_mean(std::span<const VariantCount> counts, const RateLaw& law) {
  double most = 0;
  for (const VariantCount& count : counts) most = std::max(most, mean_of(rate_given(law, count)));
  return most;
}

}  // namespace

/// Integrates the product of distribution functions in logits, 64 pieces of 16 Gauss-Legendre
/// nodes.
double mean_of_best(std::span<const BetaLaw> laws) {
  constexpr int kPieces = 64;
  static const Quadrature rule = even_quadrature(16);
  const Span rates = span_of(laws);
  const double low = exact::logit(rates.low);
  const double width = (exact::logit(rates.high) - low) / kPieces;
  double integral = 0;
  for (int piece = 0; piece < kPieces; ++piece) {
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
      const double rate = exact::expit(low + width * (piece + (1 + rule.nodes[i]) / 2));
      integral += width * rule.weights[i] * rate * (1 - rate) * best_below(laws, rate);
    }
  }
  return rates.high - integral;
}

double value_of_testing(std::span<const VariantCount> counts, const RateLaw& law, int more) {
  std::vector<Point> points;
  for (std::size_t v = 0; v < counts.size(); ++v) {
    add_points(rate_given(law, counts[v]), more, v, points);
  }
  return mean_of_largest(std::move(points), counts.size()) - largest_mean(counts, law);
}

double value_of_knowing(std::span<const VariantCount> counts, const RateLaw& law) {
  std::vector<BetaLaw> laws;
  for (const VariantCount& count : counts) laws.push_back(rate_given(law, count));
  return mean_of_best(laws) - largest_mean(counts, law);
}

/// Sums 1 - Phi(x)^n - Phi(-x)^n over x > 0: even in x and smooth, so that equal steps converge
/// geometrically.
double mean_of_largest_normal(int n) {
  constexpr double kStep = .02;
  double sum = 0;
  for (int i = 0; i <= 500; ++i) {
    const double beyond = exact::normal_cdf(-i * kStep);
    const double none = exact::exp(n * exact::log(1 - beyond));
    const double all = beyond > 0 ? exact::exp(n * exact::log(beyond)) : 0;
    sum += (i == 0 ? .5 : 1) * (1 - none - all);
  }
  return kStep * sum;
}

double lead_by_chance(int n, double rate, double shown) {
  return mean_of_largest_normal(n) * std::sqrt((1 - rate) / (rate * shown));
}

}  // namespace hustings::campaign
