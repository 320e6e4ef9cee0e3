#include "hustings/infer/favoured.hpp"

#include <cmath>
#include <numeric>

#include "infer/linear.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

/// d' S^-1 d.
double squared_distance(const Cholesky& factor, const std::vector<double>& d) {
  return dot(d, factor.solve(d));
}

std::vector<double> difference(std::vector<double> a, const std::vector<double>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

/// Log density without what does not depend on the law.
double log_density(const NormalForecast& law, const Cholesky& factor,
                   const std::vector<double>& counted) {
  return -.5 * squared_distance(factor, difference(counted, law.mean)) -
         .5 * factor.log_determinant();
}

}  // namespace

NormalForecast normal_of(const JointDraws& draws) {
  const std::size_t m = draws.size();
  NormalForecast law{std::vector<double>(m), Matrix(m, m)};
  JointDraws centred = draws;
  for (std::size_t i = 0; i < m; ++i) {
    const auto n = static_cast<double>(draws[i].size());
    law.mean[i] = std::accumulate(draws[i].begin(), draws[i].end(), 0.0) / n;
    for (double& x : centred[i]) x -= law.mean[i];
    for (std::size_t j = 0; j <= i; ++j) {
      law.covariance(i, j) = law.covariance(j, i) =
          std::inner_product(centred[i].begin(), centred[i].end(), centred[j].begin(), 0.0) /
          (n - 1);
    }
  }
  return law;
}

std::optional<Favoured> favoured(const NormalForecast& a, const NormalForecast& b,
                                 const std::vector<double>& counted) {
  const std::size_t m = counted.size();
  Matrix mean(m, m);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) mean(i, j) = (a.covariance(i, j) + b.covariance(i, j)) / 2;
  }
  const auto factor_a = Cholesky::of(a.covariance);
  const auto factor_b = Cholesky::of(b.covariance);
  const auto factor = Cholesky::of(mean);
  if (!factor_a || !factor_b || !factor) return std::nullopt;
  Favoured found;
  found.distance = std::sqrt(squared_distance(*factor, difference(a.mean, b.mean)));
  found.chance_right = exact::normal_cdf(found.distance / 2);
  found.log_ratio = log_density(a, *factor_a, counted) - log_density(b, *factor_b, counted);
  return found;
}

}  // namespace hustings::infer
