#include "model/campaign/shock.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "model/campaign/shock_chance.hpp"

using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-10) {
  return Approx(value).margin(margin).epsilon(0);
}

const ShockLaw kAnswered{7.5, 120, ShockAnswer{}};
const ShockLaw kPlain{7.5, 120, {}};

double residual(double hours, double answered) {
  return residual_share(kAnswered, hours, answered);
}

/// Who would see a shock and has seen it `hours` after its onset, the answer m hours after it: 1 -
/// e^(-alpha min(hours, m)) + (1 - cut)(e^(-alpha m) - e^(-alpha hours))+.
double exposed_share(const ShockLaw& law, double hours, double answered) {
  const double spread = std::log(2.0) / law.spread_half_life;
  const double m = law.answer ? std::min(hours, answered) : hours;
  const double cut = law.answer ? law.answer->spread_cut : 0;
  return 1 - std::exp(-spread * m) +
         (1 - cut) * (std::exp(-spread * m) - std::exp(-spread * hours));
}

/// Simpson's rule with 4,000 pieces.
template <class Function>
double integral(double lo, double hi, const Function& f) {
  constexpr int kPieces = 4000;
  const double step = (hi - lo) / kPieces;
  double sum = f(lo) + f(hi);
  for (int i = 1; i < kPieces; ++i) sum += (i % 2 == 1 ? 4 : 2) * f(lo + i * step);
  return sum * step / 3;
}

}  // namespace

TEST_CASE("Who would see a shock", "[campaign]") {
  CHECK(would_see({}) == 0);
  const std::vector<ChannelExposure> channels{{.7, .25}, {.6, .1}};
  CHECK(would_see(channels) == about(1 - (1 - .175) * (1 - .06)));
}

TEST_CASE("A shock spreads until it is answered", "[campaign]") {
  CHECK(exposed_share(kAnswered, 24, .5) == about(.5045487675));
  CHECK(exposed_share(kAnswered, 24, 4) == about(.6251442874));
  CHECK(exposed_share(kAnswered, 24, kNoAnswer) == about(.8911811796));
  CHECK(exposed_share(kPlain, 24, .5) == about(.8911811796));
  CHECK(exposed_share(kAnswered, 0, .5) == 0);
  CHECK(exposed_share(kAnswered, 7.5, 9) == about(.5));
}

TEST_CASE("What a shock moves fades, and an answer takes some of it back", "[campaign]") {
  CHECK(residual(24, .5) == about(.4045045917));
  CHECK(residual(24, 4) == about(.4976594899));
  CHECK(residual(24, kNoAnswer) == about(.8125138591));
  CHECK(residual(72, .5) == about(.3524124704));
  CHECK(residual(72, 24) == about(.5877521022));
  CHECK(residual(72, kNoAnswer) == about(.7023630650));
  CHECK(residual(6, .5) == about(.2162719969));
  CHECK(residual(6, kNoAnswer) == about(.4176929615));
  CHECK(residual(-1, .5) == 0);
  CHECK(residual(0, 0) == 0);
  CHECK(residual_share(kPlain, 24, .5) == residual(24, kNoAnswer));
}

TEST_CASE("Early ballots see less of a shock", "[campaign]") {
  const std::vector<DayShare> ballots{{3, .36}, {0, .64}};
  CHECK(shocked_ballots(kAnswered, 48, .5, ballots) == about(.2540866453));
  CHECK(shocked_ballots(kAnswered, 48, 4, ballots) == about(.3063167069));
  CHECK(shocked_ballots(kAnswered, 48, kNoAnswer, ballots) == about(.5092807663));
  CHECK(shocked_ballots(kAnswered, 96, .5, ballots) == about(.3434422513));
  CHECK(shocked_ballots(kAnswered, 96, 4, ballots) == about(.4170584312));
  CHECK(shocked_ballots(kAnswered, 96, kNoAnswer, ballots) == about(.6844983029));
}

TEST_CASE("What is left of spread is an integral", "[campaign]") {
  for (const double effect : {1.0, 7.5, 7.5000001, 7.51, 120.0, 1e6}) {
    const ShockLaw law{7.5, effect, {}};
    for (const double hi : {.01, 6.0, 72.0}) {
      const double spread = std::log(2) / 7.5;
      const double decay = std::log(2) / effect;
      const double sum = integral(
          hi / 3, hi, [&](double t) { return spread * std::exp(-spread * t - decay * (80 - t)); });
      CHECK(left_of_spread(law, 80, hi / 3, hi) == about(sum, 1e-12));
    }
  }
}

TEST_CASE("What is left of spread is a share, however fast it spreads and fades", "[campaign]") {
  // Of a slow spread with a fast effect what is left is what came last: alpha e^(-alpha T) / delta.
  const double spread = std::log(2.0) / 8760;
  const double decay = std::log(2.0) / .01;
  CHECK(left_of_spread({8760, .01, {}}, 48, 0, 48) ==
        Approx(spread / (decay - spread) * std::exp(-spread * 48)).epsilon(1e-12));
  CHECK(left_of_spread({7.5, 3, {}}, 8000, 0, 8000) < 1e-300);
  for (const double spread_half_life : {1e-2, 1., 7.5, 100., 8760.}) {
    for (const double effect_half_life : {1e-2, 1., 7.5, 120., 8760., 1e6}) {
      for (const double hours : {1e-3, .5, 48., 8000., 8760.}) {
        CAPTURE(spread_half_life, effect_half_life, hours);
        const ShockLaw law{spread_half_life, effect_half_life, ShockAnswer{}};
        for (const double answered : {1e-6, hours / 3, hours, kNoAnswer}) {
          const double left = residual_share(law, hours, answered);
          CHECK(left >= 0);  // nan is not
          CHECK(left <= 1);
        }
      }
    }
  }
}

TEST_CASE("A drawn answer is the mean over its hour", "[campaign]") {
  const DrawnHours answer{.5, .5};
  const auto moments = [&](double hours) {
    double mass = 0;
    double sum = 0;
    double squares = 0;
    for (int i = -1600; i <= 1600; ++i) {
      const double z = i / 200.0;
      const double value = residual(hours, drawn_hours(answer, z));
      const double weight = std::exp(-z * z / 2);
      mass += weight;
      sum += weight * value;
      squares += weight * value * value;
    }
    return std::pair{sum / mass, std::sqrt(squares / mass - sum * sum / mass / mass)};
  };
  CHECK(moments(6).first == about(.2184073, 5e-8));
  CHECK(moments(6).second == about(.0100371, 5e-8));
  CHECK(moments(24).first == about(.4064352, 5e-8));
  CHECK(moments(24).second == about(.0090754, 5e-8));
  CHECK(moments(72).first == about(.3538942, 5e-8));
  CHECK(moments(72).second == about(.0069653, 5e-8));
  CHECK(drawn_hours({.5, 0}, 3) == .5);
}

TEST_CASE("A faster answer never does worse within two days", "[campaign]") {
  for (double hours = 1; hours <= 240; hours += 7) {
    double before = residual(hours, 0);
    for (double answered = .25; answered <= 48; answered += .25) {
      const double now = residual(hours, answered);
      CAPTURE(hours, answered);
      REQUIRE(now >= before - 1e-15);
      before = now;
    }
  }
}

TEST_CASE("Whom a shock moves at once is whom it meets, where it does not fade", "[campaign]") {
  const ShockLaw lasting{7.5, 1e15, ShockAnswer{.457, 0, 0, 14}};
  for (const double answered : {.5, 4.0, 100.0}) {
    CHECK(residual_share(lasting, 24, answered) ==
          about(exposed_share(lasting, 24, answered), 1e-13));
  }
}
