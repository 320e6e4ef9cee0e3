#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <map>
#include <sstream>

#include "hustings/infer/polls.hpp"
#include "support/counts_table.hpp"

namespace hustings::infer {
namespace {

/// Days from 1970 of a date written month/day/year.
int day_of(const std::string& date) {
  int month = 0, day = 0, year = 0;
  char slash = 0;
  std::istringstream(date) >> month >> slash >> day >> slash >> year;
  const std::chrono::year_month_day of{std::chrono::year(year),
                                       std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day))};
  return static_cast<int>(std::chrono::sys_days(of).time_since_epoch().count());
}

struct Primary {
  std::vector<Poll> polls;
  double counted = 0;  ///< log-odds of the first against the second
};

std::vector<Primary> primaries() {
  const test::CountsTable table("tests/data/primary_polls/pres_dem_primary_poll_errors.csv");
  std::map<std::pair<std::string, std::string>, Primary> of;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    Primary& primary = of[{table.text(i, "year"), table.text(i, "location")}];
    primary.counted = std::log(table.number(i, "cand1_actual") / table.number(i, "cand2_actual"));
    primary.polls.push_back(
        {.id = std::to_string(1000 + i),
         .days = day_of(table.text(i, "electiondate")) - day_of(table.text(i, "polldate")),
         .sample = table.number(i, "samplesize"),
         .sponsored = !table.text(i, "partisan").empty(),
         .shares = {table.number(i, "cand1_pct") / 100, table.number(i, "cand2_pct") / 100}});
  }
  std::vector<Primary> all;
  for (const auto& [name, primary] : of) all.push_back(primary);
  return all;
}

/// Scores of a forecast by a t with 6 degrees of freedom whose sd is given.
struct Score {
  double crps = 0;
  double log = 0;
};

Score score_of(double error, double sd) {
  const double nu = kPollDf;
  const boost::math::students_t law(nu);
  const double scale = sd * std::sqrt((nu - 2) / nu);
  const double z = error / scale;
  const double density = boost::math::pdf(law, z);
  const double constant = 2 * std::sqrt(nu) / (nu - 1) * boost::math::beta(.5, nu - .5) /
                          std::pow(boost::math::beta(.5, nu / 2), 2);
  return {scale * (z * (2 * boost::math::cdf(law, z) - 1) + 2 * density * (nu + z * z) / (nu - 1) -
                   constant),
          std::log(density / scale)};
}

/// The plain mean of polls, always as wrong.
Score plain_score(const Primary& primary) {
  double mean = 0;
  for (const Poll& poll : primary.polls) mean += std::log(*poll.shares[0] / *poll.shares[1]);
  return score_of(primary.counted - mean / static_cast<double>(primary.polls.size()), .34);
}

Score law_score(const Primary& primary) {
  const PooledPolls pooled = pool_polls(primary.polls, {.5, .5});
  return score_of(primary.counted - std::log(pooled.shares[0] / pooled.shares[1]),
                  std::sqrt(pooled.variance));
}

TEST_CASE("Polls: 102 primaries are forecast better than by their plain mean", "[infer]") {
  double plain = 0, law = 0, log_gain = 0, squares = 0;
  const std::vector<Primary> all = primaries();
  REQUIRE(all.size() == 102);
  const double n = 102;
  for (const Primary& primary : all) {
    const Score before = plain_score(primary);
    const Score now = law_score(primary);
    plain += before.crps / n;
    law += now.crps / n;
    log_gain += (now.log - before.log) / n;
    squares += (before.crps - now.crps) * (before.crps - now.crps);
  }
  CHECK(plain == Approx(.1874).margin(.00005));
  CHECK(law == Approx(.1650).margin(.0005));
  CHECK(log_gain == Approx(.156).margin(.002));
  const double gain = plain - law;
  const double standard_error = std::sqrt((squares / n - gain * gain) / (n - 1));
  CHECK(gain > 2 * standard_error);
}

}  // namespace
}  // namespace hustings::infer
