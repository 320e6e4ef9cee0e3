#include "hustings/count/tabulation.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "hustings/core/failure.hpp"
#include "support/count_helpers.hpp"

namespace hustings {
namespace {

using Json = nlohmann::json;

Json count(const std::string& rules, const std::string& ballots) {
  return Json::parse(test::count_texts(rules, {ballots}, {.transfers = true}).json);
}

const std::string kThree = "candidates: [A, B, C]\n";

TEST_CASE("Candidates need not be named: the ballots name them, sorted", "[count]") {
  const Json got = count("tiebreakMode: useCandidateOrder\n", "count,rank1\n2,Zoe\n2,Ana\n1,Ben\n");
  CHECK(got["summary"]["numCandidates"] == 3);
  CHECK(got["results"][0]["tallyResults"][0]["eliminated"] == "Ben");
  CHECK(got["results"][1]["tallyResults"][0]["elected"] == "Ana");
}

TEST_CASE("Aliases, labels, blanks and write-ins are read by the rules", "[count]") {
  const Json got = count(
      "candidates: [{name: A, aliases: [a, '1']}, {name: B, excluded: true}]\n"
      "overvoteRule: alwaysSkipToNextRank\nmaxSkippedRanksAllowed: unlimited\n"
      "overvoteLabel: OV\nskippedRankLabel: none\nundeclaredWriteInLabel: W\n",
      "count,rank1,rank2\n1,a,\n2,none, 1 \n4,OV,A\n8,B,A\n16,W,A\n32,W,none\n64,B,\n128,,\n");
  const Json& first = got["results"][0];
  CHECK(first["tally"]["A"] == "15");
  CHECK(first["tally"]["Undeclared Write-ins"] == "48");
  CHECK(first["inactiveBallots"]["exhaustedChoices"] == "64");
  CHECK(first["tallyResults"][0]["transfers"] == Json({{"A", "16"}, {"exhausted", "32"}}));
  CHECK(got["summary"]["undervotes"] == 128);
  CHECK(got["results"][1]["tallyResults"][0]["elected"] == "A");
}

TEST_CASE("A blank rank may stand for an undeclared write-in", "[count]") {
  const Json got =
      count(kThree + "treatBlankAsUndeclaredWriteIn: true\n", "count,rank1\n3,A\n2,\n");
  CHECK(got["results"][0]["tally"]["Undeclared Write-ins"] == "2");
}

TEST_CASE("Bottoms-up eliminates until as many are left as there are seats", "[count]") {
  const Json got =
      count("candidates: [A, B, C, D]\nwinnerElectionMode: bottomsUp\nnumberOfWinners: 2\n",
            "count,rank1,rank2\n9,A,\n4,B,\n3,C,\n2,D,C\n");
  REQUIRE(got["results"].size() == 3);
  CHECK(got["results"][1]["tally"] == Json({{"A", "9"}, {"B", "4"}, {"C", "5"}}));
  CHECK(got["results"][2]["tallyResults"].size() == 2);
  CHECK(got["results"][2]["tally"] == Json({{"A", "9"}, {"C", "5"}}));
  CHECK_FALSE(got["results"][2]["inactiveBallots"].contains("finalRoundSurplus"));
}

TEST_CASE("Bottoms-up by percentage ends when everybody left is above it", "[count]") {
  const std::string rules =
      "candidates: [A, B, C, D]\nwinnerElectionMode: bottomsUpUsingPercentageThreshold\n"
      "multiSeatBottomsUpPercentageThreshold: 15\n";
  const Json got = count(rules, "count,rank1,rank2\n50,A,\n30,B,\n15,C,\n5,D,\n");
  REQUIRE(got["results"].size() == 2);
  CHECK(got["results"][0]["threshold"] == "15.0000");
  CHECK(got["results"][1]["threshold"] == "14.2500");  // 15 votes of 95 are more than that
  CHECK(got["results"][1]["tallyResults"].size() == 3);
  const Json exact = count(rules, "count,rank1\n85,A\n15,B\n");
  CHECK(exact["results"][0]["tallyResults"][0]["eliminated"] == "D");
  CHECK(exact["results"].back()["tallyResults"].size() == 1);  // exactly 15 % is not more
}

TEST_CASE("Multi-pass fills each seat by a count without the earlier winners", "[count]") {
  const Json got = count(kThree + "winnerElectionMode: multiPassIrv\nnumberOfWinners: 2\n",
                         "count,rank1,rank2\n6,A,C\n3,B,\n2,C,\n");
  REQUIRE(got["results"].size() == 2);
  CHECK(got["results"][0]["seat"] == 1);
  CHECK(got["results"][0]["tallyResults"][0]["elected"] == "A");
  CHECK(got["results"][1]["round"] == 1);
  CHECK(got["results"][1]["tally"] == Json({{"B", "3"}, {"C", "8"}}));
  CHECK(got["results"][1]["tallyResults"][0]["elected"] == "C");
}

TEST_CASE("Surpluses go on as decimals cut off; all above the threshold win at once", "[count]") {
  const Json got = count(
      "candidates: [A, B, C, D]\nwinnerElectionMode: "
      "multiWinnerAllowMultipleWinnersPerRound\nnumberOfWinners: 3\n",
      "count,rank1,rank2\n7,A,C\n6,B,D\n2,C,\n1,D,\n");
  const Json& first = got["results"][0];  // threshold 16 / 4 + 1 = 5
  CHECK(first["threshold"] == "5");
  REQUIRE(first["tallyResults"].size() == 2);
  CHECK(first["tallyResults"][0]["transfers"] ==
        Json({{"C", "1.9999"}, {"residual surplus", "0.0001"}}));
  // 1/6 = .1666 of 6 ballots go on
  CHECK(first["tallyResults"][1]["transfers"] ==
        Json({{"D", "0.9996"}, {"residual surplus", "0.0004"}}));
  CHECK(got["results"][1]["tally"] ==
        Json({{"A", "5"}, {"B", "5"}, {"C", "3.9999"}, {"D", "1.9996"}}));
}

TEST_CASE("Hare's quota rounds up to whole votes", "[count]") {
  const Json got = count(kThree +
                             "winnerElectionMode: multiWinnerAllowOnlyOneWinnerPerRound\n"
                             "numberOfWinners: 2\nhareQuota: true\n",
                         "count,rank1\n5,A\n4,B\n2,C\n");
  CHECK(got["results"][0]["threshold"] == "6");
}

TEST_CASE("A count may stop early", "[count]") {
  const Json got =
      count(kThree + "stopTabulationEarlyAfterRound: 1\n", "count,rank1\n4,A\n3,B\n2,C\n");
  REQUIRE(got["results"].size() == 1);
  CHECK(got["results"][0]["tallyResults"][0]["transfers"].empty());
}

TEST_CASE("Candidates below the minimum go first; nobody above it is a failure", "[count]") {
  const Json got = count("candidates: [A, B, C, D]\nminimumVoteThreshold: 3\n",
                         "count,rank1,rank2\n4,A,\n4,B,\n2,C,B\n1,D,A\n");
  CHECK(got["results"][0]["tallyResults"].size() == 2);
  CHECK(got["results"][1]["tallyResults"][0]["elected"] == "B");
  CHECK_THROWS_AS(count(kThree + "minimumVoteThreshold: 9\n", "count,rank1\n4,A\n4,B\n"), Failure);
}

TEST_CASE("A drawn permutation is sorted first, then shuffled", "[count]") {
  const std::string tied = "count,rank1\n1,C\n1,A\n1,B\n";
  const Json one =
      count("candidates: [C, A, B]\ntiebreakMode: generatePermutation\nrandomSeed: 1\n", tied);
  const Json other =
      count("candidates: [B, C, A]\ntiebreakMode: generatePermutation\nrandomSeed: 1\n", tied);
  CHECK(one["results"] == other["results"]);
}

TEST_CASE("A sole candidate is elected, even where the count goes on until two remain", "[count]") {
  const Json got = count("continueUntilTwoCandidatesRemain: true\n", "count,rank1\n4,A\n");
  CHECK(got["results"][0]["tallyResults"][0]["elected"] == "A");
}

TEST_CASE("Too many candidates are refused before a ballot is read", "[count]") {
  std::string rules = "candidates:\n";
  for (int i = 0; i < 1200; ++i) rules += "- name" + std::to_string(i) + "\n";
  const std::vector<std::string> problems =
      test::problems_of(rules, "count,rank1\n1,name1199|name1000\n1,name1100\n");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].starts_with("rules.yaml:2:1: error: 1200 candidates are too many"));
}

TEST_CASE("More seats than candidates elect everybody", "[count]") {
  const Json got = count(kThree +
                             "winnerElectionMode: multiWinnerAllowOnlyOneWinnerPerRound\n"
                             "numberOfWinners: 5\n",
                         "count,rank1\n4,A\n3,B\n2,C\n");
  std::size_t n_elected = 0;
  for (const Json& round : got["results"]) n_elected += round["tallyResults"].size();
  CHECK(n_elected == 3);
}

}  // namespace
}  // namespace hustings
