// What programmes do, against quadrature and the published reference case.

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "hustings/summary/swing.hpp"
#include "support/scenarios.hpp"
#include "support/swung.hpp"
#include "support/two_places.hpp"
#include "support/viewed_run.hpp"

using namespace hustings;

namespace {

/// A programme that meets 20 % of A on election day, with this lift.
std::string knock(const std::string& lift, const std::string& more = "") {
  return "programmes:\n  - {id: knock, for: X/ana, mode: doors, where: {district: A}, "
         "attempts: 2000, contact: {rate: 1, cap: 1}, days_before: 0, lift: " +
         lift + more + "}\n";
}

constexpr const char* kNothing = "{points: 0, at: 0.5, sd: 0}";

std::string turnout_lift(const std::string& points_and_sd) {
  return std::string("{turnout: {at: 0.5, ") + points_and_sd + "}, support: " + kNothing + "}";
}

double expit(double x) {
  return 1 / (1 + std::exp(-x));
}

/// E[f(z)] for a standard normal z, by the trapezoid rule.
template <class F>
double mean_over_normal(F f) {
  constexpr double kStep = 0.05;
  double sum = 0;
  for (int i = -160; i <= 160; ++i) {
    const double z = i * kStep;
    sum += f(z) * std::exp(-z * z / 2) * kStep / std::sqrt(2 * M_PI);
  }
  return sum;
}

struct Law {
  double centre = 0;
  double sd = 0;
};

/// The logit-normal law of this mean and sd, by nested bisection.
Law logit_normal(double mean, double sd) {
  const auto centre_for = [mean](double s) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 60; ++i) {
      const double m = (low + high) / 2;
      (mean_over_normal([&](double z) { return expit(m + s * z); }) < mean ? low : high) = m;
    }
    return low;
  };
  double low = 0;
  double high = 3;
  for (int i = 0; i < 50; ++i) {
    const double s = (low + high) / 2;
    const double m = centre_for(s);
    const double square = mean_over_normal([&](double z) { return std::pow(expit(m + s * z), 2); });
    (square - mean * mean < sd * sd ? low : high) = s;
  }
  return {centre_for(low), low};
}

/// What the case says of the programme: dose of turnout, its sd, share of supporters among those
/// reached (0 = as all), dose of support.
struct Doses {
  double turnout = 0;
  double sd = 0;
  double supporters = 0;
  double support = 0;
};

/// P(ana wins), by quadrature over both turnouts and the lift; ana's votes grow with the support
/// factor, of which the turning point is found by bisection.
class Quadrature {
 public:
  double chance(const Doses& doses) const {
    constexpr double kCoarse = 0.5;
    double sum = 0;
    const auto weight = [](double z) {
      return std::exp(-z * z / 2) * kCoarse / std::sqrt(2 * M_PI);
    };
    for (int i = -14; i <= 14; ++i) {
      for (int j = -14; j <= 14; ++j) {
        for (int k = doses.sd > 0 ? -14 : 0; k <= (doses.sd > 0 ? 14 : 0); ++k) {
          const double lift = doses.turnout + doses.sd * k * kCoarse;
          const double wins = 1 - normal_cdf(turning_point(i * kCoarse, j * kCoarse, lift, doses));
          sum += wins * weight(i * kCoarse) * weight(j * kCoarse) *
                 (doses.sd > 0 ? weight(k * kCoarse) : 1);
        }
      }
    }
    return sum;
  }

 private:
  static double normal_cdf(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

  double turning_point(double z_a, double z_b, double lift, const Doses& doses) const {
    const double a = expit(in_a_.centre + in_a_.sd * z_a);
    const double b = 12000 * expit(in_b_.centre + in_b_.sd * z_b);
    const double gained = 0.2 * (expit(std::log(a / (1 - a)) + lift) - a);
    double low = -8;
    double high = 8;
    for (int i = 0; i < 45; ++i) {
      const double z = (low + high) / 2;
      const double u = ana_in_a_ + 0.3 * z;
      const double s = 0.8 * expit(u) + 0.2 * expit(u + doses.support);
      const double x = doses.supporters;
      const double y =
          x == 0 ? s : expit(std::log(x / (1 - x)) + std::log(s / (1 - s)) - std::log(0.6 / 0.4));
      const double lead = 10000 * (a * (2 * s - 1) + gained * (2 * y - 1)) +
                          b * (2 * expit(ana_in_b_ + 0.3 * z) - 1);
      (lead < 0 ? low : high) = z;
    }
    return low;
  }

  /// Centre of a share of this mean where its log-odds have sd .3.
  static double centre(double mean) {
    double low = -5;
    double high = 5;
    for (int i = 0; i < 60; ++i) {
      const double c = (low + high) / 2;
      (mean_over_normal([c](double z) { return expit(c + 0.3 * z); }) < mean ? low : high) = c;
    }
    return low;
  }

  Law in_a_ = logit_normal(0.25, 0.04);
  Law in_b_ = logit_normal(0.30, 0.05);
  double ana_in_a_ = centre(0.6);
  double ana_in_b_ = centre(0.42);
};

/// One case of the reference: the scenario, what quadrature needs, and the published number.
struct Case {
  std::string programmes;
  Doses doses;
  double win = 0;
};

/// Points at .5 of the dose .1603426501 +- .08: the mean and sd of expit.
std::string uncertain_lift() {
  constexpr double kMean = 0.1603426501;
  const double mean = mean_over_normal([](double z) { return expit(kMean + 0.08 * z); });
  const double square =
      mean_over_normal([](double z) { return std::pow(expit(kMean + 0.08 * z), 2); });
  return turnout_lift(
      fmt::format("points: {:.12f}, sd: {:.12f}", mean - 0.5, std::sqrt(square - mean * mean)));
}

std::vector<Case> cases() {
  constexpr double kDose = 0.1603426501;
  const std::string persuasion =
      std::string("{turnout: ") + kNothing + ", support: {points: 0.02, at: 0.5, sd: 0}}";
  return {
      {"", {}, 0.4667978},
      {knock(turnout_lift("points: 0.04, sd: 0")), {kDose}, 0.4726871},
      {knock(uncertain_lift()), {kDose, 0.08}, 0.4727253},
      {knock(turnout_lift("points: 0.04, sd: 0"), ", supporters: 0.8"), {kDose, 0, 0.8}, 0.4836209},
      {knock(persuasion), {0, 0, 0, std::log(0.52 / 0.48)}, 0.4752681}};
}

void must_be(const Case& one, std::uint64_t elections, double errors) {
  CAPTURE(one.programmes);
  const test::ViewedRun run(test::model_of(test::two_places({.programmes = one.programmes})),
                            elections);
  const Probability ana = run->chance(kWin, 0);
  CHECK(std::fabs(ana.probability - one.win) < errors * ana.standard_error);
}

/// Two rivals, each ahead in a place of their own, by as much; `programmes` stand below that key.
Model mirrored(const std::string& programmes) {
  return test::model_of(R"(
seed: 23
factions: [of ana, of ben]
districts: [{id: A}, {id: B}]
universes:
  - {district: A, universe: u, faction: of ana, registered: 10000, turnout: {mean: 0.25, sd: 0.04}}
  - {district: B, universe: u, faction: of ben, registered: 10000, turnout: {mean: 0.25, sd: 0.04}}
contests:
  - id: X
    districts: all
    candidates: [ana, ben]
    support: {of ana: {ana: 0.6, ben: rest}, of ben: {ana: 0.4, ben: rest}}
effects: [{id: lean, affects: support, by: candidate, sd: 0.2}]
resources:
  ana: {volunteer_hours: {weekly: 200, sd: 0.4}}
  ben: {volunteer_hours: {weekly: 200, sd: 0.4}}
programmes:
)" + programmes);
}

/// Doors in the place of a candidate, persuasion everywhere and an endorser, all of one campaign.
std::string campaign_of(const std::string& one, const std::string& other, const std::string& home) {
  return fmt::format(R"(
  - {{id: doors of {0}, owner: {0}, for: X/{0}, mode: doors, where: {{district: {2}}}, attempts: 4000,
     supporters: 0.8}}
  - {{id: letters of {0}, owner: {0}, for: X/{0}, mode: mail, attempts: 9000,
     lift: {{support: {{points: 0.03, at: 0.5, sd: 0.01}}}}}}
  - {{id: friend of {0}, owner: {0}, for: X/{0}, mode: endorser,
     followers: {{of {0}: 0.2, of {1}: -0.1}}}}
)",
                     one, other, home);
}

}  // namespace

TEST_CASE("What a programme does to a whole election is what quadrature says",
          "[statistical][programmes]") {
  const Quadrature quadrature;
  for (const Case& one : cases()) {
    CAPTURE(one.programmes);
    CHECK(quadrature.chance(one.doses) == Approx(one.win).margin(2e-6));
    must_be(one, 400'000, 4.5);
  }
}

TEST_CASE("A programme moves the turnout of whom it reaches", "[statistical][programmes]") {
  const auto turnout_of_a = [](const std::string& programmes) {
    const test::ViewedRun run(test::model_of(test::two_places({.programmes = programmes})),
                              400'000);
    return run->distribution(kUniverseTurnout, 0);
  };
  const double bound = 5 * 0.04 / std::sqrt(400'000.0) + 1e-6;
  CHECK(std::fabs(turnout_of_a("").mean - 0.25) < bound);
  CHECK(std::fabs(turnout_of_a(knock(turnout_lift("points: 0.04, sd: 0"))).mean - 0.2561926122) <
        bound);
  CHECK(std::fabs(turnout_of_a(knock(uncertain_lift())).mean - 0.2562476010) < bound);
}

TEST_CASE("Rivals with the same campaigns have the same chances", "[statistical][programmes]") {
  constexpr std::uint64_t kElections = 400'000;
  const auto chance = [](const std::string& programmes, std::size_t candidate) {
    const test::ViewedRun run(mirrored(programmes), kElections);
    return run->chance(kWin, candidate);
  };
  const std::string ana = campaign_of("ana", "ben", "A");
  const std::string ben = campaign_of("ben", "ana", "B");
  for (const std::string& both : {ana + ben, ben + ana}) {
    const Probability wins = chance(both, 0);
    CHECK(std::fabs(wins.probability - 0.5) < 4.5 * wins.standard_error);
  }
  // What a campaign is worth does not hang on whose it is.
  const Probability of_ana = chance(ana, 0);
  const Probability of_ben = chance(ben, 1);
  CHECK(of_ana.probability > 0.52);
  CHECK(std::fabs(of_ana.probability - of_ben.probability) <
        4.5 * std::hypot(of_ana.standard_error, of_ben.standard_error));
}

TEST_CASE("Swing is by a point of turnout as programmes leave it",
          "[statistical][programmes][swing]") {
  // Turnout of A is .25 for certain, and .25625 with the programme: the same as written so. By
  // a point of written turnout it would be 1.6 % more.
  const auto swing = [](double turnout, const std::string& programmes) {
    scenario::Scenario scenario = test::two_places({.programmes = programmes});
    scenario.universes[0].turnout = scenario::TurnoutLogOdds{std::log(turnout / (1 - turnout))};
    const Model model = test::model_of(scenario);
    return swing_ranking(labels_of(model), test::swung(model, 400'000).tally, 0, "universe");
  };
  const SwingRanking moved = swing(0.25, knock(turnout_lift("points: 0.04, sd: 0")));
  const SwingRanking written = swing(0.25625, "");
  REQUIRE(moved.rows.size() == written.rows.size());
  for (std::size_t i = 0; i < moved.rows.size(); ++i) {
    CAPTURE(moved.rows[i].name);
    REQUIRE(moved.rows[i].name == written.rows[i].name);
    CHECK(moved.rows[i].effect.per_point != 0);
    CHECK(moved.rows[i].effect.per_point == Approx(written.rows[i].effect.per_point).epsilon(1e-4));
  }
}

TEST_CASE("Programmes: the same in four million elections", "[.long][statistical][programmes]") {
  for (const Case& one : cases()) must_be(one, 4'000'000, 4);
}
