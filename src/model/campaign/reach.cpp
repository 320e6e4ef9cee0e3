#include "model/campaign/reach.hpp"

#include <algorithm>

#include "random/math.hpp"

namespace hustings::campaign {
namespace {

/// Interpolates between the knots of a worked list. Passes end where the next would add less than
/// the last digits of the cap.
double worked_share(double attempts, const ContactLaw& law) {
  const double missed = 1 - law.rate / law.cap;
  double knot = 0;
  double reached = 0;
  double left = 1;
  while (left > 1e-16) {
    left *= missed;
    const double next = law.cap * (1 - left);
    const double pass = 1 - reached;
    if (attempts <= knot + pass) return reached + (attempts - knot) / pass * (next - reached);
    knot += pass;
    reached = next;
  }
  return law.cap;
}

}  // namespace

double reached_share(double attempts, const ContactLaw& law) {
  if (attempts <= 0) return 0;
  if (law.order == Order::random) {
    return law.cap * (1 - exact::exp(-law.rate * attempts / law.cap));
  }
  if (law.rate >= law.cap) return std::min(law.rate * attempts, law.cap);
  return worked_share(attempts, law);
}

std::vector<double> split_attempts(double attempts, std::span<const TargetSize> districts) {
  double total = 0;
  for (const TargetSize& size : districts) total += size.target;
  std::vector<double> split;
  for (const TargetSize& size : districts) {
    split.push_back(total > 0 ? attempts * (size.target / total) : 0);
  }
  return split;
}

AttemptRates attempt_rates(double attempts, double accuracy, const TargetSize& size) {
  if (size.target <= 0) return {};
  const double others = size.district - size.target;
  if (others <= 0) return {attempts / size.target, 0};
  return {attempts * accuracy / size.target, attempts * (1 - accuracy) / others};
}

double picked_accuracy(double base, double sensitivity, double specificity) {
  const double met = base * sensitivity;
  const double mistaken = (1 - base) * (1 - specificity);
  return met + mistaken > 0 ? met / (met + mistaken) : 0;
}

double blind_accuracy(std::span<const TargetSize> districts) {
  double target = 0;
  double all = 0;
  for (const TargetSize& size : districts) {
    if (size.target <= 0) continue;
    target += size.target;
    all += size.district;
  }
  return all > 0 ? target / all : 0;
}

}  // namespace hustings::campaign
