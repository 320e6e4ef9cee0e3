#include "report/what_if_text.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "support/small_results.hpp"

using namespace hustings;

namespace {

/// A what-if with the base's counts, in which nothing moves.
Results unmoved(const Results& base) {
  Results what_if = test::small_what_if(base);
  what_if.labels = base.labels;
  what_if.tally = base.tally;
  PairedTally& paired = what_if.paired;
  for (const QuantityId q : {kWin, kRecount, kEvent, kSeats, kMajority, kLead, kNoMajority}) {
    for (PairedCount& count : paired[q].counts) count = {};
  }
  for (const QuantityId q : {kShare, kVotes, kTurnout, kSeats, kDelegates, kNameDelegates}) {
    for (DifferenceSums& sum : paired[q].differences) sum = {};
  }
  return what_if;
}

std::string text_of(const Results& base, const Results& what_if, bool colour = false) {
  const View before(base.labels, base.tally);
  const View after(what_if.labels, what_if.tally, before, &what_if.paired);
  return what_if_text("what if: w", after, {100, colour});
}

std::string line_with(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  if (at == std::string::npos) return "none";
  const std::size_t begin = text.rfind('\n', at) + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

TEST_CASE("A what-if in which nothing moves says so", "[report][what_if]") {
  const Results base = test::small_results();
  CHECK(text_of(base, unmoved(base)) == "\nwhat if: w\nnothing moves\n");
}

TEST_CASE("A table shows what moves, with no digit beyond the error", "[report][what_if]") {
  Results base = test::small_results();
  for (CandidateLabel& candidate : base.labels.candidates) candidate.name = candidate.id;
  Results what_if = unmoved(base);
  what_if.labels.candidates[4].withdrawn = true;
  what_if.tally[kWin].counts[4] = 0;
  what_if.paired[kWin].counts[3] = {100, 0};  // 10 points, sqrt(0.1 x 0.9 / 1000) = 0.95
  what_if.paired[kWin].counts[4] = {0, 1000};
  // Of 1,000 elections half 1,000 votes more, half 3,000: 2,000 and 1,000 / sqrt(1000) = 32.
  what_if.paired[kVotes].differences[3] = {2'000'000, static_cast<U128>(5'000'000'000)};
  what_if.paired[kShare].differences[3] = {262'144'000, static_cast<U128>(1000)
                                                            << 36};  // 1/4 in all
  what_if.paired[kEvent].counts[1] = {1, 0};
  const std::string text = text_of(base, what_if);
  const std::string row = line_with(text, "  c0 ");
  CHECK(row.find("+10.0  ±1.9") != std::string::npos);
  CHECK(row.find("+25 ") != std::string::npos);
  CHECK(row.find("+2,000 ±60") != std::string::npos);
  CHECK(line_with(text, "  out ").find("-100 ") != std::string::npos);
  CHECK(line_with(text, "  never").find("+0.10 ±0.20") != std::string::npos);
  CHECK(text.find("C0") == std::string::npos);
  CHECK(text.find("C1  Contest C1\n") != std::string::npos);
  CHECK(text.find("slate") == std::string::npos);
  CHECK(text.find("nothing else moves") != std::string::npos);
  CHECK(text.find('\033') == std::string::npos);
  CHECK(text_of(base, what_if, true).find('\033') != std::string::npos);
}

TEST_CASE("A table leaves out columns in which nothing moves, and says which",
          "[report][what_if]") {
  const Results base = test::small_results();
  Results what_if = unmoved(base);
  what_if.paired[kWin].counts[3] = {100, 0};
  const std::string text = text_of(base, what_if);
  CHECK(line_with(text, "before").find("difference") != std::string::npos);
  CHECK(line_with(text, "before").find("share") == std::string::npos);
  CHECK(text.find("\nunchanged: share, votes, delegates\n") != std::string::npos);
}

TEST_CASE("Halves of the last digit are rounded away from 0, whatever their binary fraction",
          "[report][what_if]") {
  Results base = test::small_results();
  Results what_if = unmoved(base);
  base.tally.elections = what_if.tally.elections = what_if.paired.elections = 20'000;
  for (std::uint64_t n = 21; n < 400; n += 2) {
    what_if.paired[kEvent].counts[1] = {0, n};  // n / 2 hundredths of a point, errors below .2
    const std::string expected = fmt::format("-{:.2f} ", static_cast<double>((n + 1) / 2) / 100);
    CAPTURE(n, expected);
    CHECK(line_with(text_of(base, what_if), "  never").find(expected) != std::string::npos);
  }
}
