#include "model/solve/quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "random/math.hpp"

namespace hustings {
namespace {

/// Recurrence of the orthonormal polynomials: diagonal a and squared off-diagonal b of the Jacobi
/// matrix (b[0] unused).
struct Recurrence {
  std::vector<double> a;
  std::vector<double> b;
};

/// Number of eigenvalues of the Jacobi matrix below x, by Sturm's sequence.
std::size_t eigenvalues_below(const Recurrence& r, double x) {
  std::size_t n = 0;
  double pivot = 1.0;
  for (std::size_t k = 0; k < r.a.size(); ++k) {
    pivot = r.a[k] - x - (k > 0 ? r.b[k] / pivot : 0.0);
    if (pivot == 0.0) pivot = 1e-300;
    if (pivot < 0) ++n;
  }
  return n;
}

double eigenvalue(const Recurrence& r, std::size_t index) {
  double low = 0;
  double high = 0;
  for (std::size_t k = 0; k < r.a.size(); ++k) {
    const double radius = std::sqrt(r.b[k]) + (k + 1 < r.b.size() ? std::sqrt(r.b[k + 1]) : 0.0);
    low = std::min(low, r.a[k] - radius);
    high = std::max(high, r.a[k] + radius);
  }
  for (int step = 0; step < 200; ++step) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    (eigenvalues_below(r, middle) > index ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

double gauss_weight(const Recurrence& r, double x) {
  double previous = 0;
  double p = 1;
  double sum = 1;
  for (std::size_t k = 0; k + 1 < r.a.size(); ++k) {
    const double next =
        ((x - r.a[k]) * p - (k > 0 ? std::sqrt(r.b[k]) * previous : 0.0)) / std::sqrt(r.b[k + 1]);
    previous = p;
    p = next;
    sum += p * p;
  }
  return 1.0 / sum;
}

Quadrature gauss_rule(const Recurrence& r) {
  Quadrature rule;
  double total = 0;
  for (std::size_t i = 0; i < r.a.size(); ++i) {
    rule.nodes.push_back(eigenvalue(r, i));
    rule.weights.push_back(gauss_weight(r, rule.nodes.back()));
    total += rule.weights.back();
  }
  for (double& weight : rule.weights) weight /= total;
  return rule;
}

/// The chi law on points equally spaced in its logarithm: sums over them converge geometrically.
Quadrature chi_law(int df) {
  constexpr double kStep = 1.0 / 20;
  constexpr int kFirst = -260;
  constexpr int kLast = 54;
  Quadrature law;
  double total = 0;
  for (int i = kFirst; i < kLast; ++i) {
    const double chi = exact::exp(i * kStep);
    law.nodes.push_back(chi);
    law.weights.push_back(exact::exp(df * i * kStep - 0.5 * chi * chi));
    total += law.weights.back();
  }
  for (double& weight : law.weights) weight /= total;
  return law;
}

/// First n steps of the recurrence of a discrete law, by Stieltjes's procedure.
Recurrence recurrence_of(const Quadrature& law, int n) {
  Recurrence r;
  std::vector<double> before(law.nodes.size(), 0.0);
  std::vector<double> polynomial(law.nodes.size(), 1.0);
  for (int k = 0; k < n; ++k) {
    double centre = 0;
    for (std::size_t i = 0; i < law.nodes.size(); ++i) {
      centre += law.weights[i] * law.nodes[i] * polynomial[i] * polynomial[i];
    }
    double square = 0;
    const double last = k == 0 ? 0 : std::sqrt(r.b.back());
    for (std::size_t i = 0; i < law.nodes.size(); ++i) {
      const double next = (law.nodes[i] - centre) * polynomial[i] - last * before[i];
      before[i] = polynomial[i];
      polynomial[i] = next;
      square += law.weights[i] * next * next;
    }
    for (double& value : polynomial) value /= std::sqrt(square);
    r.a.push_back(centre);
    if (k == 0) r.b.push_back(0);
    r.b.push_back(square);
  }
  r.b.pop_back();
  return r;
}

}  // namespace

Quadrature normal_quadrature(int n) {
  Recurrence hermite;
  for (int k = 0; k < n; ++k) {
    hermite.a.push_back(0.0);
    hermite.b.push_back(k);
  }
  return gauss_rule(hermite);
}

Quadrature scale_quadrature(int df, int n) {
  Quadrature rule = gauss_rule(recurrence_of(chi_law(df), n));
  const double size = std::sqrt(df - 2.0);
  for (double& node : rule.nodes) node = size / node;
  return rule;
}

}  // namespace hustings
