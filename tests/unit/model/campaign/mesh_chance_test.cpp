#include "model/campaign/mesh_chance.hpp"

#include <algorithm>
#include <array>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

using namespace hustings::campaign;

namespace {

using Numbers = std::vector<double>;

Approx about(double value, double margin) {
  return Approx(value).margin(margin).epsilon(0);
}

const std::vector<MeshUniverse> kThree{{10000, 0}, {20000, 0}, {30000, 0}};
const Numbers kCaptains{50, 0, 0};
const MeshLaw kLaw{20, .6, .6, .7, .5, 1, .2};
const Mesh kMesh{kThree, {}, kCaptains, kLaw, kNoLimit};

/// Sums over a standard normal: 1 = its mass.
struct Moments {
  double mass = 0;
  double sum = 0;
  double squares = 0;

  void add(double weight, double value) {
    mass += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  double mean() const { return sum / mass; }
  double sd() const { return std::sqrt(squares / mass - mean() * mean()); }
};

double factor(double log_sd, double z) {
  return std::exp(log_sd * z - log_sd * log_sd / 2);
}

MeshSpread spread_at(double factor) {
  Mesh drawn = kMesh;
  drawn.law.tells *= factor;
  return spread_word(drawn);
}

/// One person's tells: negative binomial, as a Poisson number of gamma mean.
int draw_tells(std::mt19937_64& random, double mean, double shape) {
  const double rate = boost::random::gamma_distribution<>(shape, mean / shape)(random);
  return rate > 0 ? boost::random::poisson_distribution<int>(rate)(random) : 0;
}

/// Tells of three universes by single people, of whom one may be told once. Returns how many were.
std::array<double, 3> tell_people(std::mt19937_64& random, const MeshLaw& law) {
  std::array<std::vector<char>, 3> told;
  for (std::size_t i = 0; i < 3; ++i) {
    told[i].assign(static_cast<std::size_t>(law.cap * kThree[i].registered), 0);
  }
  std::fill_n(told[0].begin(), 50, 1);
  std::array<double, 3> count{};
  boost::random::uniform_01<double> part;
  std::vector<std::size_t> wave;
  const auto tell = [&](std::size_t from, int tells) {
    for (int told_now = 0; told_now < tells; ++told_now) {
      std::size_t to = from;
      if (part(random) >= .7) to = std::array<std::size_t, 6>{0, 1, 1, 2, 2, 2}[random() % 6];
      const std::size_t who = random() % told[to].size();
      if (told[to][who]++ != 0) {
        told[to][who] = 1;
        continue;
      }
      ++count[to];
      wave.push_back(to);
    }
  };
  for (int captain = 0; captain < 50; ++captain) {
    tell(0, draw_tells(random, law.tells, law.tell_shape));
  }
  while (!wave.empty()) {
    const std::size_t from = wave.back();
    wave.pop_back();
    tell(from, draw_tells(random, law.tells_on, law.tell_shape));
  }
  return count;
}

}  // namespace

TEST_CASE("Chance in a mesh has the mean and sd of a branching process", "[campaign]") {
  const Told told = told_by_chance(50, kLaw);
  CHECK(told.mean == about(2500, 1e-9));
  CHECK(told.sd == about(817.7713617, 1e-7));
  CHECK(told.sd / told.mean == about(.3271085, 5e-8));
  MeshLaw wild = kLaw;
  wild.tells_on = 2;
  MeshLaw limited = kLaw;
  limited.tells_on = .9;
  CHECK(told_by_chance(50, wild).sd == told_by_chance(50, limited).sd);
}

TEST_CASE("A simulated branching process has the mean and sd said", "[campaign]") {
  std::mt19937_64 random(18);
  constexpr int kRuns = 4000;
  std::vector<double> totals;
  Moments moments;
  for (int run = 0; run < kRuns; ++run) {
    long tellers = 0;
    for (int captain = 0; captain < 50; ++captain) tellers += draw_tells(random, 20, .2);
    double total = 0;
    while (tellers > 0) {  // a generation's tells at once: shapes add up
      total += static_cast<double>(tellers);
      const double shape = .2 * static_cast<double>(tellers);
      tellers = draw_tells(random, .6 * static_cast<double>(tellers), shape);
    }
    totals.push_back(total);
    moments.add(1, total);
  }
  const Told told = told_by_chance(50, kLaw);
  Moments squares;
  for (const double total : totals) squares.add(1, (total - told.mean) * (total - told.mean));
  CHECK(std::fabs(moments.mean() - told.mean) < 4 * moments.sd() / std::sqrt(kRuns));
  CHECK(std::fabs(squares.mean() - told.sd * told.sd) < 4 * squares.sd() / std::sqrt(kRuns));
}

TEST_CASE("People who tell one another are as many as generations say", "[campaign]") {
  // Shape 1e6: what is told varies little, so that what limited numbers bend is below the error.
  std::mt19937_64 random(5);
  MeshLaw even = kLaw;
  even.tell_shape = 1e6;
  constexpr int kRuns = 400;
  std::array<Moments, 3> told;
  for (int run = 0; run < kRuns; ++run) {
    const std::array<double, 3> count = tell_people(random, even);
    for (std::size_t i = 0; i < 3; ++i) told[i].add(1, count[i] / (.5 * kThree[i].registered));
  }
  const MeshSpread spread = spread_word({kThree, {}, kCaptains, even, kNoLimit});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::fabs(told[i].mean() - spread.newly[i]) < 4 * told[i].sd() / std::sqrt(kRuns));
  }
}

TEST_CASE("Chance moves what captains tell", "[campaign]") {
  CHECK(spread_at(.5).doses[0] == about(.0954850240, 1e-10));
  CHECK(spread_at(.5).doses[1] == about(.0101136831, 1e-10));
  CHECK(spread_at(1.5).doses[0] == about(.2520604831, 1e-10));
  CHECK(spread_at(1.5).doses[1] == about(.0289036666, 1e-10));
}

TEST_CASE("Reach by chance is that of its mesh to .03 %", "[campaign]") {
  const MeshChance chance(kMesh);
  CHECK(chance.log_sd() == about(.3188317, 5e-8));
  std::array<Moments, 2> doses;
  double worst = 0;
  for (int i = -800; i <= 800; ++i) {
    const double z = i / 100.0;
    const MeshSpread exact = spread_at(factor(chance.log_sd(), z));
    for (std::size_t k = 0; k < 2; ++k) {
      doses[k].add(std::exp(-z * z / 2), exact.doses[k]);
      if (std::fabs(z) > 5) continue;
      worst = std::max(worst, std::fabs(chance.reach(z)[k] / exact.reach[k] - 1));
    }
  }
  CHECK(worst == about(.00030, .5e-5));
  CHECK(doses[0].mean() == about(.1766939, 5e-8));
  CHECK(doses[1].mean() == about(.0196322, 5e-8));
  CHECK(doses[0].sd() == about(.0493459, 5e-8));
  CHECK(doses[1].sd() == about(.0060633, 5e-8));
  CHECK(chance.reach(9) == chance.reach(5));
  CHECK(chance.reach(-9) == chance.reach(-5));
}

TEST_CASE("Few captains are left more to chance, and reach stays close", "[campaign]") {
  Mesh few = kMesh;
  few.captains = {5, 0, 0};
  const MeshChance chance(few);
  CHECK(chance.log_sd() == about(.853, .0005));
  double worst = 0;
  for (int i = -500; i <= 500; ++i) {
    Mesh drawn = few;
    drawn.law.tells *= factor(chance.log_sd(), i / 100.0);
    const MeshSpread exact = spread_word(drawn);
    worst = std::max(worst, std::fabs(chance.reach(i / 100.0)[0] / exact.reach[0] - 1));
  }
  CHECK(worst == about(.0022, .5e-4));
}

TEST_CASE("Limited numbers bend chance", "[campaign]") {
  Mesh one{{{1e5, 0}}, {}, {50}, kLaw, kNoLimit};
  one.law.cap = 1;
  const Told told = told_by_chance(50, one.law);
  const double log_sd = std::sqrt(std::log(1 + told.sd * told.sd / (told.mean * told.mean)));
  Moments people;
  for (int i = -800; i <= 800; ++i) {
    Mesh drawn = one;
    drawn.law.tells *= factor(log_sd, i / 100.0);
    const MeshSpread spread = spread_word(drawn);
    people.add(std::exp(-i * i / 20000.0), 1e5 * spread.newly[0]);
  }
  CHECK(people.mean() == about(2415.127, 5e-4));
  CHECK(people.sd() == about(762.165, 5e-4));
}

TEST_CASE("A mesh without captains tells nobody, whatever chance does", "[campaign]") {
  Mesh nobody = kMesh;
  nobody.captains = {0, 0, 0};
  const MeshChance chance(nobody);
  CHECK(chance.log_sd() == 0);
  CHECK(chance.reach(3) == Numbers{0, 0, 0});
}
