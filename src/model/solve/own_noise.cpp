#include "model/solve/own_noise.hpp"

#include <cmath>

namespace hustings {

std::optional<std::size_t> own_term(const EffectTerms& terms, const Effects& effects) {
  for (std::size_t t = 0; t < terms.size(); ++t) {
    const EffectFactor& factor = effects.factors[terms[t].factor];
    if (factor.of_one && !factor.scale && terms[t].load > 0) return t;
  }
  return std::nullopt;
}

/// a_(k+1) = a_k - c_k^2 is computed as a_k s_k^2 / d_k^2: without cancellation, and 0 after a
/// candidate without noise, so that those who follow draw what is their own and no more.
OwnNoise own_noise(std::span<const double> sds) {
  OwnNoise noise{std::vector<OwnLoads>(sds.size())};
  double common = sds.empty() ? 0 : sds[0] * sds[0];
  for (std::size_t k = 1; k < sds.size(); ++k) {
    const double square = sds[k] * sds[k] + common;
    if (square == 0) continue;
    noise.loads[k] = {std::sqrt(square), common / std::sqrt(square)};
    common *= sds[k] * sds[k] / square;
  }
  noise.rest_sd = std::sqrt(common);
  return noise;
}

}  // namespace hustings
