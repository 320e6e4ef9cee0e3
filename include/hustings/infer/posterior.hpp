#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/model/ids.hpp"

namespace hustings::infer {

/// First choices counted in one district of a contest.
struct DistrictReturn {
  ContestId contest;
  DistrictId district;
  std::vector<double> votes;  ///< per candidate of the contest, by slot

  friend bool operator==(const DistrictReturn&, const DistrictReturn&) = default;
};

/// What returns say of a t scale: log evidence at kScaleNodes nodes of log W, equal steps on
/// [kLeastScale, kMostScale]. The election's W becomes F1^-1(F0(W)), F0 the law before, F1 that
/// times the evidence, which is cubic between nodes and does not rise outside.
struct MovedScale {
  std::vector<double> log_evidence;  ///< less the largest; all 0 = returns say nothing
  double at_mode = 1;                ///< the W that the mode was found at

  friend bool operator==(const MovedScale&, const MovedScale&) = default;
};

inline constexpr std::size_t kScaleNodes = 16;
inline constexpr double kLeastScale = .4;
inline constexpr double kMostScale = 4;

/// What returns say of the size of an effect. Loads of one effect change alike.
struct LearntSize {
  std::string effect;         ///< id
  std::string kind;           ///< what it affects and by what: `support by candidate, region`
  double n = 0;               ///< draws that returns tell of
  double sum_of_squares = 0;  ///< z*^2 + C_ii added up: of errors, in the unit of `before`
  double before = 0;          ///< sd as written; of several loads the largest
  double after = 0;           ///< the same, as learnt
  double log_sd = 0;          ///< sd of the log of `after`

  friend bool operator==(const LearntSize&, const LearntSize&) = default;
};

/// What must hold of the elections that were moved.
struct Gates {
  double acceptance = 1;      ///< part of proposals that a chain accepts, above kLeastAcceptance
  double rank_r_hat = 1;      ///< largest, below kMostRankRHat
  double bulk_ess = 0;        ///< smallest, above kLeastBulkEss
  double pareto_k = 0;        ///< of the weights, below kMostParetoK
  double effective_part = 1;  ///< (sum w)^2 / (n sum w^2)
  /// Largest part of a return's votes that are others' in the most probable election than were
  /// counted, beyond what counting leaves open: sum over candidates of |V - e^h| / 2 - sqrt(V + 1),
  /// over all V; below kMostMisplaced.
  double misplaced = 0;

  friend bool operator==(const Gates&, const Gates&) = default;
};

inline constexpr double kLeastAcceptance = .1;
inline constexpr double kMostRankRHat = 1.02;
inline constexpr double kLeastBulkEss = 400;
inline constexpr double kMostParetoK = .7;
inline constexpr double kMostMisplaced = .05;

/// A scenario's law given counted returns, as far as it must be kept: every moved election is
/// recomputed from it, the model and the election's number.
struct Posterior {
  std::vector<DistrictReturn> returns;  ///< by contest and district, in the model's order
  std::vector<double> mode;             ///< z*, per normal of night_draws
  std::vector<MovedScale> scales;       ///< per scale of night_draws
  /// Per election, which proposal it is: itself, or an earlier one of its chain.
  std::vector<std::uint64_t> accepted;
  Gates gates;
  std::vector<LearntSize> sizes;

  friend bool operator==(const Posterior&, const Posterior&) = default;
};

}  // namespace hustings::infer
