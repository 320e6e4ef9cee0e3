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

/// Gauss-Legendre rule of the even law on -1 to 1, exact for polynomials up to degree 2 n - 1.
Quadrature even_quadrature(int n);

/// Values of a t scale sqrt(df - 2) / chi_df by the Gauss rule in chi_df itself. df >= 3.
///
/// An expectation that stays bounded as the scale grows is smooth in chi but has a root at 0 in its
/// square, where a Gauss-Laguerre rule of as many nodes is a hundred times less exact.
Quadrature scale_quadrature(int df, int n);

}  // namespace hustings
