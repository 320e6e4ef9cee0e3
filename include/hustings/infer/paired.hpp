#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hustings::infer {

/// The scores of two forecasts of one contest.
struct PairedScore {
  double a = 0;
  double b = 0;
  std::size_t day = 0;  ///< contests of one day err together
};

/// From here on two forecasts are told apart.
inline constexpr double kTellsApart = 2;

/// How the scores of two forecasts differ over contests: b - a, so above 0 where a is better.
struct ScoreDifference {
  std::size_t contests = 0;
  std::size_t days = 0;
  double mean = 0;
  std::optional<double> standard_error;  ///< none where all contests are of one day
  std::optional<double> t;               ///< mean / standard error
  std::optional<double> low;             ///< ends of the 95 % interval
  std::optional<double> high;

  bool tells_apart() const { return t && (*t >= kTellsApart || *t <= -kTellsApart); }
};

/// Resamples that an interval is made of.
inline constexpr std::size_t kResamples = 4000;

/// Compares two forecasts contest by contest; contests of one day are one cluster.
///
/// Law: d_i = b_i - a_i, mean over the n contests, D_g = sum of (d_i - mean) over day g of G,
/// se = sqrt(G / (G - 1) sum D_g^2) / n: with one contest a day sd / sqrt(n). The interval is from
/// the 2.5 % to the 97.5 % quantile of the mean over G days drawn with replacement (uniform_int on
/// the named stream (seed, resample, `name`)). Days are taken in the order of their numbers.
/// Source: docs/method.md, "Scores".
ScoreDifference paired_difference(std::vector<PairedScore> scores, std::uint64_t seed,
                                  const std::string& name);

}  // namespace hustings::infer
