#pragma once

#include <vector>

namespace hustings {

/// Nodes and weights of a probability measure: E[f] is about sum of weights[i] f(nodes[i]).
struct Quadrature {
  std::vector<double> nodes;
  std::vector<double> weights;
};

/// Gauss-Hermite rule of the standard normal law, exact for polynomials up to degree 2 n - 1.
Quadrature normal_quadrature(int n);

/// Values of a t scale sqrt((df - 2) / chi2_df) by a Gauss-Laguerre rule in chi2 / 2. df >= 3.
Quadrature scale_quadrature(int df, int n);

}  // namespace hustings
