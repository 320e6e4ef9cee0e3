#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/solve/effects.hpp"

namespace hustings {

/// Returns the place of the term that is a predictor's own draw: of a factor that by its effect's
/// nature moves nothing else (of_one), normal and of positive load. sd x z needs no row then.
/// Whether it happens to be alone in this scenario must not decide it.
std::optional<std::size_t> own_term(const EffectTerms& terms, const Effects& effects);

/// Loads of one candidate's own normal: on its own utility, and on that of every later candidate.
struct OwnLoads {
  double own = 0;
  double passed_on = 0;
};

/// K - 1 normals that have the law of K independent ones, but for what is common to all.
struct OwnNoise {
  std::vector<OwnLoads> loads;  ///< d_k and c_k of UniverseSupport; (0, 0) for candidate 0
  double rest_sd = 0;           ///< sqrt(a_K): of what the differences leave open of candidate 0
};

/// Computes the loads, and what is left: with one more normal z_0 candidate 0's own noise is
/// -(c_1 z_1 + ... + c_(K-1) z_(K-1)) - rest z_0, and that of candidate k is noise_k more, K
/// independent normals of the given sds. Source: docs/method.md, "Own noise".
OwnNoise own_noise(std::span<const double> sds);

}  // namespace hustings
