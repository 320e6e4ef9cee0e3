#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "allocate/aim.hpp"
#include "allocate/maximise.hpp"

namespace hustings::allocate {

/// One value of a cubic Hermite spline as a sum over the knots' values: the same weights whatever
/// the values are.
struct KnotWeight {
  std::size_t knot = 0;
  double value = 0;  ///< weight in the spline
  double slope = 0;  ///< weight in its slope
};

/// Weights at x of the spline through knots, which rise from 0: slopes at knots are those of the
/// parabola through three of them. Beyond the last knot it goes on as it ends. Up to four weights.
std::vector<KnotWeight> spline_weights(std::span<const double> knots, double x);

/// What terms come to in each training election, as a function of the amounts of programmes.
///
///     term(x) = term(0) + sum over programmes of spline_g(x_g) + shift + sum slope_g (x_g - at_g)
///
/// where spline_g goes through the simulated differences at the knots of each programme alone;
/// shift and slopes, by election, make value and gradient right where the table is anchored: what
/// programmes do to each other is in them. Rows are [term x election].
class ResponseTable {
 public:
  ResponseTable(std::vector<float> none, std::size_t n_terms, std::size_t elections)
      : none_(std::move(none)), n_terms_(n_terms), elections_(elections) {}

  /// Adds the next programme: knots from 0, and the terms at each but the first.
  void add_programme(std::vector<double> knots, const std::vector<std::vector<float>>& at_knots);

  /// A plan beside the anchor in which one programme has another amount, and its terms. Amounts of
  /// programmes that came before may differ, too.
  struct Beside {
    std::size_t programme = 0;
    std::vector<double> amounts;
    std::vector<float> terms;
  };
  /// Anchors the table at a plan: `terms` simulated there; slopes of programmes that no plan beside
  /// it tells stay those of the splines.
  void anchor(std::vector<double> at, const std::vector<float>& terms,
              const std::vector<Beside>& beside);

  std::size_t n_programmes() const { return knots_.size(); }
  std::size_t elections() const { return elections_; }

  /// Mean of an aim over the elections, terms smoothed to expit(term / h); see PlanFunction. The
  /// same bits on any number of threads.
  double mean(const Aim& aim, std::span<const double> amounts, double h,
              std::span<double> gradient) const;

 private:
  /// Where one programme stands: its spline's weights, what its anchor adds.
  struct Place {
    std::vector<KnotWeight> weights;
    double from_anchor = 0;
  };
  std::vector<Place> places(std::span<const double> amounts) const;
  void fill(const std::vector<Place>& places, std::size_t first, std::size_t n,
            std::vector<double>& terms) const;
  double chunk(const Aim& aim, const std::vector<Place>& places, double h, std::size_t first,
               std::span<double> gradient) const;

  const float* knot_row(std::size_t g, std::size_t knot, std::size_t term) const {
    return deltas_[g].data() + ((knot - 1) * n_terms_ + term) * elections_;
  }

  std::vector<float> none_;
  std::size_t n_terms_;
  std::size_t elections_;
  std::vector<std::vector<double>> knots_;
  std::vector<std::vector<float>> deltas_;       ///< programme: [knot from 1 x term x election]
  std::vector<std::vector<std::size_t>> moves_;  ///< programme: terms that it moves at all
  std::vector<double> at_;
  std::vector<float> shift_;                ///< empty = not anchored
  std::vector<std::vector<float>> slopes_;  ///< programme; empty = as the spline's
};

/// Aim of each election where terms are settled: 1 where above 0; or smoothed with h above 0.
std::vector<double> aim_by_election(const Aim& aim, std::span<const float> terms,
                                    std::size_t elections, double h = 0);

/// Mean and its standard error.
struct MeanError {
  double mean = 0;
  double error = 0;
};
MeanError mean_of(std::span<const double> values);
/// Of the differences a - b, election by election.
MeanError mean_difference(std::span<const double> a, std::span<const double> b);

}  // namespace hustings::allocate
