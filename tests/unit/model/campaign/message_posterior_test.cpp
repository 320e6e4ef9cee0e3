#include "model/campaign/message_posterior.hpp"

#include <algorithm>
#include <boost/random/beta_distribution.hpp>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "message_cases.hpp"
#include "random/math.hpp"

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-9) {
  return Approx(value).margin(margin).epsilon(0);
}

/// A test of forty variants as the prior has it, and what is said of it, in the chosen variant's
/// own sd.
struct Lead {
  double chosen = 0;       ///< true rate less posterior mean
  double clairvoyant = 0;  ///< the best true rate less that mean
};

Lead simulated_lead(std::mt19937_64& random) {
  const double mean = boost::random::uniform_real_distribution<>(0, 1)(random);
  const double log_size =
      boost::random::uniform_real_distribution<>(std::log(10), std::log(1e5))(random);
  const double size = std::exp(log_size);
  std::vector<double> truth;
  std::vector<VariantCount> counts;
  for (int v = 0; v < 40; ++v) {
    truth.push_back(boost::random::beta_distribution<>(mean * size, (1 - mean) * size)(random));
    counts.push_back({300, static_cast<double>(
                               boost::random::binomial_distribution<>(300, truth.back())(random))});
  }
  const MessagePosterior posterior = message_posterior(counts);
  const std::size_t chosen = chosen_variant(posterior);
  const VariantRate& said = posterior.rates[chosen];
  const double best = *std::max_element(truth.begin(), truth.end());
  return {(truth[chosen] - said.mean) / said.sd, (best - said.mean) / said.sd};
}

/// Mean lead over its standard error.
double in_errors(const std::vector<double>& leads) {
  double sum = 0;
  double squares = 0;
  for (const double lead : leads) {
    sum += lead;
    squares += lead * lead;
  }
  const auto n = static_cast<double>(leads.size());
  const double mean = sum / n;
  return mean / std::sqrt((squares / n - mean * mean) / (n - 1));
}

/// Holds the mean lead of the chosen variant, and of who knows the best, against `limit` errors.
void check_leads(int tests, double limit) {
  std::mt19937_64 random(47);
  std::vector<double> chosen;
  std::vector<double> clairvoyant;
  for (int test = 0; test < tests; ++test) {
    const Lead lead = simulated_lead(random);
    chosen.push_back(lead.chosen);
    clairvoyant.push_back(lead.clairvoyant);
  }
  CHECK(std::fabs(in_errors(chosen)) < limit);
  CHECK(in_errors(clairvoyant) > limit);
}

}  // namespace

TEST_CASE("Five variants are shrunk towards each other", "[campaign]") {
  const MessagePosterior posterior = message_posterior(five_variants());
  const double means[] = {.0553080299, .0587986899, .0567624716, .0614166849, .0547262533};
  const double sds[] = {.0050874274, .0050866935, .0048347997, .0062759740, .0052807175};
  for (std::size_t v = 0; v < 5; ++v) {
    CHECK(posterior.rates[v].mean == about(means[v]));
    CHECK(posterior.rates[v].sd == about(sds[v]));
  }
  CHECK(posterior.mean == about(.0577667081));
  CHECK(posterior.log_size == about(8.3297297585));
  CHECK(chosen_variant(posterior) == 3);
}

TEST_CASE("The winner of 47 variants is not as good as it looks", "[campaign]") {
  const MessagePosterior posterior = message_posterior(many_variants());
  CHECK(posterior.rates[10].mean == about(.0413565236));
  CHECK(posterior.rates[10].sd == about(.0039009346));
  CHECK(posterior.rates[21].mean == about(.0392290093));
  CHECK(posterior.rates[46].mean == about(.0186630381));
  CHECK(posterior.mean == about(.0300611982));
  CHECK(posterior.log_size == about(6.6907130800));
  CHECK(chosen_variant(posterior) == 10);
}

TEST_CASE("Variants with equal counts have equal laws", "[campaign]") {
  const std::vector<VariantCount> counts{{800, 31}, {500, 9}, {800, 31}};
  const MessagePosterior posterior = message_posterior(counts);
  CHECK(posterior.rates[0].mean == posterior.rates[2].mean);
  CHECK(posterior.rates[0].sd == posterior.rates[2].sd);
  CHECK(chosen_variant(posterior) == 0);
}

TEST_CASE("One variant has the posterior of the mean", "[campaign]") {
  // By equal steps in log k and in logit mu, as far as its nodes go: 3 to both sides.
  const MessagePosterior posterior = message_posterior(std::vector<VariantCount>{{400, 22}});
  double mass = 0;
  double rate = 0;
  double mean = 0;
  for (int s = 0; s < 300; ++s) {
    const double size = std::exp(std::log(10) + std::log(1e4) * (s + .5) / 300);
    for (int m = 0; m < 600; ++m) {
      const double mu = exact::expit(exact::logit(22.5 / 401) + 6 * ((m + .5) / 600 - .5));
      const double likelihood =
          log_beta(mu * size + 22, (1 - mu) * size + 378) - log_beta(mu * size, (1 - mu) * size);
      const double weight = mu * (1 - mu) * std::exp(likelihood + 85);
      mass += weight;
      mean += weight * mu;
      rate += weight * (mu * size + 22) / (size + 400);
    }
  }
  CHECK(posterior.mean == about(mean / mass, 1e-6));
  CHECK(posterior.rates[0].mean == about(rate / mass, 1e-6));
}

TEST_CASE("A test of nobody says what the prior says", "[campaign]") {
  const MessagePosterior posterior = message_posterior(std::vector<VariantCount>{{0, 0}, {0, 0}});
  CHECK(posterior.rates[0].mean == about(.5, 1e-6));
  CHECK(posterior.log_size == about((std::log(10) + std::log(1e5)) / 2, 1e-6));
}

TEST_CASE("The lift of the best variant is not biased, and knowing it would be", "[campaign]") {
  check_leads(20, 3);
}

TEST_CASE("The lift of the best of 2,000 tests is not biased", "[.long]") {
  check_leads(2000, 4);
}
