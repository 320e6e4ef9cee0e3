#pragma once

#include <vector>

#include "hustings/infer/posterior.hpp"

namespace hustings::infer {

/// The t scale W of a family given returns: its law before, sqrt((df - 2) / chi2_df), times an
/// evidence that is known at nodes of log W.
class ScaleLaw {
 public:
  /// log_evidence: at kScaleNodes nodes; empty = nothing is known.
  ScaleLaw(std::size_t df, const std::vector<double>& log_evidence);

  /// Moves a scale drawn before returns: F1^-1(F0(W)), on a grid of 4,096 steps of log W.
  double moved(double scale) const;
  /// log of the evidence at a scale less that of the law: what a moved scale is more probable for
  /// than a drawn one.
  double log_gain(double scale) const;
  /// Mean of a function of W under the law after.
  template <class Function>
  double mean(const Function& function) const {
    double sum = 0;
    for (std::size_t i = 0; i < after_.size(); ++i) {
      sum += (after_[i] - (i == 0 ? 0.0 : after_[i - 1])) * function(scale_at(i));
    }
    return sum;
  }

 private:
  double scale_at(std::size_t step) const;  ///< the middle of a step
  double log_evidence(double log_scale) const;

  std::vector<double> evidence_;
  std::vector<double> before_;  ///< F0 at the end of each step
  std::vector<double> after_;   ///< F1
  double log_mean_ = 0;
};

/// Node i of log W.
double scale_node(std::size_t node);

}  // namespace hustings::infer
