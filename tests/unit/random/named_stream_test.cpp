#include "random/named_stream.hpp"

#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

using namespace hustings;

static_assert(std::uniform_random_bit_generator<NamedStream>);

TEST_CASE("A named stream gives the words of its name in order", "[random]") {
  NamedStream stream(7, Purpose::design, 42);
  const DrawKey key = draw_key(7, Purpose::design);
  for (std::uint64_t i = 0; i < 1000; ++i) REQUIRE(stream() == draw_word(key, 42, i));
  NamedStream copy = stream;
  CHECK(copy() == stream());
  CHECK(NamedStream(7, Purpose::design, 43)() != NamedStream(7, Purpose::design, 42)());
  CHECK(NamedStream(8, Purpose::design, 42)() != NamedStream(7, Purpose::design, 42)());
  CHECK(NamedStream(7, Purpose::lots, 42)() != NamedStream(7, Purpose::design, 42)());
}

TEST_CASE("Boost.Random's distributions on a named stream have their moments", "[random]") {
  constexpr int kDraws = 200'000;
  NamedStream stream(1, Purpose::design, 1);
  boost::random::uniform_01<double> uniform;
  boost::random::bernoulli_distribution<double> coin(0.3);
  boost::random::uniform_int_distribution<int> die(1, 6);
  double sum = 0;
  double squares = 0;
  int heads = 0;
  std::map<int, int> faces;
  for (int i = 0; i < kDraws; ++i) {
    const double x = uniform(stream);
    sum += x;
    squares += x * x;
    heads += coin(stream) ? 1 : 0;
    ++faces[die(stream)];
  }
  const double root = std::sqrt(static_cast<double>(kDraws));
  CHECK(std::fabs(sum / kDraws - 0.5) < 4 * std::sqrt(1 / 12.0) / root);
  CHECK(std::fabs(squares / kDraws - 1 / 3.0) < 4 * std::sqrt(4 / 45.0) / root);
  CHECK(std::fabs(heads / double{kDraws} - 0.3) < 4 * std::sqrt(0.3 * 0.7) / root);
  REQUIRE(faces.size() == 6);
  double chi_squared = 0;  // 5 degrees of freedom: above 25.7 once in 10,000
  for (const auto& [face, n] : faces) {
    const double expected = kDraws / 6.0;
    chi_squared += (n - expected) * (n - expected) / expected;
  }
  CHECK(chi_squared < 25.7);
}
