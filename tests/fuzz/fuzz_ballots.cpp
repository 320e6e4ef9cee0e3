#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ballots/ballot_reader.hpp"
#include "hustings/ballots/count_json.hpp"
#include "hustings/ballots/counted_ballots.hpp"
#include "hustings/core/failure.hpp"
#include "hustings/count/tabulation.hpp"

/// Any bytes as a ballot file, under rules that use most of the count; the first byte chooses them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hustings;
  if (size == 0) return 0;
  constexpr std::string_view kRules[] = {
      "tiebreakMode: random\nrandomSeed: 1\nbatchElimination: true\n"
      "continueUntilTwoCandidatesRemain: true\n",
      "candidates: [A, B, {name: C, aliases: [c]}]\nundeclaredWriteInLabel: W\novervoteLabel: O\n",
      "candidates: [A, B, C, D]\nwinnerElectionMode: multiWinnerAllowMultipleWinnersPerRound\n"
      "numberOfWinners: 2\ndecimalPlacesForVoteArithmetic: 20\nexhaustOnDuplicateCandidate: true\n"
      "overvoteRule: exhaustIfMultipleContinuing\n",
      "winnerElectionMode: multiPassIrv\nnumberOfWinners: 3\ntiebreakMode: generatePermutation\n"
      "randomSeed: 9\novervoteRule: alwaysSkipToNextRank\nmaxSkippedRanksAllowed: unlimited\n",
      "winnerElectionMode: bottomsUpUsingPercentageThreshold\nnumberOfWinners: 0\n"
      "multiSeatBottomsUpPercentageThreshold: 20\n"};
  Problems problems;
  CountFile file = parse_count_rules(kRules[data[0] % std::size(kRules)], "rules", problems);
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  CsvReader csv(bytes_of(text), "ballots", problems);
  BallotReader reader(file, problems, csv.column("precinct").has_value());
  reader.read(csv, "ballots");
  const CastBallots cast = reader.finish();
  if (problems.has_errors()) return 0;
  try {
    const std::vector<CountPass> passes = tabulate(cast.ballots, file.contest, Paths::keep);
    const Pairwise pairwise(cast.ballots, file.contest.candidates.size());
    const auto precincts = count_by_precinct(cast.precincts, file.contest, passes);
    count_json(file, passes, {&pairwise, true, &cast.files, &precincts});
    counted_ballots_csv(file, cast, passes);
  } catch (const Failure&) {
  }
  return 0;
}
