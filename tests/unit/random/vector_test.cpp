#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "core/aligned.hpp"
#include "support/isa_paths.hpp"
#include "support/vector_probe.hpp"

using namespace hustings;

namespace {

constexpr std::uint32_t kSign = 0x80000000U;

/// Positive-normal words (top bit 0) of every octave: both edges with their neighbours, and
/// `inside` random ones; sorted, so that their normals fall.
std::vector<std::uint32_t> words_of_all_octaves(int inside) {
  std::mt19937 random(7);
  std::vector<std::uint32_t> words = {0, 1, 2};
  for (int octave = 1; octave < 31; ++octave) {
    const std::uint32_t low = 1U << octave;
    for (std::uint32_t step = 0; step < 3; ++step) {
      words.push_back(low + step);
      words.push_back(2 * low - 1 - step);
    }
    for (int i = 0; i < inside; ++i)
      words.push_back(low + static_cast<std::uint32_t>(random()) % low);
  }
  std::sort(words.begin(), words.end());
  words.resize(words.size() / 16 * 16);
  words.back() = kSign - 1;
  return words;
}

Aligned<float> normals_of(const std::vector<std::uint32_t>& words) {
  const Aligned<std::uint32_t> aligned(words.begin(), words.end());
  Aligned<float> z(words.size());
  test::vector_probe().normals(aligned.data(), aligned.size(), z.data());
  return z;
}

/// tanh(sd z / 2) of each word.
Aligned<float> odds_of(double sd, const std::vector<std::uint32_t>& words) {
  const Aligned<std::uint32_t> aligned(words.begin(), words.end());
  Aligned<float> t(words.size());
  test::vector_probe().odds(odd_table(sd), aligned.data(), aligned.size(), t.data());
  return t;
}

Aligned<float> exps_of(const Aligned<float>& x) {
  Aligned<float> y(x.size());
  test::vector_probe().exps(x.data(), x.size(), y.data());
  return y;
}

Aligned<float> logs_of(const Aligned<float>& x) {
  Aligned<float> y(x.size());
  test::vector_probe().logs(x.data(), x.size(), y.data());
  return y;
}

bool same_bits(const Aligned<float>& a, const Aligned<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// Arguments over the range of the kernel's exp, dense about 0 and where its reduction steps.
Aligned<float> exp_arguments() {
  std::mt19937 random(8);
  std::uniform_real_distribution<float> wide(-80, 80);
  std::normal_distribution<float> usual(0, 1.5F);
  Aligned<float> x;
  for (int i = 0; i < 100'000; ++i) x.push_back(i % 2 == 0 ? wide(random) : usual(random));
  for (int n = -230; n <= 230; ++n) {
    const float edge = static_cast<float>(n) * 0.34657359F;
    for (const float at : {edge, std::nextafter(edge, 100.0F), std::nextafter(edge, -100.0F)}) {
      if (std::fabs(at) <= 80) x.push_back(at);
    }
  }
  while (x.size() % 16 != 0) x.push_back(0);
  return x;
}

}  // namespace

TEST_CASE("Normals are the inverse normal distribution to 1e-6 in every octave", "[random]") {
  const std::vector<std::uint32_t> words = words_of_all_octaves(500);
  const Aligned<float> z = normals_of(words);
  const boost::math::normal_distribution<double> normal;
  double worst = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const double p = (2.0 * words[i] + 1.0) * 0x1p-33;
    const double error = std::fabs(z[i] - quantile(complement(normal, p)));
    CAPTURE(words[i], p);
    REQUIRE(error < 1e-6);
    worst = std::max(worst, error);
  }
  CHECK(worst < 8e-7);
}

TEST_CASE("Normals are symmetric, within 6.34, and fall as the word grows", "[random]") {
  std::vector<std::uint32_t> words = words_of_all_octaves(2000);
  const Aligned<float> z = normals_of(words);
  CHECK(z.front() == Approx(6.338).margin(0.002));
  CHECK(std::fabs(z.back()) < 1e-6);
  for (std::size_t i = 1; i < words.size(); ++i) {
    CAPTURE(words[i - 1], words[i]);
    REQUIRE(z[i] <= z[i - 1] + 1e-6F);
    REQUIRE(std::fabs(z[i]) <= 6.34F);
  }
  for (std::uint32_t& word : words) word |= kSign;
  const Aligned<float> mirrored = normals_of(words);
  for (std::size_t i = 0; i < words.size(); ++i) REQUIRE(mirrored[i] == -z[i]);
}

TEST_CASE("Powers of normals come from odd tables to their stated error in every octave",
          "[random]") {
  struct Case {
    double sd;
    double of_power;  ///< largest relative error of e^(sd z)
    double of_odd;    ///< largest error of tanh(sd z / 2)
  };
  const boost::math::normal_distribution<double> normal;
  const std::vector<std::uint32_t> words = words_of_all_octaves(500);
  for (const auto& [sd, of_power, of_odd] :
       {Case{0.15, 7.8e-7, 3.2e-7}, Case{0.2, 1.1e-6, 4e-7}, Case{kMostOddSd, 4.4e-6, 1.3e-6}}) {
    const Aligned<float> t = odds_of(sd, words);
    double worst_power = 0;
    double worst_odd = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const double z = quantile(complement(normal, (2.0 * words[i] + 1.0) * 0x1p-33));
      const double power = (1.0 + t[i]) / (1.0 - t[i]);
      worst_power = std::max(worst_power, std::fabs(power / std::exp(sd * z) - 1));
      worst_odd = std::max(worst_odd, std::fabs(t[i] - std::tanh(sd * z / 2)));
    }
    CAPTURE(sd, worst_power, worst_odd);
    CHECK(worst_power < of_power);
    CHECK(worst_odd < of_odd);
    CHECK(worst_odd > of_odd / 4);  // the bound is that of this degree
  }
}

TEST_CASE("The odd table of sd .2 has the known values of five words, and is odd", "[random]") {
  std::vector<std::uint32_t> words = {0, 0x40000000U, 0xC0000000U, 0x0000FFFFU, 0x7FFFFFFFU};
  const std::vector<double> known = {.5606604, .0673469, -.0673469, .3943639, 0};
  words.resize(16);
  const Aligned<float> t = odds_of(0.2, words);
  for (std::size_t i = 0; i < known.size(); ++i) CHECK(t[i] == Approx(known[i]).margin(4e-7));
  for (std::uint32_t& word : words) word ^= kSign;
  const Aligned<float> mirrored = odds_of(0.2, words);
  for (std::size_t i = 0; i < words.size(); ++i) CHECK(mirrored[i] == -t[i]);
}

TEST_CASE("The kernels' exp is right to 1.5e-7 and flat beyond 80", "[random]") {
  const Aligned<float> x = exp_arguments();
  const Aligned<float> y = exps_of(x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double truth = std::exp(static_cast<double>(x[i]));
    CAPTURE(x[i]);
    REQUIRE(std::fabs(y[i] - truth) < 1.5e-7 * truth);
  }
  Aligned<float> beyond(16, 80.0F);
  beyond[1] = 1000.0F;
  beyond[2] = -80.0F;
  beyond[3] = -1000.0F;
  const Aligned<float> ends = exps_of(beyond);
  CHECK(ends[1] == ends[0]);
  CHECK(ends[3] == ends[2]);
  CHECK(ends[3] > 0);
}

TEST_CASE("The kernels' log is right to 1.5e-7 of 1 or of itself", "[random]") {
  std::mt19937 random(9);
  std::uniform_real_distribution<float> wide(-69, 69);
  std::uniform_real_distribution<float> near_one(-0.5, 0.5);
  Aligned<float> x;
  for (int i = 0; i < 40000; ++i) {
    x.push_back(std::exp(i % 2 == 0 ? wide(random) : near_one(random)));
  }
  const Aligned<float> y = logs_of(x);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double truth = std::log(static_cast<double>(x[i]));
    const double error = std::fabs(static_cast<double>(y[i]) - truth);
    worst = std::max(worst, error / std::max(1.0, std::fabs(truth)));
  }
  CHECK(worst < 1.5e-7);
}

TEST_CASE("Every instruction path gives the same normals, powers, exps and logs, bit for bit",
          "[random]") {
  const std::vector<std::string> paths = test::isa_paths();
  const std::vector<std::uint32_t> words = words_of_all_octaves(2000);
  const Aligned<float> x = exp_arguments();
  std::vector<Aligned<float>> z;
  std::vector<Aligned<float>> odds;
  std::vector<Aligned<float>> y;
  std::vector<Aligned<float>> logs;
  for (const std::string& isa : paths) {
    const test::IsaPath path(isa);
    z.push_back(normals_of(words));
    odds.push_back(odds_of(0.2, words));
    y.push_back(exps_of(x));
    logs.push_back(logs_of(y.back()));
  }
  for (std::size_t i = 1; i < paths.size(); ++i) {
    CAPTURE(paths[i]);
    CHECK(same_bits(z[i], z[0]));
    CHECK(same_bits(odds[i], odds[0]));
    CHECK(same_bits(y[i], y[0]));
    CHECK(same_bits(logs[i], logs[0]));
  }
}
