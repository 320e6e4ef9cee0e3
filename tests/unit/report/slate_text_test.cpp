#include "report/slate_text.hpp"

#include <catch2/catch.hpp>
#include <numeric>

using namespace hustings;

namespace {

using Parts = std::vector<std::string>;

/// A slate with a member in each of so many contests of two, and how often it wins how many seats.
struct SlateRun {
  Labels labels;
  Tally tally;

  explicit SlateRun(const std::vector<std::uint64_t>& elections, std::uint32_t n_contests = 0) {
    const auto k = static_cast<std::uint32_t>(elections.size() - 1);
    if (n_contests == 0) n_contests = k;
    const std::uint32_t each = 1 + k / n_contests;  // candidates of a contest
    labels.slates = {{"s", "", {}}};
    for (std::uint32_t c = 0; c < n_contests; ++c) {
      labels.contests.push_back({.first_candidate = each * c, .n_candidates = each});
      for (std::uint32_t i = 0; i < each; ++i) {
        labels.candidates.push_back({.contest = c});
        if (i > 0) labels.slates[0].members.push_back(each * c + i);
      }
    }
    tally.elections = std::accumulate(elections.begin(), elections.end(), std::uint64_t{0});
    tally[kSeats].counts = elections;
  }

  View view() const { return {labels, tally}; }
};

/// Coins thrown, of each so many of a thousand: what 30 fair coins come to.
std::vector<std::uint64_t> thirty() {
  std::vector<std::uint64_t> counts(31, 0);
  double p = 1e6 / (1 << 30);
  for (std::size_t j = 0; j <= 30; ++j) {
    counts[j] = static_cast<std::uint64_t>(p);
    p *= static_cast<double>(30 - j) / static_cast<double>(j + 1);
  }
  return counts;
}

}  // namespace

TEST_CASE("A small slate shows every count that can be", "[report][slate]") {
  const SlateRun run({100, 0, 900});
  CHECK(seat_parts(run.view(), 0) == Parts{"0: 10.0%", "1: <0.3%", "2: 90.0%"});
  CHECK(slate_heading(run.view(), 0) == "sweeps 90.0%, wins 1.80 of 2 on average (90%: 0-2)");
}

TEST_CASE("A slate of more members than seats never sweeps", "[report][slate]") {
  const SlateRun run({400, 600, 0, 0}, 1);
  CHECK(seat_parts(run.view(), 0) == Parts{"0: 40.0%", "1: 60.0%"});
  CHECK(slate_heading(run.view(), 0) ==
        "never sweeps (3 members, 1 seat), wins 0.60 of 1 on average");
}

TEST_CASE("Of a slate of thirty the seats are shown that hold 98 %", "[report][slate]") {
  const SlateRun run(thirty());
  const Parts parts = seat_parts(run.view(), 0);
  // Binomial(30, 1/2): P(X <= 8) = 0.0081, P(X <= 9) = 0.0214.
  REQUIRE(parts.size() == 15);
  CHECK(parts.front() == "8 or fewer: 0.8%");
  CHECK(parts[1] == "9: 1.3%");
  CHECK(parts[7] == "15: 14.4%");
  CHECK(parts.back() == "22 or more: 0.8%");
  CHECK(slate_heading(run.view(), 0).find("wins 15.00 of 30 on average (90%: 11-19)") !=
        std::string::npos);
}

TEST_CASE("A tail of one count is that count", "[report][slate]") {
  const SlateRun run({5, 200, 200, 200, 200, 190, 5});
  CHECK(seat_parts(run.view(), 0).front() == "0: 0.5%");
  CHECK(seat_parts(run.view(), 0).back() == "6: 0.5%");
}
