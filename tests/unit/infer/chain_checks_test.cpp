#include "hustings/infer/chain_checks.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "random/math.hpp"
#include "random/named_stream.hpp"

namespace hustings::infer {
namespace {

/// Standard normals of a name, chain by chain; each is `kept` of the one before and the rest new.
Chains autoregressive(std::size_t n_chains, std::size_t length, double kept) {
  NamedStream stream(5, Purpose::design, 1);
  Chains chains;
  for (std::size_t c = 0; c < n_chains; ++c) {
    std::vector<double> chain;
    double x = 0;
    for (std::size_t i = 0; i < length + 100; ++i) {
      const double u = (static_cast<double>(stream()) + .5) * 0x1p-32;
      x = kept * x + std::sqrt(1 - kept * kept) * exact::normal_quantile(u);
      if (i >= 100) chain.push_back(x);
    }
    chains.push_back(std::move(chain));
  }
  return chains;
}

TEST_CASE("Chains: independent draws are as many as they are", "[calibrate]") {
  const Chains chains = autoregressive(16, 500, 0);
  CHECK(rank_r_hat(chains) < 1.005);
  CHECK(bulk_ess(chains) == Approx(8000).epsilon(.1));
}

TEST_CASE("Chains: the effective size is that of an autoregressive law", "[calibrate]") {
  // (1 - .6) / (1 + .6) of the draws.
  CHECK(bulk_ess(autoregressive(16, 2000, .6)) == Approx(8000).epsilon(.1));
}

TEST_CASE("Chains: chains that differ in place or in spread are found", "[calibrate]") {
  Chains moved = autoregressive(16, 500, 0);
  for (double& x : moved[0]) x += 2;
  CHECK(rank_r_hat(moved) > 1.05);
  Chains wider = autoregressive(16, 500, 0);
  for (double& x : wider[0]) x *= 6;
  CHECK(rank_r_hat(wider) > 1.02);
}

TEST_CASE("Weights: the shape of a Pareto tail is found", "[calibrate]") {
  NamedStream stream(5, Purpose::design, 2);
  for (const double k : {.2, .5, .9}) {
    std::vector<double> log_weights;
    for (int i = 0; i < 100'000; ++i) {
      const double u = (static_cast<double>(stream()) + .5) * 0x1p-32;
      log_weights.push_back(-k * exact::log(u));  // u^-k
    }
    CHECK(pareto_k(log_weights) == Approx(k).margin(.1));
  }
  CHECK(pareto_k(std::vector<double>(1000, -3.0)) == 0);
}

}  // namespace
}  // namespace hustings::infer
