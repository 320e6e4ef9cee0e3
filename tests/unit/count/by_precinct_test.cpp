#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <tuple>

#include "hustings/core/failure.hpp"
#include "hustings/count/precincts.hpp"
#include "support/count_helpers.hpp"
#include "support/plain_count.hpp"
#include "support/random_count.hpp"

namespace hustings {
namespace {

using test::PlainCount;

/// Ballots, each in one of three precincts.
struct Placed {
  std::vector<PlainCount::Ballot> ballots;
  std::vector<int> where;  ///< per ballot
  test::PackedBallots packed;
  Precincts precincts;
};

Placed some_placed_ballots() {
  Placed placed;
  placed.ballots = test::some_ballots();
  placed.packed = test::packed(placed.ballots);
  placed.where =
      *rc::gen::container<std::vector<int>>(placed.ballots.size(), rc::gen::inRange(0, 3));
  for (std::size_t i = 0; i < placed.where.size(); ++i) {
    const PrecinctId precinct = placed.precincts.named(std::to_string(placed.where[i]));
    placed.precincts.add(placed.packed.different[i], precinct, 1);
  }
  placed.precincts.sort();
  return placed;
}

/// What a precinct's ballots do in a round, counted one by one.
struct PlainRound {
  std::map<int, std::int64_t> tally;
  std::map<char, std::int64_t> inactive;
  std::map<std::pair<int, int>, std::int64_t> transfers;  ///< from, to (-1: inactive)
};

/// Recounts one precinct: every ballot on its own, round by round, of where the plain counter has
/// it. What a ballot was worth with a winner, and is not worth where it goes, stays with the
/// winner.
std::vector<PlainRound> recounted(const Placed& placed, int precinct,
                                  const std::vector<PlainCount::Round>& rounds) {
  std::vector<PlainRound> plain(rounds.size());
  for (std::size_t i = 0; i < placed.ballots.size(); ++i) {
    if (placed.where[i] != precinct) continue;
    for (std::size_t r = 0; r < rounds.size(); ++r) {
      const PlainCount::Standing now = rounds[r].ballots[i];
      if (now.with >= 0) {
        plain[r].tally[now.with] += now.value;
      } else {
        plain[r].inactive[now.inactive] += now.value;
      }
      if (r + 1 == rounds.size() || rounds[r + 1].ballots[i] == now) continue;
      const PlainCount::Standing next = rounds[r + 1].ballots[i];
      if (next.value != 0) plain[r].transfers[{now.with, next.with}] += next.value;
      for (std::size_t k = r + 1; k < rounds.size(); ++k) {
        plain[k].tally[now.with] += now.value - next.value;
      }
    }
  }
  return plain;
}

void compare(const CountRound& round, PlainRound plain) {
  for (const CandidateVotes& votes : round.tally) {
    RC_ASSERT((votes.votes.units == plain.tally[static_cast<int>(votes.candidate.index())]));
  }
  const std::pair<Inactive, char> kinds[] = {
      {Inactive::exhausted_choices, 'e'},   {Inactive::overvote, 'o'},
      {Inactive::repeated_ranking, 'r'},    {Inactive::skipped_ranking, 's'},
      {Inactive::final_round_surplus, 'f'}, {Inactive::no_ranking, 'n'}};
  for (const auto& [kind, letter] : kinds) {
    RC_ASSERT((round.inactive_by(kind).units == plain.inactive[letter]));
  }
  std::map<std::pair<int, int>, std::int64_t> transfers;
  for (const VoteTransfer& moved : round.transfers) {
    const int to = moved.to ? static_cast<int>(moved.to.index()) : -1;
    transfers[{static_cast<int>(moved.from.index()), to}] =
        static_cast<std::int64_t>(moved.votes.units);
  }
  RC_ASSERT(transfers == plain.transfers);
}

TEST_CASE("Every precinct comes out as its ballots do, counted one by one",
          "[count][property][precinct]") {
  CHECK(rc::check("equal to the plain recount", [] {
    const CountRules rules = test::some_rules();
    const Placed placed = some_placed_ballots();
    const CountContest contest = test::contest_of(rules);
    const auto passes = tabulate(placed.packed.ballots, contest, Paths::keep);
    const auto counts = count_by_precinct(placed.precincts, contest, passes);
    const PlainCount plain(placed.ballots, test::kCandidates, rules);
    for (const PrecinctCount& count : counts) {
      const auto expected = recounted(placed, std::stoi(count.name), plain.rounds());
      RC_ASSERT(count.passes.front().rounds.size() == expected.size());
      for (std::size_t r = 0; r < expected.size(); ++r) {
        compare(count.passes.front().rounds[r], expected[r]);
      }
    }
  }));
}

using Key = std::tuple<std::size_t, char, std::size_t, std::size_t>;

/// Everything that a round says in votes, by what it is; residual surplus, which leaves a winner
/// for nobody, is left with the winner.
void add_votes(const std::vector<CountRound>& rounds, std::map<Key, Int128>& sums) {
  std::map<std::size_t, Int128> residual;
  for (std::size_t r = 0; r < rounds.size(); ++r) {
    for (const CandidateVotes& votes : rounds[r].tally) {
      const std::size_t candidate = votes.candidate.index();
      sums[{r, 't', candidate, 0}] += votes.votes.units + residual[candidate];
    }
    for (std::size_t k = 0; k < kInactiveKinds; ++k) {
      sums[{r, 'i', k, 0}] += rounds[r].inactive[k].units;
    }
    for (const VoteTransfer& moved : rounds[r].transfers) {
      if (moved.target == VoteTransfer::Target::residual_surplus) {
        residual[moved.from.index()] += moved.votes.units;
      } else {
        const std::size_t to = moved.to ? moved.to.index() : test::kCandidates;
        sums[{r, 'm', moved.from.index(), to}] += moved.votes.units;
      }
    }
  }
}

TEST_CASE("Precincts add up to the whole count, under any rules", "[count][property][precinct]") {
  CHECK(rc::check("sums", [] {
    const CountContest contest = test::contest_of(test::any_rules());
    const Placed placed = some_placed_ballots();
    std::vector<CountPass> passes;
    try {
      passes = tabulate(placed.packed.ballots, contest, Paths::keep);
    } catch (const Failure&) {
      RC_DISCARD("everybody below the minimum");
    }
    const auto counts = count_by_precinct(placed.precincts, contest, passes);
    std::uint64_t n_ballots = 0;
    for (const PrecinctCount& count : counts) n_ballots += count.n_ballots;
    RC_ASSERT(n_ballots == placed.packed.ballots.n_total());
    for (std::size_t seat = 0; seat < passes.size(); ++seat) {
      std::map<Key, Int128> whole, sums;
      add_votes(passes[seat].rounds, whole);
      for (const PrecinctCount& count : counts) add_votes(count.passes[seat].rounds, sums);
      RC_ASSERT((whole == sums));
    }
  }));
}

TEST_CASE("Precincts stand in the natural order of their names, whatever that of the rows",
          "[count][precinct]") {
  const std::string ballots =
      "precinct,count,rank1\nED 10,1,B\nED 9,2,A\n ED 10 ,4,B\nED 9,0,A\nED 1,3,A\n";
  const auto counted = test::count_texts("contest: x\n", {ballots}, {.precincts = true});
  REQUIRE(counted.precincts.size() == 3);
  CHECK(counted.precincts[0].name == "ED 1");
  CHECK(counted.precincts[1].name == "ED 9");
  CHECK(counted.precincts[1].n_ballots == 2);
  CHECK(counted.precincts[2].name == "ED 10");
  CHECK(counted.precincts[2].n_ballots == 5);
}

TEST_CASE("Many parts of few precincts are merged as they come", "[count][precinct]") {
  Precincts precincts;
  const PrecinctId a = precincts.named("a"), b = precincts.named("b");
  for (std::size_t i = 0; i < 3'000'000; ++i) precincts.add(i % 7, i % 2 == 0 ? a : b, 1);
  precincts.sort();
  CHECK(precincts.of(a).size() == 7);
  CHECK(precincts.n_ballots(a) == 1'500'000);
  CHECK(precincts.n_ballots(b) == 1'500'000);
}

TEST_CASE("A file with and without its precincts counts the same", "[count][precinct]") {
  const std::string rules = "candidates: [A, B, C]\n";
  const std::string with = "count,rank1,precinct,rank2\n3,A,9,B\n2,B,10,A\n2,C,10,B\n";
  const std::string without = "count,rank1,rank2\n3,A,B\n2,B,A\n2,C,B\n";
  const std::string plain = test::count_texts(rules, {without}).json;
  CHECK(test::count_texts(rules, {with}).json == plain);
  CHECK(test::count_texts(rules, {with}).precincts.empty());
}

TEST_CASE("Precincts that cannot be read are refused with their place", "[count][precinct]") {
  const auto problems = [](const std::string& ballots) {
    return test::problems_of("candidates: [A, B]\n", ballots, true);
  };
  using Lines = std::vector<std::string>;
  CHECK(problems("count,rank1,rank2\n1,A,B\n") ==
        Lines{"ballots.csv:1:1: error: ballots by precinct need a column 'precinct' (there are: "
              "'count', 'rank1', 'rank2')"});
  CHECK(problems("count,Precinct,rank1\n1,x,A\n") ==
        Lines{"ballots.csv:1:7: error: column 2 is 'Precinct', not 'rank1' (did you mean "
              "'precinct'?)",
              "ballots.csv:1:16: error: column 3 is 'rank1', not 'rank2' (the columns are "
              "count,rank1,rank2,..., and precinct where it is known)"});
  CHECK(problems("count,precinct,rank1,precinct\n1,x,A,y\n") ==
        Lines{"ballots.csv:1:22: error: two columns are named 'precinct'"});
  CHECK(problems("count,precinct,rank1\n1,,A\n1,x,A\n1,  ,B\n") ==
        Lines{"ballots.csv:2:3: error: the precinct is not named (ballots whose precinct is not "
              "known need a name too, such as 'unknown')",
              "ballots.csv:4:3: error: the precinct is not named (ballots whose precinct is not "
              "known need a name too, such as 'unknown')"});
  CHECK(problems("count,precinct,rank1\n1,\xff,A\n") ==
        Lines{"ballots.csv:2:3: error: the text is not valid UTF-8 (save the file as UTF-8)"});
  std::string ids = "count,precinct,rank1\n";
  for (std::size_t i = 0; i <= Precincts::kMax; ++i) ids += "1,id" + std::to_string(i) + ",A\n";
  CHECK(problems(ids) ==
        Lines{"ballots.csv:100002:3: error: more than 100000 precincts (does this column name each "
              "ballot?)"});
}

}  // namespace
}  // namespace hustings
