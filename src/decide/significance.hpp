#pragma once

#include <cstdint>
#include <optional>
#include <vector>

// Whether two independent runs may have one and the same number.
namespace hustings {

/// Fewest elections that must tell of a number in the smaller run for its law to be taken as
/// normal.
inline constexpr double kFewestNormal = 100;

/// Two values and the test of their equality.
struct Tested {
  double a = 0;
  double b = 0;
  double standard_error = 0;  ///< of b - a, as of independent runs
  double z = 0;  ///< standard normal where both are the same; the sign is that of b - a
};

/// A number of elections out of all that were looked at.
struct Counted {
  std::uint64_t k = 0;
  std::uint64_t n = 0;
};

/// A mean over n elections and the deviation of one.
struct Averaged {
  double mean = 0;
  double sd = 0;
  std::uint64_t n = 0;
};

/// Tests whether both counts have one probability.
///
/// Law: z = (b - a) / sqrt(p (1 - p) (1 / n_a + 1 / n_b)), p pooled; where the smaller run is to
/// have fewer than kFewestNormal of either kind, the normal score of Fisher's exact test, whose law
/// holds for any number. A p-value too small for a double leaves z as it is. Source: docs/ci.md,
/// "Two results files".
Tested test_counts(const Counted& a, const Counted& b);

/// Tests whether both means are of one expectation: z = (b - a) / sqrt(sd_a^2 / n_a + sd_b^2 /
/// n_b), infinite where neither varies and they are not equal.
///
/// Nothing where the mean may rest on too few elections for a normal law: where n m^2 / s is below
/// kFewestNormal, n being the smaller run's elections, m and s the pooled mean and mean square. By
/// Cauchy and Schwarz at least so many are not 0.
std::optional<Tested> test_means(const Averaged& a, const Averaged& b);

/// Two-sided p-value of Fisher's exact test, twice the smaller tail, at most 1: `k_a` of `n_a`
/// against `k_b` of `n_b`.
double fisher_p_value(std::uint64_t k_a, std::uint64_t n_a, std::uint64_t k_b, std::uint64_t n_b);

/// Rejects hypotheses by Holm's step-down procedure: which of the z, two-sided, at this level.
std::vector<bool> holm(const std::vector<double>& z, double level);

}  // namespace hustings
