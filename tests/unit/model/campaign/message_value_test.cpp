#include "model/campaign/message_value.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "message_cases.hpp"
#include "random/math.hpp"

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-10) {
  return Approx(value).margin(margin).epsilon(0);
}

RateLaw middle_of(const std::vector<VariantCount>& counts) {
  return message_posterior(counts).middle();
}

}  // namespace

TEST_CASE("What more testing of five variants is worth", "[campaign]") {
  const std::vector<VariantCount> counts = five_variants();
  const RateLaw law = middle_of(counts);
  const double means[] = {.0562572311, .0585894579, .0572289922, .0603386280, .0558685266};
  for (std::size_t v = 0; v < 5; ++v) CHECK(mean_of(rate_given(law, counts[v])) == about(means[v]));
  CHECK(value_of_testing(counts, law, 1000) == about(.0002064623));
  CHECK(value_of_testing(counts, law, 5000) == about(.0008707671));
  CHECK(value_of_knowing(counts, law) == about(.0017684657));
}

TEST_CASE("What more testing of 47 variants is worth", "[campaign]") {
  const std::vector<VariantCount> counts = many_variants();
  const RateLaw law = middle_of(counts);
  CHECK(value_of_testing(counts, law, 2000) == about(.0008734167));
  CHECK(value_of_knowing(counts, law) == about(.0023628725));
  CHECK(value_of_knowing(counts, law) / law.mean == about(.079, .0005));
}

TEST_CASE("More testing is worth more, up to knowing", "[campaign]") {
  const std::vector<VariantCount> counts{{100, 7}, {300, 12}, {50, 4}};
  const RateLaw law{.06, 80};
  double before = 0;
  for (const int more : {0, 1, 10, 100, 1000, 10000, 100000}) {
    const double now = value_of_testing(counts, law, more);
    CHECK(now >= before - 1e-13);
    before = now;
  }
  CHECK(value_of_testing(counts, law, 0) == about(0, 1e-13));
  CHECK(before == about(value_of_knowing(counts, law), 2e-5));
  CHECK(before < value_of_knowing(counts, law));
}

TEST_CASE("The best of even rates is known", "[campaign]") {
  // E max of n uniform numbers is n / (n + 1); of one law it is its mean.
  const std::vector<BetaLaw> even(4, BetaLaw{1, 1});
  CHECK(mean_of_best(even) == about(.8));
  CHECK(mean_of_best(std::vector<BetaLaw>{{30, 500}}) == about(30.0 / 530));
  CHECK(mean_of_best(std::vector<BetaLaw>{{.2, 9}}) == about(.2 / 9.2));
  CHECK(mean_of_best(std::vector<BetaLaw>{{30000, 500000}}) == about(3.0 / 53));
}

TEST_CASE("One person more is worth what can be summed by hand", "[campaign]") {
  // Beta(1, 1) each: means 1/3 or 2/3 with even odds; the larger is 2/3 three times of four.
  const RateLaw law{.5, 2};
  const std::vector<VariantCount> counts{{0, 0}, {0, 0}};
  CHECK(value_of_testing(counts, law, 1) == about(.75 * 2 / 3 + .25 / 3 - .5, 1e-14));
  CHECK(value_of_testing(std::vector<VariantCount>{{0, 0}}, law, 5) == about(0, 1e-14));
}

TEST_CASE("The luckiest of equal variants leads by chance", "[campaign]") {
  CHECK(mean_of_largest_normal(1) == about(0, 1e-12));
  CHECK(mean_of_largest_normal(2) == about(1 / std::sqrt(3.141592653589793), 1e-12));
  CHECK(mean_of_largest_normal(3) == about(1.5 / std::sqrt(3.141592653589793), 1e-12));
  CHECK(mean_of_largest_normal(47) == about(2.2248590675));
  CHECK(lead_by_chance(47, .03, 2000) == about(.2828868, 5e-8));
  CHECK(lead_by_chance(47, .03, 1385) == about(.34, 5e-4));
}
