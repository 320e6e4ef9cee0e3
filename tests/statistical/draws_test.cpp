// The draws themselves: moments, tails, distribution, and correlations between neighbours in every
// direction of their addresses.

#include <algorithm>
#include <array>
#include <bit>
#include <boost/math/distributions/normal.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "core/aligned.hpp"
#include "hustings/random/name.hpp"
#include "support/vector_probe.hpp"

using namespace hustings;

namespace {

constexpr double kErrors = 5;
constexpr std::size_t kBins = 4096;

/// A batch of one named draw: words and normals.
struct Batch {
  Aligned<std::uint32_t> words = Aligned<std::uint32_t>(kBatch);
  Aligned<float> z = Aligned<float>(kBatch);

  void draw(const DrawKey& key, std::uint64_t batch, std::uint64_t name) {
    const test::VectorProbe& probe = test::vector_probe();
    probe.draw_words(key, batch, draw_address(key, name), words.data());
    probe.normals(words.data(), kBatch, z.data());
  }
};

/// Sums of products of neighbours, plain and of squares: each has mean 0 and known variance.
class Neighbours {
 public:
  void add(double a, double b) {
    plain_ += a * b;
    squares_ += (a * a - 1) * (b * b - 1);
    ++n_;
  }
  void check(const char* what) const {
    CAPTURE(what, n_);
    CHECK(std::fabs(plain_) < kErrors * std::sqrt(n_));
    CHECK(std::fabs(squares_) < kErrors * 2 * std::sqrt(n_));
  }

 private:
  double plain_ = 0;
  double squares_ = 0;
  double n_ = 0;
};

/// Power sums, tail counts and a histogram of the words.
class Sample {
 public:
  void add(const Batch& batch) {
    for (const double z : batch.z) {
      double power = 1;
      for (double& sum : powers_) sum += power *= z;
      beyond_four_ += std::fabs(z) > 4 ? 1 : 0;
      beyond_five_ += std::fabs(z) > 5 ? 1 : 0;
    }
    for (const std::uint32_t word : batch.words) ++bins_[word / (1U << 20)];
    n_ += kBatch;
  }

  void check() const {
    const boost::math::normal_distribution<double> normal;
    CAPTURE(n_);
    // Means of z^k: 0 1 0 3 0 15 with variances E[z^2k] - E[z^k]^2.
    constexpr std::array<double, 6> kMeans = {0, 1, 0, 3, 0, 15};
    constexpr std::array<double, 6> kVariances = {1, 2, 15, 96, 945, 10170};
    for (std::size_t k = 0; k < 6; ++k) {
      CAPTURE(k + 1);
      CHECK(std::fabs(powers_[k] - n_ * kMeans[k]) < kErrors * std::sqrt(n_ * kVariances[k]));
    }
    check_count(beyond_four_, 2 * cdf(normal, -4));
    check_count(beyond_five_, 2 * cdf(normal, -5));
    check_words();
  }

 private:
  void check_count(double count, double p) const {
    CAPTURE(p);
    CHECK(std::fabs(count - n_ * p) < kErrors * std::sqrt(n_ * p) + 1);
  }

  /// Chi-squared and Kolmogorov-Smirnov statistics of the top 12 bits.
  void check_words() const {
    const double expected = n_ / kBins;
    double chi2 = 0;
    double below = 0;
    double largest = 0;
    for (std::size_t i = 0; i < kBins; ++i) {
      chi2 += (bins_[i] - expected) * (bins_[i] - expected) / expected;
      below += bins_[i];
      largest = std::max(largest, std::fabs(below / n_ - static_cast<double>(i + 1) / kBins));
    }
    CHECK(std::fabs(chi2 - (kBins - 1)) < kErrors * std::sqrt(2.0 * (kBins - 1)));
    CHECK(largest * std::sqrt(n_) < 2.3);  // exceeded once in 20,000
  }

  std::array<double, 6> powers_{};
  std::vector<double> bins_ = std::vector<double>(kBins);
  double beyond_four_ = 0;
  double beyond_five_ = 0;
  double n_ = 0;
};

/// Draws `n_batches` batches of 16 names and looks at all of it.
void check_draws(std::uint64_t n_batches) {
  constexpr std::uint64_t kNames = 16;
  const DrawKey key = draw_key(20260623, Purpose::first_choices);
  const DrawKey next_key = draw_key(20260624, Purpose::first_choices);
  const std::uint64_t hashed = name_hash({"effect", "polling"});
  Sample sample;
  Neighbours elections;
  Neighbours words;
  Neighbours names;
  Neighbours high_names;
  Neighbours seeds;
  Batch batch;
  Batch other;
  for (std::uint64_t b = 0; b < n_batches; ++b) {
    for (std::uint64_t n = 0; n < kNames; ++n) {
      batch.draw(key, b, hashed + n);
      sample.add(batch);
      for (std::size_t e = 0; e + 1 < kBatch; ++e) elections.add(batch.z[e], batch.z[e + 1]);
      for (std::size_t e = 0; e + kCalls < kBatch; ++e) words.add(batch.z[e], batch.z[e + kCalls]);
      const auto hold = [&](const DrawKey& of, std::uint64_t name, Neighbours& neighbours) {
        other.draw(of, b, name);
        for (std::size_t e = 0; e < kBatch; ++e) neighbours.add(batch.z[e], other.z[e]);
      };
      hold(key, hashed + n + 1, names);
      hold(key, hashed + n + (std::uint64_t{1} << 32), high_names);
      hold(next_key, hashed + n, seeds);
    }
  }
  sample.check();
  elections.check("elections");
  words.check("words of a call");
  names.check("names");
  high_names.check("names, upper half");
  seeds.check("seeds");
}

}  // namespace

TEST_CASE("Draws are standard normal and independent of their neighbours", "[statistical]") {
  check_draws(256);  // a million
}

TEST_CASE("A hundred million draws are standard normal and independent", "[.long]") {
  check_draws(100'000'000 / (16 * kBatch) + 1);
}

TEST_CASE("One bit of the name, the election or the seed turns half the bits of the word",
          "[statistical]") {
  const std::uint64_t name = name_hash({"turnout", "A", "young"});
  const DrawKey key = draw_key(3, Purpose::first_choices);
  const std::uint32_t word = draw_word(key, name, 0);
  int by_name = 0;
  int by_seed = 0;
  int by_election = 0;
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t flip = std::uint64_t{1} << bit;
    by_name += std::popcount(word ^ draw_word(key, name ^ flip, 0));
    by_seed += std::popcount(word ^ draw_word(draw_key(3 ^ flip, Purpose::first_choices), name, 0));
    by_election += std::popcount(word ^ draw_word(key, name, flip));
  }
  for (const int n : {by_name, by_seed, by_election}) {
    CHECK(std::fabs(n - 64 * 16) < kErrors * std::sqrt(64 * 8));
  }
}
