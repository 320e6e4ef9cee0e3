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
  double sd_ratio = 0;        ///< sd of its draws after and before, root mean square

  friend bool operator==(const LearntSize&, const LearntSize&) = default;
};

/// Sizes of effects are found when a step moves no log of them by more.
inline constexpr double kMostSizeStep = 1e-8;
/// After so many they stay as they are.
inline constexpr int kMostSizeSteps = 200;

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

/// How a district's count stands to what the model makes of all others, by Laplace.
struct ReturnFit {
  double turnout_z = 0;    ///< of its votes
  double share_z = 0;      ///< of the candidate whose share is farthest out
  std::uint32_t slot = 0;  ///< that candidate

  friend bool operator==(const ReturnFit&, const ReturnFit&) = default;
};

/// A district whose |z| is above this is listed.
inline constexpr double kStrangeReturn = 3.5;

/// Two shared draws that returns do not tell apart.
struct TiedDraws {
  std::string a;  ///< `effect: level`
  std::string b;
  double correlation = 0;

  friend bool operator==(const TiedDraws&, const TiedDraws&) = default;
};

/// Correlations below this are listed.
inline constexpr double kTiedCorrelation = -.6;
inline constexpr std::size_t kMostTied = 10;

/// A scenario's law given counted returns: what every moved election is recomputed from, with the
/// model and the election's number, and what is told of it.
struct Posterior {
  std::vector<DistrictReturn> returns;  ///< by contest and district, in the model's order
  std::vector<double> mode;             ///< z*, per normal of night_draws
  std::vector<MovedScale> scales;       ///< per scale of night_draws
  /// Per election, which proposal it is: itself, or an earlier one of its chain.
  std::vector<std::uint64_t> accepted;
  Gates gates;
  std::vector<LearntSize> sizes;
  double size_step = 0;         ///< by which the last step moved the log of one
  double log_evidence = 0;      ///< by weights: log of the probability density of the returns
  std::vector<ReturnFit> fits;  ///< per return
  std::vector<TiedDraws> tied;  ///< farthest first, at most kMostTied

  friend bool operator==(const Posterior&, const Posterior&) = default;
};

}  // namespace hustings::infer
