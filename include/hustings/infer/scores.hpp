#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Proper scores: how well a forecast, given as draws or as probabilities, foretold what was
// counted. Smaller is better of all but the PIT. Source: docs/method.md, "Scores".
namespace hustings::infer {

/// Continuous ranked probability score of draws: E|X - y| - E|X - X'| / 2, both expectations over
/// the draws as they are; of one draw the absolute error. In the unit of the draws, of which there
/// must be one; the order of the draws moves no bit. Source: [gneiting2007].
double crps(std::vector<double> draws, double counted);

/// The same with E|X - X'| over different draws, which takes off what few draws cost: its
/// expectation is that of infinitely many. Needs two draws. Source: [ferro2014].
double fair_crps(std::vector<double> draws, double counted);

/// One normal of a mixture; weights add to 1.
struct WeightedNormal {
  double weight = 1;
  double mean = 0;
  double sd = 1;
};

/// CRPS of a mixture of normals in closed form: what that of ever more draws of it tends to.
/// Source: [grimit2006].
double crps_of_normals(const std::vector<WeightedNormal>& mixture, double counted);

/// Draws of several numbers of one election together: one row each, all of one length.
using JointDraws = std::vector<std::vector<double>>;

/// Pairs of draws whose distance the energy score takes: of each draw with so many that follow, the
/// first after the last.
inline constexpr std::size_t kEnergyLags = 64;

/// Energy score: E|X - y| - E|X - X'| / 2 with Euclidean distances. Of up to 2 kEnergyLags + 1
/// draws all pairs count, of more those kEnergyLags apart or nearer, which are as good as all of
/// them where draws are independent. Source: [gneiting2007].
double energy_score(const JointDraws& draws, const std::vector<double>& counted);

/// Variogram score of order 1/2: sum over pairs of numbers of (sqrt|y_i - y_j| - E sqrt|X_i -
/// X_j|)^2, each pair once. Source: [scheuerer2015].
double variogram_score(const JointDraws& draws, const std::vector<double>& counted);

/// Ranked probability score: sum over k of (P(X <= k) - [y <= k])^2, outcomes counted from 0.
/// Source: [epstein1969].
double rps(const std::vector<double>& probabilities, std::size_t outcome);

/// Chance of what happened in k of n elections, as it is scored: (k + .5) / (n + 1), never 0 or 1.
double scored_chance(double k, double n);
/// -log of the chance that was given to what happened.
double log_score(double chance, bool happened);
/// (chance - [happened])^2.
double brier_score(double chance, bool happened);

/// Probability integral transform: part of the draws below the counted value, half of those equal.
double pit(const std::vector<double>& draws, double counted);

/// A central interval of a forecast.
struct Interval {
  double level = 0;
  double low = 0;
  double high = 0;

  bool holds(double value) const { return low <= value && value <= high; }
};

/// Levels of intervals that are scored.
inline constexpr double kLevels[] = {.5, .8, .9};

/// Quantile of sorted draws, linear between them (Hyndman and Fan's type 7).
double quantile(std::span<const double> sorted, double p);
/// The central interval of sorted draws.
Interval central_interval(std::span<const double> sorted, double level);

/// Winkler's interval score: width, and 2 / (1 - level) times how far outside. Source:
/// [winkler1972].
double winkler_score(const Interval& interval, double counted);

/// What k of n say of a probability at 95 %: Clopper and Pearson's interval; all of 0..1 where n is
/// 0. Source: [clopper1934].
Interval exact_interval(std::uint64_t k, std::uint64_t n);

/// A probability and whether it came so.
struct Called {
  double chance = 0;
  bool happened = false;
};

/// Spiegelhalter's z: sum of (o - p)(1 - 2p) over sqrt(sum of (1 - 2p)^2 p (1 - p)); standard
/// normal of calibrated chances, positive where they were too sure. 0 where no chance says
/// anything. Source: [spiegelhalter1986].
double calibration_z(const std::vector<Called>& calls);

}  // namespace hustings::infer
