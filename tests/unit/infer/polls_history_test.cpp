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
  std::string year;
  std::vector<Poll> polls;
  double counted = 0;  ///< log-odds of the first against the second
};

std::vector<Primary> primaries() {
  const test::CountsTable table("tests/data/primary_polls/pres_dem_primary_poll_errors.csv");
  std::map<std::pair<std::string, std::string>, Primary> of;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    Primary& primary = of[{table.text(i, "year"), table.text(i, "location")}];
    primary.year = table.text(i, "year");
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

constexpr double kNu = kPollDf;

double scale_of(double sd) {
  return sd * std::sqrt((kNu - 2) / kNu);
}

/// Log density, without its constant, of a t with 6 degrees of freedom whose sd is given.
double log_score(double error, double sd) {
  const double scale = scale_of(sd);
  const double z = error / scale;
  return -std::log(scale) - (kNu + 1) / 2 * std::log1p(z * z / kNu);
}

/// Scores of a forecast by that t.
struct Score {
  double crps = 0;
  double log = 0;
};

Score score_of(double error, double sd) {
  const boost::math::students_t law(kNu);
  const double scale = scale_of(sd);
  const double z = error / scale;
  const double constant = 2 * std::sqrt(kNu) / (kNu - 1) * boost::math::beta(.5, kNu - .5) /
                          std::pow(boost::math::beta(.5, kNu / 2), 2);
  return {scale * (z * (2 * boost::math::cdf(law, z) - 1) +
                   2 * boost::math::pdf(law, z) * (kNu + z * z) / (kNu - 1) - constant),
          log_score(error, sd)};
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

/// A law with its two or three numbers: what a leader gets of the undecided, the sd of what all
/// polls have wrong, and how it grows with the undecided.
struct Constants {
  double even = 0;
  double common = 0;
  double undecided = 0;
};

/// What a law needs to know of a primary.
struct Summary {
  std::string year;
  double counted = 0;
  double first = 0, second = 0, undecided = 0;
  double own_variance = 0;  ///< of the polls' mean, and of what happens after the newest

  double error(const Constants& law) const {
    return counted - std::log((first + law.even * undecided) / (second + law.even * undecided));
  }
  double sd(const Constants& law) const {
    const double grown = law.undecided * undecided;
    return std::sqrt(own_variance + law.common * law.common + grown * grown);
  }
};

std::vector<Summary> summaries() {
  std::vector<Summary> all;
  for (const Primary& primary : primaries()) {
    const PooledPolls pooled = pool_polls(primary.polls, {.5, .5});
    const double u = pooled.undecided;
    all.push_back({primary.year, primary.counted, pooled.polled[0], pooled.polled[1], u,
                   pooled.variance - .25 * .25 - .4 * u * .4 * u});
  }
  return all;
}

std::vector<double> steps(double first, double last, double step) {
  std::vector<double> values;
  for (double value = first; value < last + step / 2; value += step) values.push_back(value);
  return values;
}

/// The constants of the highest log score over all years but one.
Constants best_without(const std::vector<Summary>& all, const std::string& year, bool even,
                       bool grows) {
  Constants best;
  double highest = -1e300;
  for (const double part : even ? steps(.10, .22, .01) : std::vector<double>{0}) {
    for (const double common : steps(.08, .40, .02)) {
      for (const double undecided : grows ? steps(.30, .90, .05) : std::vector<double>{0}) {
        double sum = 0;
        for (const Summary& primary : all) {
          const Constants law{part, common, undecided};
          if (primary.year != year) sum += log_score(primary.error(law), primary.sd(law));
        }
        if (sum > highest) {
          highest = sum;
          best = {part, common, undecided};
        }
      }
    }
  }
  return best;
}

double left_out_crps(const std::vector<Summary>& all, bool even, bool grows) {
  double crps = 0;
  for (const std::string year : {"2000", "2004", "2008", "2020"}) {
    const Constants law = best_without(all, year, even, grows);
    if (even && grows) {
      CHECK(law.even > .135);  // .14 to .19 by year
      CHECK(law.even < .195);
    }
    for (const Summary& primary : all) {
      if (primary.year != year) continue;
      crps += score_of(primary.error(law), primary.sd(law)).crps / static_cast<double>(all.size());
    }
  }
  return crps;
}

TEST_CASE("Polls: each part of the law helps in years it was not fitted to", "[infer]") {
  const std::vector<Summary> all = summaries();
  // .1874 is the plain mean, always as wrong.
  CHECK(left_out_crps(all, false, false) == Approx(.1826).margin(.0015));
  CHECK(left_out_crps(all, false, true) == Approx(.1771).margin(.001));
  CHECK(left_out_crps(all, true, false) == Approx(.1683).margin(.001));
  CHECK(left_out_crps(all, true, true) == Approx(.1659).margin(.001));
}

}  // namespace
}  // namespace hustings::infer
