#include "model/campaign/mesh.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace hustings::campaign;

namespace {

using Numbers = std::vector<double>;

Approx about(double value, double margin = 1e-10) {
  return Approx(value).margin(margin).epsilon(0);
}

const std::vector<MeshUniverse> kThree{{10000, 0}, {20000, 0}, {30000, 0}};
const Numbers kCaptains{50, 0, 0};

Mesh three(double tells_on) {
  Mesh mesh{kThree, {}, kCaptains, {}, kNoLimit};
  mesh.law.tells_on = tells_on;
  mesh.law.cap = .5;
  mesh.law.homophily = .7;
  return mesh;
}

MeshSpread spread(double tells_on, int generations = kNoLimit) {
  Mesh mesh = three(tells_on);
  mesh.generations = generations;
  return spread_word(mesh);
}

void check_third(const MeshSpread& spread) {
  CHECK(spread.told[2] == about(spread.told[1], 1e-15));
  CHECK(spread.doses[2] == about(spread.doses[1], 1e-15));
}

}  // namespace

TEST_CASE("A mesh where nobody tells on is one wave", "[campaign]") {
  const MeshSpread told = spread(0);
  CHECK(told.told[0] == about(.1478991033));
  CHECK(told.told[1] == about(.0099501663));
  CHECK(told.doses[0] == about(.1378991033));
  CHECK(told.doses[1] == about(.0099501663));
  CHECK(told.doses[0] == about((1 - .01) * (1 - std::exp(-(.7 + .3 / 6) * 1000 / 5000))));
  check_third(told);
}

TEST_CASE("Word goes on from friend to friend, and fades", "[campaign]") {
  const MeshSpread some = spread(.6);
  CHECK(some.told[0] == about(.2338366454));
  CHECK(some.told[1] == about(.0372203272));
  CHECK(some.doses[0] == about(.1787346031));
  CHECK(some.doses[1] == about(.0197191717));
  CHECK(some.reach[0] == about(.0893673016));
  CHECK(some.reach[1] == about(.0098595858));
  CHECK(some.newly[0] == about(some.told[0] - .01));
  check_third(some);
  const MeshSpread much = spread(1.5);
  CHECK(much.told[0] == about(.6794937040));
  CHECK(much.told[1] == about(.5989936151));
  CHECK(much.doses[0] == about(.2794246857));
  CHECK(much.doses[1] == about(.0753379342));
  check_third(much);
}

TEST_CASE("Time ends a mesh", "[campaign]") {
  const MeshSpread three = spread(.6, 3);
  CHECK(three.told[0] == about(.2201516139));
  CHECK(three.told[1] == about(.0265323463));
  CHECK(three.generations == 3);
  CHECK(spread(.6, 0).reach == Numbers{0, 0, 0});
  CHECK(generations_in_time(7, 2) == 3);
  CHECK(generations_in_time(6, 2) == 3);
  CHECK(generations_in_time(0, 2) == 0);
}

TEST_CASE("What word starts is set by how it goes on where it takes off", "[campaign]") {
  // 1 - X = exp(-1.5 X), without the captains' own mass.
  Mesh mesh = three(1.5);
  mesh.universes = {{1e12, 0}};
  mesh.captains = {1};
  const MeshSpread taken = spread_word(mesh);
  CHECK(taken.told[0] == about(.5828116439));
  CHECK(takes_off({20, 1.0}));
  CHECK_FALSE(takes_off({20, .99}));
}

TEST_CASE("Generations end where the final size is", "[campaign]") {
  // 1 - X = (1 - S / n) exp(-(S D + T n newly told) M / n), solved by itself.
  for (const double on : {.2, .6, 1.5}) {
    const MeshSpread told = spread(on);
    Numbers sizes{1, 1, 1};
    for (int step = 0; step < 4000; ++step) {
      Numbers tells;
      for (std::size_t i = 0; i < 3; ++i) {
        const double people = .5 * kThree[i].registered;
        tells.push_back(20 * kCaptains[i] + on * (people * sizes[i] - kCaptains[i]));
      }
      const Numbers landed = Mixing(kThree, .7).landed(tells);
      for (std::size_t i = 0; i < 3; ++i) {
        const double people = .5 * kThree[i].registered;
        sizes[i] = 1 - (1 - kCaptains[i] / people) * std::exp(-landed[i] / people);
      }
    }
    for (std::size_t i = 0; i < 3; ++i) CHECK(told.told[i] == about(sizes[i]));
  }
}

TEST_CASE("Universes that keep to themselves are meshes of their own", "[campaign]") {
  Mesh together = three(.6);
  together.captains = {50, 30, 10};
  together.law.homophily = 1;
  const MeshSpread all = spread_word(together);
  for (std::size_t i = 0; i < 3; ++i) {
    Mesh one = three(.6);
    one.universes = {kThree[i]};
    one.captains = {together.captains[i]};
    const MeshSpread alone = spread_word(one);
    CHECK(all.told[i] == about(alone.told[0], 1e-12));
    CHECK(all.doses[i] == about(alone.doses[0], 1e-12));
  }
}

TEST_CASE("Areas that do not mix are as meshes apart, whatever table says so", "[campaign]") {
  Mesh apart = three(.6);
  apart.universes = {{10000, 0}, {20000, 1}, {30000, 1}};
  const MeshSpread plain = spread_word(apart);
  CHECK(plain.reach[1] == 0);
  apart.areas = {{1, 0}, {0, 1}};
  CHECK(spread_word(apart).reach == plain.reach);
  apart.areas = {{.9, .1}, {0, 1}};
  CHECK(spread_word(apart).reach[1] > 0);
}

TEST_CASE("People mix in their area, or as a table says", "[campaign]") {
  const std::vector<MeshUniverse> areas{{10000, 0}, {30000, 0}, {20000, 1}};
  const Numbers tells{100, 20, 40};
  const Numbers apart = Mixing(areas, .5).landed(tells);
  CHECK(apart[0] == about(50 + .5 * 120 / 4));
  CHECK(apart[1] == about(10 + .5 * 120 * 3 / 4));
  CHECK(apart[2] == about(40));
  const Numbers mixed = Mixing(areas, .5, {{.8, .2}, {.4, .6}}).landed(tells);
  CHECK(mixed[0] == about(50 + .5 * (.8 * 120 + .4 * 40) / 4));
  CHECK(mixed[2] == about(20 + .5 * (.2 * 120 + .6 * 40)));
  CHECK(Mixing(areas, .5, {{1, 0}, {0, 1}}).landed(tells) == apart);
  CHECK(mixed[0] + mixed[1] + mixed[2] == about(160));
}

TEST_CASE("A mesh twice the size tells the same shares", "[campaign]") {
  Mesh twice = three(.6);
  twice.universes = {{20000, 0}, {40000, 0}, {60000, 0}};
  twice.captains = {100, 0, 0};
  const MeshSpread large = spread_word(twice);
  for (std::size_t i = 0; i < 3; ++i) CHECK(large.reach[i] == about(spread(.6).reach[i], 1e-14));
  CHECK(split_captains(60, Numbers{10000, 20000, 30000}) == Numbers{10, 20, 30});
}

TEST_CASE("Captains who tell better tell as more do", "[campaign]") {
  Mesh better = three(.6);
  better.law.seed_quality = 1.65;
  Mesh more = three(.6);
  more.law.tells = 33;
  CHECK(spread_word(better).reach[0] == about(spread_word(more).reach[0], 1e-15));
}

TEST_CASE("Who cannot be told is not", "[campaign]") {
  Mesh empty = three(.6);
  empty.universes = {{0, 0}, {10000, 0}};
  empty.captains = {0, 5000};
  const MeshSpread told = spread_word(empty);
  CHECK(told.reach[0] == 0);
  CHECK(told.told[1] == 1);
  CHECK(told.reach[1] == 0);
}
