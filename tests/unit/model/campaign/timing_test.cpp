#include "model/campaign/timing.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "model/campaign/combine.hpp"
#include "model/campaign/lift.hpp"

using namespace hustings::campaign;

namespace {

Approx about(double value) {
  return Approx(value).margin(1e-9).epsilon(0);
}

using Days = std::vector<DayShare>;

/// Days 3, 2, 1 with a third each.
const Days kLastDays = evenly(1, 3);

Days early() {
  return with_election_day({{6, .36}});
}

double turnout(const Days& contacts, double mean, const Days& ballots = early()) {
  return turnout_timing(contacts, ballots, {14, mean, false});
}

/// Gain in turnout of one contact of everybody after the early ballots, no decay.
double gain(double mean, bool skip_voted) {
  const double kappa = turnout_timing(Days{{1, 1}}, early(),
                                      {std::numeric_limits<double>::infinity(), mean, skip_voted});
  return shifted(mean, kappa * dose_of_points(.04, .5)) - mean;
}

}  // namespace

TEST_CASE("Contacts fade and come too late for early ballots", "[campaign]") {
  CHECK(support_timing(kLastDays, early(), 5) == about(.4881413977));
  CHECK(support_timing(Days{{7, 1}}, early(), 5) == about(.5559128534));
  CHECK(support_timing(Days{{21, 1}}, early(), 5) == about(.0798220225));
  CHECK(support_timing(evenly(1, 14), early(), 5) == about(.4048847881));
  CHECK(support_timing(evenly(1, 7), early(), 5) == about(.4780709572));
}

TEST_CASE("Turnout counts contacts among those who have not voted", "[campaign]") {
  CHECK(turnout(kLastDays, 0) == about(.5801368829));
  CHECK(turnout(Days{{7, 1}}, 0) == about(.7951585950));
  CHECK(turnout(Days{{21, 1}}, 0) == about(.3975792975));
  CHECK(turnout(evenly(1, 14), 0) == about(.6417321772));
  CHECK(turnout(evenly(1, 7), 0) == about(.6279651315));
  CHECK(turnout(kLastDays, .25) == about(.6375130581));
  CHECK(turnout(kLastDays, .6) == about(.7399705139));
  CHECK(turnout(Days{{7, 1}}, .6) == about(.7951585950));
  CHECK(turnout(evenly(1, 14), .25) == about(.6612657034));
  CHECK(turnout(evenly(1, 14), .6) == about(.6961470002));
  CHECK(turnout(evenly(1, 7), .25) == about(.6670321839));
  CHECK(turnout(evenly(1, 7), .6) == about(.7367947775));
}

TEST_CASE("Without early ballots only the decay counts", "[campaign]") {
  const Days ballots = with_election_day({});
  CHECK(support_timing(kLastDays, ballots, 5) == about(.7627209340));
  CHECK(turnout(kLastDays, .25, ballots) == about(.9064638795));
  CHECK(turnout(Days{{0, 1}}, .25, ballots) == 1);
}

TEST_CASE("One contact after early ballots gains from who is left", "[campaign]") {
  CHECK(gain(.25, false) == about(.0217337799));
  CHECK(gain(.6, false) == about(.0309645726));
  CHECK(gain(.25, true) == about(.0239464930));
}

TEST_CASE("Timed gains are close to those person by person", "[campaign]") {
  // Who has voted early is not moved: the others' turnout on the day, with everybody's contact.
  const auto by_person = [](double mean, bool skip_voted) {
    const double cast = .36 * mean;
    const double left = (mean - cast) / (1 - cast);
    const double moved = shifted(left, dose_of_points(.04, .5)) - left;
    return skip_voted ? moved : moved * (1 - cast);
  };
  CHECK(by_person(.25, false) == about(.0222531293));
  CHECK(by_person(.6, false) == about(.0313982012));
  CHECK(by_person(.25, true) == about(.0244539883));
}

TEST_CASE("Shares of days add up", "[campaign]") {
  CHECK(with_election_day({{6, .36}})[1].share == about(.64));
  CHECK(evenly(1, 7).size() == 7);
  CHECK(cast_before(3, early()) == .36);
  CHECK(cast_before(6, early()) == 0);
}
