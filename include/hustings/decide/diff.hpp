#pragma once

#include <string>
#include <vector>

#include "hustings/model/labels.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// One number of two runs, and whether they may be the same.
struct ComparedNumber {
  enum class Kind { win, share };
  Kind kind = Kind::win;
  std::string candidate;  ///< contest/candidate
  double a = 0;
  double b = 0;
  double standard_error = 0;  ///< of b - a, as of independent runs
  double z = 0;          ///< standard normal where both are the same; the sign is that of b - a
  bool differs = false;  ///< by Holm, over all numbers
};

/// How the results of two runs differ.
struct RunDifference {
  std::vector<ComparedNumber> numbers;  ///< of candidates in both: wins, then mean shares
  std::vector<std::string> only_a;      ///< `contest C` or `candidate C/c`
  std::vector<std::string> only_b;

  /// Whether chance explains it all: the same candidates, and no number differs.
  bool compatible() const;
  /// The number with the largest |z|, and that with the largest |b - a|; null without numbers.
  const ComparedNumber* clearest() const;
  const ComparedNumber* largest() const;
};

/// The chance of calling two runs of the same model different.
inline constexpr double kDiffLevel = 0.01;

/// Compares every win probability and mean share of two runs, matched by id.
///
/// Wins: z = (b - a) / sqrt(p (1 - p) (1 / n_a + 1 / n_b)) with the pooled p; where a cell of the
/// 2 x 2 table is expected to hold fewer than 10, the normal score of Fisher's exact test.
/// Shares: z = (b - a) / sqrt(se_a^2 + se_b^2). Holm's step-down procedure then keeps the chance of
/// one false alarm or more at `level`. The runs are taken as independent: where they share draws
/// (one seed) their difference varies less, and the test is conservative. Source: docs/ci.md,
/// "Two results files".
RunDifference difference_of_runs(const Labels& labels_a, const Tally& a, const Labels& labels_b,
                                 const Tally& b, double level = kDiffLevel);

/// Two-sided p-value of Fisher's exact test, twice the smaller tail, at most 1: `k_a` of `n_a`
/// against `k_b` of `n_b`.
double fisher_p_value(std::uint64_t k_a, std::uint64_t n_a, std::uint64_t k_b, std::uint64_t n_b);

/// Rejects hypotheses by Holm's step-down procedure: which of the z, two-sided, at this level.
std::vector<bool> holm(const std::vector<double>& z, double level);

}  // namespace hustings
