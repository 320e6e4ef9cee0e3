#include "infer/scale_law.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace hustings::infer {
namespace {

/// One factor of sd .34 with 6 degrees of freedom, seen with sd .1.
struct SeenFactor {
  double y = 0;

  double variance(double w) const { return .34 * .34 * w * w + .01; }
  ScaleLaw law() const {
    std::vector<double> log_evidence;
    for (std::size_t i = 0; i < kScaleNodes; ++i) {
      const double v = variance(std::exp(scale_node(i)));
      log_evidence.push_back(-y * y / v / 2 - std::log(v) / 2);
    }
    return ScaleLaw(6, log_evidence);
  }
  double mean_at(double w) const { return y * .34 * .34 * w * w / variance(w); }
  double variance_at(double w) const { return .34 * .34 * w * w * .01 / variance(w); }
};

TEST_CASE("Calibration: t scales are learnt from a factor that was seen", "[calibrate]") {
  const auto check = [](double y, double mean, double sd, double scale) {
    const SeenFactor seen{y};
    const ScaleLaw law = seen.law();
    const double found = law.mean([&](double w) { return seen.mean_at(w); });
    CHECK(found == Approx(mean).epsilon(0).margin(1e-3));
    const double variance = law.mean(
        [&](double w) { return seen.variance_at(w) + std::pow(seen.mean_at(w) - found, 2); });
    CHECK(std::sqrt(variance) == Approx(sd).epsilon(0).margin(1e-3));
    CHECK(law.mean([](double w) { return w; }) == Approx(scale).epsilon(0).margin(1e-3));
  };
  check(.3, .2664349785, .0955568874, .9208183980);
  check(.9, .8500391417, .1005841906, 1.3647244376);
}

TEST_CASE("Calibration: a scale that nothing is known of stays", "[calibrate]") {
  const ScaleLaw law(6, {});
  for (const double w : {.3, .7, 1.0, 2.5, 9.0}) {
    CHECK(law.moved(w) == Approx(w).epsilon(1e-9));
    CHECK(law.log_gain(w) == Approx(0).margin(1e-12));
  }
  CHECK(law.mean([](double w) { return w * w; }) == Approx(1).epsilon(1e-3));
}

TEST_CASE("Calibration: moved scales have the law after", "[calibrate]") {
  const ScaleLaw law = SeenFactor{.9}.law();
  // Quantiles of the law before, by themselves, carry its mean to that of the law after.
  const ScaleLaw before(6, {});
  const double moved = before.mean([&](double w) { return law.moved(w); });
  CHECK(moved == Approx(law.mean([](double w) { return w; })).epsilon(1e-3));
}

TEST_CASE("Calibration: evidence that only rises does not carry scales away", "[calibrate]") {
  std::vector<double> rising;
  for (std::size_t node = 0; node < kScaleNodes; ++node) {
    rising.push_back(-400.0 * static_cast<double>(kScaleNodes - 1 - node));
  }
  const ScaleLaw law(6, rising);
  // As if W were known to be at least the last node: of W^-6 e^(-2 / W^2) beyond it.
  const double mean = law.mean([](double w) { return w; });
  CHECK(mean == Approx(4.75).epsilon(.02));
  CHECK(law.moved(1.0) >= .99 * kMostScale);
  CHECK(law.moved(9.0) < 100);
}

}  // namespace
}  // namespace hustings::infer
