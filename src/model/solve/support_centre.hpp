#pragma once

#include <map>
#include <vector>

#include "model/solve/noise.hpp"
#include "model/solve/quadrature.hpp"

namespace hustings {

/// Noise of the utilities of the candidates of one contest in one universe.
struct UtilityNoise {
  /// A factor that moves several candidates: load per candidate; family -1 = normal.
  struct Common {
    std::vector<double> loads;
    int family = -1;
    friend auto operator<=>(const Common&, const Common&) = default;
  };

  std::vector<int> families;                         ///< df of the t families, at most two
  std::vector<double> normal;                        ///< per candidate: variance of its own factors
  std::vector<std::vector<double>> family_variance;  ///< family x candidate: of its own factors
  std::vector<Common> common;

  friend auto operator<=>(const UtilityNoise&, const UtilityNoise&) = default;
};

/// Finds the centres c with E[softmax(c + noise)] = p for every p under one noise.
///
/// Law: by 1/S = integral of e^(-t S) dt, E[softmax_k] = integral over u of psi_k(u + c_k) x
/// product over j != k of phi_j(u + c_j), phi_j(x) = E[exp(-e^(x + own noise_j))], psi = -phi'. phi
/// and psi come from tables (31-node Gauss-Hermite), the integral is a trapezoid sum, which
/// converges geometrically. Expectation over t scales is by 8 nodes each; over factors that move
/// several candidates by a fixed set of points, exact for polynomials of degree 3. Then c <- c +
/// log p - log E[softmax] until it moves no more. Exact to 1e-6 without common factors. Source:
/// docs/method.md, "Shares".
class SupportSolver {
 public:
  explicit SupportSolver(const UtilityNoise& noise);

  /// E[softmax(c + noise)].
  std::vector<double> mean_shares(const std::vector<double>& centres) const;

  /// Centres with mean shares p (all > 0, adding to 1), up to a constant; the largest is 0.
  std::vector<double> centres(const std::vector<double>& shares) const;

 private:
  /// phi and psi of one own sd on a grid, for cubic interpolation.
  struct Curve {
    std::vector<double> phi;
    std::vector<double> psi;
    std::vector<double> psi_slope;
  };
  /// One node of the outer expectation.
  struct Node {
    double weight = 1;
    std::vector<const Curve*> curves;  ///< per candidate
    std::vector<double> shifts;        ///< per candidate
    double last = 0;                   ///< upper end of the integral, for centres up to 0
  };

  /// Adds what one node of the normal law gives to every kPerDoubling-th point of a curve, e^x
  /// there being a, 2a, 4a ..: 1 - e^-2a follows from 1 - e^-a.
  static void add_hazards(double weight, double a, std::size_t first, Curve& curve);
  const Curve* curve(double sd);
  void add_race(const Node& node, const std::vector<double>& centres,
                std::vector<double>& shares) const;

  Quadrature normal_;
  std::map<double, Curve> curves_;
  std::vector<Node> nodes_;
};

}  // namespace hustings
