#include "infer/scale_law.hpp"

#include <algorithm>

#include "random/math.hpp"

namespace hustings::infer {
namespace {

constexpr std::size_t kGrid = 4096;
constexpr double kLeastLog = -4;  ///< of W: chi2 above 2,980 times its mean
constexpr double kMostLog = 6;    ///< chi2 below 6e-6 times its mean
constexpr double kStepLog = (kMostLog - kLeastLog) / kGrid;

/// Returns running sums over their last.
std::vector<double> cumulative(std::vector<double> density) {
  for (std::size_t i = 1; i < density.size(); ++i) density[i] += density[i - 1];
  const double all = density.back();
  for (double& part : density) part /= all;
  return density;
}

}  // namespace

double scale_node(std::size_t node) {
  const double first = exact::log(kLeastScale);
  const double last = exact::log(kMostScale);
  return first + (last - first) * static_cast<double>(node) / (kScaleNodes - 1);
}

/// Density of x = log W: chi2 = (df - 2) e^-2x, so e^(-df x - chi2 / 2).
ScaleLaw::ScaleLaw(std::size_t df, const std::vector<double>& log_evidence)
    : evidence_(log_evidence), before_(kGrid), after_(kGrid) {
  const auto n = static_cast<double>(df);
  double evidence = 0;
  double all = 0;
  for (std::size_t i = 0; i < kGrid; ++i) {
    const double x = exact::log(scale_at(i));
    before_[i] = exact::exp(-n * x - (n - 2) * exact::exp(-2 * x) / 2);
    after_[i] = before_[i] * exact::exp(this->log_evidence(x));
    all += before_[i];
    evidence += after_[i];
  }
  log_mean_ = exact::log(evidence / all);
  before_ = cumulative(std::move(before_));
  after_ = cumulative(std::move(after_));
}

double ScaleLaw::scale_at(std::size_t step) const {
  return exact::exp(kLeastLog + kStepLog * (static_cast<double>(step) + .5));
}

/// Between nodes a cubic whose slopes are those of the neighbours' chords: lines would miss the
/// mean of W by .003. Outside a line that does not rise: evidence has a limit as W vanishes, and
/// falls in the end as it grows.
double ScaleLaw::log_evidence(double log_scale) const {
  if (evidence_.empty()) return 0;
  const double first = scale_node(0);
  const double at = (log_scale - first) / (scale_node(1) - first);
  const auto slope = [&](std::size_t node) {
    const std::size_t before = node == 0 ? 0 : node - 1;
    const std::size_t after = std::min(node + 1, kScaleNodes - 1);
    return (evidence_[after] - evidence_[before]) / static_cast<double>(after - before);
  };
  constexpr std::size_t kLast = kScaleNodes - 1;
  if (!(at > 0)) return evidence_.front() + std::max(0.0, slope(0)) * at;
  if (at >= kLast) return evidence_.back() + std::min(0.0, slope(kLast)) * (at - kLast);
  const auto node = static_cast<std::size_t>(at);
  const double t = at - static_cast<double>(node);
  const double rest = 1 - t;
  return rest * rest * (evidence_[node] * (1 + 2 * t) + slope(node) * t) +
         t * t * (evidence_[node + 1] * (3 - 2 * t) - slope(node + 1) * rest);
}

double ScaleLaw::moved(double scale) const {
  const double at = (exact::log(scale) - kLeastLog) / kStepLog;
  const double bounded = std::clamp(at, 0.0, kGrid - 1e-9);
  const auto step = static_cast<std::size_t>(bounded);
  const double below = step == 0 ? 0.0 : before_[step - 1];
  const double p = below + (bounded - static_cast<double>(step)) * (before_[step] - below);
  const auto found = std::min<std::size_t>(
      kGrid - 1,
      static_cast<std::size_t>(std::upper_bound(after_.begin(), after_.end(), p) - after_.begin()));
  const double under = found == 0 ? 0.0 : after_[found - 1];
  const double width = after_[found] - under;
  const double part = width > 0 ? std::clamp((p - under) / width, 0.0, 1.0) : .5;
  return exact::exp(kLeastLog + kStepLog * (static_cast<double>(found) + part));
}

double ScaleLaw::log_gain(double scale) const {
  return log_evidence(exact::log(scale)) - log_mean_;
}

}  // namespace hustings::infer
