#include "model/campaign/script.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "model/campaign/lift.hpp"
#include "model/solve/quadrature.hpp"

using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-9) {
  return Approx(value).margin(margin).epsilon(0);
}

const std::vector<hustings::scenario::HangUp> kSeen{{90, .12}, {30, .065}};

/// Dials and completed talks an hour.
struct Hour {
  double dials;
  double completes;
};

Hour hour(const CallSeconds& call, double rate = .10) {
  const HangUpLaw law = fit_hang_up(kSeen);
  const double dials = 3600 / dial_seconds(call, law, rate);
  return {dials, dials * rate * (1 - hang_up_share(law, call.script))};
}

}  // namespace

TEST_CASE("Two lengths of a script fix how people hang up", "[campaign]") {
  const HangUpLaw law = fit_hang_up(kSeen);
  CHECK(law.hazard == about(.0010104104, 5e-11));
  CHECK(law.at_once == about(.0362240600, 5e-11));
  CHECK(hang_up_share(law, 90) == about(.12));
  CHECK(hang_up_share(law, 30) == about(.065));
  CHECK(fit_hang_up(std::vector<hustings::scenario::HangUp>{{60, .1}}).hazard == 0);
  CHECK(hang_up_share(fit_hang_up(std::vector<hustings::scenario::HangUp>{{60, .1}}), 10) ==
        about(.1));
}

TEST_CASE("A shorter script by hand makes more calls and more talks", "[campaign]") {
  const Hour longer = hour({90});
  const Hour shorter = hour({30});
  CHECK(longer.dials == about(32.9394993, 1e-7));
  CHECK(shorter.dials == about(34.6660684, 1e-7));
  CHECK(longer.completes == about(2.8986759, 1e-7));
  CHECK(shorter.completes == about(3.2412774, 1e-7));
  CHECK(shorter.completes / longer.completes == about(1.1181924, 1e-7));
  CHECK(longer.completes / shorter.completes == about(.8943005, 1e-7));
}

TEST_CASE("With a dialler a shorter script is worth more", "[campaign]") {
  const Hour longer = hour({90, 3, 20, 0});
  const Hour shorter = hour({30, 3, 20, 0});
  CHECK(longer.completes * 1.7994497 == about(shorter.completes, 1e-6));
  CHECK(longer.completes / shorter.completes * 42.8902042 == about(23.8351783, 1e-6));
}

TEST_CASE("Talk is the mean time until the end or a hang-up", "[campaign]") {
  const HangUpLaw law{.01, .05};
  // By the midpoints of (1 - h(t)) dt.
  double sum = 0;
  for (int i = 0; i < 60000; ++i) sum += (1 - hang_up_share(law, (i + .5) / 1000)) / 1000;
  CHECK(talk_seconds(law, 60) == about(sum, 1e-7));
  CHECK(talk_seconds({0, .05}, 60) == about(57));
}

TEST_CASE("A transfer mixes doses and takes a second person's time", "[campaign]") {
  const double first = dose_of_points(.008, .35);
  const double second = dose_of_points(.020, .35);
  const Transfer transfer{.15, 60};
  CHECK(transfer_dose(transfer, first, second) == about(.0427596666));
  const HangUpLaw law = fit_hang_up(kSeen);
  CHECK(transfer_seconds(transfer, {30}, law, .1) == about(.1 * .935 * .15 * 80));
}
