#include "model/campaign/shock_chance.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "model/campaign/lift.hpp"
#include "random/math.hpp"

using namespace hustings;
using namespace hustings::campaign;

namespace {

Approx about(double value, double margin = 1e-9) {
  return Approx(value).margin(margin).epsilon(0);
}

/// Mean over a group's normal of the product of f(share of a shock that happens given it).
template <class Function>
double over_group(double share, const Function& f) {
  double mass = 0;
  double sum = 0;
  for (int i = -1000; i <= 1000; ++i) {
    const double z = i / 100.0;
    const double weight = std::exp(-z * z / 2);
    mass += weight;
    sum += weight * f([&](double probability) {
             const double limit = exact::normal_quantile(probability);
             return exact::normal_cdf((limit - std::sqrt(share) * z) / std::sqrt(1 - share));
           });
  }
  return sum / mass;
}

/// A shock: its probability (after the first one: given that it happened), and what it hangs on.
struct Chance {
  double probability = 0;
  bool is_in_group = false;
  bool follows_first = false;
};

/// Which of them happen, with the engine's loads and limits.
std::vector<bool> happening(const std::vector<Chance>& shocks, const std::vector<double>& own,
                            double group, double share) {
  const DoseLoads loads = dose_loads(1, share);
  std::vector<bool> happens;
  for (std::size_t i = 0; i < shocks.size(); ++i) {
    const double normal = shocks[i].is_in_group ? loads.mode * group + loads.own * own[i] : own[i];
    const bool may = !shocks[i].follows_first || happens[0];
    happens.push_back(may && normal < happens_below(shocks[i].probability));
  }
  return happens;
}

struct Frequencies {
  double first = 0;
  double second = 0;
  double both = 0;
  double none = 0;
};

Frequencies simulate(const std::vector<Chance>& shocks, double share, int n) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  Frequencies found;
  for (int i = 0; i < n; ++i) {
    std::vector<double> own;
    for (std::size_t k = 0; k < shocks.size(); ++k) own.push_back(normal(random));
    const std::vector<bool> happens = happening(shocks, own, normal(random), share);
    int count = 0;
    for (const bool one : happens) count += one ? 1 : 0;
    found.first += happens[0] ? 1.0 / n : 0;
    found.second += happens[1] ? 1.0 / n : 0;
    found.both += happens[0] && happens[1] ? 1.0 / n : 0;
    found.none += count == 0 ? 1.0 / n : 0;
  }
  return found;
}

bool within(double found, double expected, int n) {
  return std::fabs(found - expected) < 4 * std::sqrt(expected * (1 - expected) / n);
}

}  // namespace

TEST_CASE("Shocks of a group come together as said", "[campaign]") {
  struct Case {
    double first, second, share, both;
  };
  for (const Case& c : {Case{.1, .1, .3, .0216164804}, Case{.1, .1, .5, .0324015232},
                        Case{.2, .05, .5, .0292017510}}) {
    const double both =
        over_group(c.share, [&](const auto& p) { return p(c.first) * p(c.second); });
    CHECK(both == about(c.both));
    constexpr int kRuns = 200000;
    const Frequencies found = simulate({{c.first, true}, {c.second, true}}, c.share, kRuns);
    CHECK(within(found.both, c.both, kRuns));
    CHECK(within(found.first, c.first, kRuns));
    CHECK(within(found.second, c.second, kRuns));
  }
}

TEST_CASE("Five shocks of a group are none more often than apart", "[campaign]") {
  for (const auto& [share, none] : {std::pair{.3, .6595346289}, std::pair{.5, .7077570034}}) {
    const double sum = over_group(share, [](const auto& p) { return std::pow(1 - p(.1), 5); });
    CHECK(sum == about(none));
    constexpr int kRuns = 100000;
    const std::vector<Chance> five(5, Chance{.1, true});
    CHECK(within(simulate(five, share, kRuns).none, none, kRuns));
  }
}

TEST_CASE("A shock is as frequent as said, whatever its group shares", "[campaign]") {
  constexpr int kRuns = 100000;
  for (const double share : {0.0, .3, .9, 1.0}) {
    const Frequencies found = simulate({{.1, true}, {.35, true}}, share, kRuns);
    CHECK(within(found.first, .1, kRuns));
    CHECK(within(found.second, .35, kRuns));
  }
  const Frequencies apart = simulate({{.1}, {.35}}, .9, kRuns);
  CHECK(within(apart.both, .035, kRuns));
}

TEST_CASE("What follows a shock happens only after it", "[campaign]") {
  constexpr int kRuns = 100000;
  const Frequencies found = simulate({{.3}, {.6, false, true}}, .3, kRuns);
  CHECK(within(found.second, .18, kRuns));
  CHECK(found.second == found.both);
}

TEST_CASE("A higher probability adds elections and takes none away", "[campaign]") {
  for (int percent = 1; percent <= 100; ++percent) {
    CHECK(happens_below(percent / 100.0) > happens_below((percent - 1) / 100.0));
  }
  CHECK(std::isinf(happens_below(0)));
  CHECK(std::isinf(happens_below(1)));
  CHECK(happens_below(.5) == about(0));
}

TEST_CASE("An onset is drawn evenly", "[campaign]") {
  CHECK(drawn_onset(24, 72, 0) == about(48));
  CHECK(drawn_onset(24, 72, exact::normal_quantile(.25)) == about(36));
  CHECK(drawn_onset(48, 48, 1.3) == 48);
}
