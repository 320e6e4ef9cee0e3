#include "model/solve/quadrature.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "random/math.hpp"

namespace hustings {
namespace {

/// Recurrence of the orthonormal polynomials of a measure: diagonal a and squared off-diagonal b of
/// the Jacobi matrix (b[0] unused).
///
/// Law: sqrt(b[k+1]) p_k+1 = (x - a[k]) p_k - sqrt(b[k]) p_k-1, p_0 = 1.
struct Recurrence {
  std::vector<double> a;
  std::vector<double> b;
};

/// Counts the eigenvalues of the Jacobi matrix below x by Sturm's sequence: as many pivots of
/// J - x I are negative (Sylvester's law of inertia).
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

/// Finds the index-th smallest eigenvalue, a node of the Gauss rule [golub1969].
///
/// By bisection from Gershgorin's circles until no double lies between: slow beside the QR
/// iteration, but solved once in a program, and with bits that depend on no library.
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

/// Returns the weight of a node, 1 / sum over k < n of p_k(x)^2 (Christoffel's number) [golub1969].
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

/// Makes the Gauss rule of n nodes: exact for polynomials of degree 2 n - 1. Weights are made to
/// add up to 1, so that the expectation of a constant is that constant.
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

/// Discretises the law of chi_df, of density x^(df-1) e^(-x^2/2), in s = log x: weights
/// e^(df s - e^(2 s) / 2) on 314 points with step 1/20, from s = -13 to 2.65.
///
/// Sums over them converge geometrically in the step [trefethen2014]; what is cut off at the ends
/// weighs less than 1e-17 of the rest (df = 3, below).
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

/// Computes the first n steps of the recurrence of a discrete law by Stieltjes's procedure
/// [gautschi2004].
///
/// Law: a_k = <x p_k, p_k>, q = (x - a_k) p_k - sqrt(b_k) p_k-1, b_k+1 = <q, q>,
/// p_k+1 = q / sqrt(b_k+1), the inner products being sums over the law's points. Good for n far
/// below their number, as 8 of 314.
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

/// Makes the rule of the probabilists' Hermite polynomials: a_k = 0, b_k = k.
Quadrature normal_quadrature(int n) {
  Recurrence hermite;
  for (int k = 0; k < n; ++k) {
    hermite.a.push_back(0.0);
    hermite.b.push_back(k);
  }
  return gauss_rule(hermite);
}

/// Makes the rule of Legendre's polynomials: a_k = 0, b_k = k^2 / (4 k^2 - 1).
Quadrature even_quadrature(int n) {
  Recurrence legendre;
  for (int k = 0; k < n; ++k) {
    legendre.a.push_back(0.0);
    legendre.b.push_back(k * k / (4.0 * k * k - 1));
  }
  return gauss_rule(legendre);
}

/// Makes the Gauss rule of chi_df and hands its nodes on as scales sqrt(df - 2) / chi. Its moments
/// of chi up to degree 2 n - 1 are right to 1e-11 (tests/unit/model/turnout_test.cpp). Source:
/// docs/method.md, "t tails".
Quadrature scale_quadrature(int df, int n) {
  Quadrature rule = gauss_rule(recurrence_of(chi_law(df), n));
  const double size = std::sqrt(df - 2.0);
  for (double& node : rule.nodes) node = size / node;
  return rule;
}

}  // namespace hustings
