#include "hustings/ballots/counted_ballots.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>

#include "hustings/core/failure.hpp"
#include "support/count_helpers.hpp"
#include "support/random_count.hpp"

namespace hustings {
namespace {

std::string csv_of(const test::Counted& counted) {
  return counted_ballots_csv(counted.file, counted.cast, counted.passes);
}

TEST_CASE("Every ballot says whom it counts for in each round", "[count][ballots]") {
  const auto counted = test::count_texts(
      "candidates: [A, B, C]\novervoteRule: exhaustImmediately\n",
      {"count,rank1,rank2\n4,B,\n2,C,A|B\n1,C,B\n4,A,C\n1,,\n", "count,rank1\n1,C\n1,A\n"});
  CHECK(csv_of(counted) ==
        "count,rank1,rank2,round1,round2,inactive\n"
        "4,A,C,A,A,\n"
        "1,A,,A,A,\n"
        "4,B,,B,B,\n"
        "1,C,B,C,B,\n"
        "2,C,A|B,C,,overvotes\n"
        "1,C,,C,,exhaustedChoices\n"
        "1,,,,,undervotes\n");
}

TEST_CASE("Ballots of precincts are rows of their own, by precinct", "[count][ballots][precinct]") {
  const auto counted = test::count_texts(
      "candidates: [A, 'B, the 2nd']\n",
      {"count,precinct,rank1\n1,10,\"B, the 2nd\"\n2,9,A\n3,10,A\n4,9,A\n"}, {.precincts = true});
  CHECK(csv_of(counted) ==
        "count,precinct,rank1,round1,inactive\n"
        "6,9,A,A,\n"
        "3,10,A,A,\n"
        "1,10,\"B, the 2nd\",\"B, the 2nd\",\n");
}

TEST_CASE("The order of rows in a ballot file does not show", "[count][ballots]") {
  const std::string rules = "overvoteRule: alwaysSkipToNextRank\n";
  const std::string one = csv_of(test::count_texts(
      rules, {"count,rank1,rank2\n1,B,\n1,A|C,B\n1,B|A,A\n2,A,\n1,C,overvote\n"}));
  CHECK(one ==
        csv_of(test::count_texts(
            rules, {"count,rank1,rank2\n1,C,overvote\n1,A,\n1,B|A,A\n1,A|C,B\n1,A,\n1,B,\n"})));
}

/// Tallies and inactive ballots of a count, from nothing but its rows: number x value.
std::map<std::string, Int128> recounted(const std::string& csv, Int128 one) {
  Problems problems;
  CsvReader rows(bytes_of(csv), "counted.csv", problems);
  std::map<std::string, Int128> sums;
  while (rows.next()) {
    const Int128 n = std::stoll(std::string(rows.field(0)));
    for (std::size_t i = 6; i < rows.header().size(); ++i) {
      const std::string& column = rows.header()[i];
      if (column.find("round") == std::string::npos || rows.field(i).empty()) continue;
      Int128 value = one;
      if (rows.header()[i + 1].find("value") != std::string::npos) {
        std::string digits(rows.field(i + 1));
        const std::size_t point = digits.find('.');
        if (point != std::string::npos) digits.erase(point, 1);
        value = std::stoll(digits) * (point == std::string::npos ? one : 1);
      }
      sums[column + " " + std::string(rows.field(i))] += n * value;
    }
  }
  problems.throw_if_errors();
  return sums;
}

TEST_CASE("The rows of an audit add up to the tallies, under any rules",
          "[count][property][ballots]") {
  CHECK(rc::check("sums", [] {
    CountFile file;
    file.contest = test::contest_of(test::any_rules());
    CastBallots cast{test::packed(test::some_ballots()).ballots, {}, {}};
    std::vector<CountPass> passes;
    try {
      passes = tabulate(cast.ballots, file.contest, Paths::keep);
    } catch (const Failure&) {
      RC_DISCARD("everybody below the minimum");
    }
    Int128 one = 1;
    for (int i = 0; i < file.contest.rules.decimal_places; ++i) one *= 10;
    std::map<std::string, Int128> expected;
    for (std::size_t seat = 0; seat < passes.size(); ++seat) {
      std::map<BallotCandidateId, std::size_t> elected;
      for (std::size_t r = 0; r < passes[seat].rounds.size(); ++r) {
        const CountRound& round = passes[seat].rounds[r];
        for (const CandidateVotes& votes : round.tally) {
          const auto winner = elected.find(votes.candidate);
          const bool is_past = winner != elected.end() && file.contest.rules.elects_several();
          if (is_past || votes.votes.units == 0) continue;  // its ballots have moved on
          expected[(passes.size() > 1 ? "seat" + std::to_string(seat + 1) + "_" : "") + "round" +
                   std::to_string(r + 1) + " " + file.contest.candidates[votes.candidate].name] =
              votes.votes.units;
        }
        for (const BallotCandidateId winner : round.elected) elected[winner] = r;
      }
    }
    std::map<std::string, Int128> got = recounted(counted_ballots_csv(file, cast, passes), one);
    std::erase_if(got, [](const auto& sum) { return sum.second == 0; });
    RC_ASSERT((got == expected));
  }));
}

}  // namespace
}  // namespace hustings
