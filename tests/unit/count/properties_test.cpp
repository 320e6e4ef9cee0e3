#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "hustings/core/failure.hpp"
#include "hustings/count/tabulation.hpp"
#include "support/plain_count.hpp"
#include "support/random_count.hpp"

namespace hustings {
namespace {

using test::any_rules;
using test::contest_of;
using test::kCandidates;
using test::packed;
using test::PlainCount;
using test::some_ballots;
using test::some_rules;

std::vector<int> sorted_indices(const std::vector<BallotCandidateId>& ids) {
  std::vector<int> indices;
  for (const BallotCandidateId id : ids) indices.push_back(static_cast<int>(id.index()));
  std::sort(indices.begin(), indices.end());
  return indices;
}

std::int64_t inactive_of(const PlainCount::Round& round, char kind) {
  const auto found = round.inactive.find(kind);
  return found == round.inactive.end() ? 0 : found->second;
}

void compare(const CountRound& round, PlainCount::Round plain) {
  std::map<int, std::int64_t> tally;
  for (const CandidateVotes& votes : round.tally) {
    tally[static_cast<int>(votes.candidate.index())] = static_cast<std::int64_t>(votes.votes.units);
  }
  RC_ASSERT(tally == plain.tally);
  const std::pair<Inactive, char> kinds[] = {
      {Inactive::exhausted_choices, 'e'},   {Inactive::overvote, 'o'},
      {Inactive::repeated_ranking, 'r'},    {Inactive::skipped_ranking, 's'},
      {Inactive::final_round_surplus, 'f'}, {Inactive::no_ranking, 'n'}};
  for (const auto& [kind, letter] : kinds) {
    RC_ASSERT(static_cast<std::int64_t>(round.inactive_by(kind).units) ==
              inactive_of(plain, letter));
  }
  std::sort(plain.elected.begin(), plain.elected.end());
  std::sort(plain.eliminated.begin(), plain.eliminated.end());
  RC_ASSERT(sorted_indices(round.elected) == plain.elected);
  RC_ASSERT(sorted_indices(round.eliminated) == plain.eliminated);
}

TEST_CASE("Random small elections come out as a plain, slow counter has them",
          "[count][property]") {
  CHECK(rc::check("equal to the plain counter", [] {
    const CountRules rules = some_rules();
    const std::vector<PlainCount::Ballot> ballots = some_ballots();
    const CountPass pass = tabulate(packed(ballots).ballots, contest_of(rules)).front();
    const PlainCount plain(ballots, kCandidates, rules);
    RC_ASSERT(pass.rounds.size() == plain.rounds().size());
    for (std::size_t i = 0; i < pass.rounds.size(); ++i) compare(pass.rounds[i], plain.rounds()[i]);
  }));
}

/// Residual surplus is no ballot's any more: it is added up over the rounds.
Int128 residual_of(const CountRound& round) {
  Int128 residual = 0;
  for (const VoteTransfer& moved : round.transfers) {
    if (moved.target == VoteTransfer::Target::residual_surplus) residual += moved.votes.units;
  }
  return residual;
}

TEST_CASE("Ballots are conserved in every round, under any rules", "[count][property]") {
  CHECK(rc::check("conserved", [] {
    const CountRules rules = any_rules();
    const Ballots ballots = packed(some_ballots()).ballots;
    std::vector<CountPass> passes;
    try {
      passes = tabulate(ballots, contest_of(rules));
    } catch (const Failure&) {
      RC_DISCARD("everybody below the minimum");
    }
    const Votes total = Decimals(rules.decimal_places).whole(ballots.n_total());
    for (const CountPass& pass : passes) {
      Int128 residual = 0;
      for (const CountRound& round : pass.rounds) {
        Int128 sum = residual;
        for (const CandidateVotes& votes : round.tally) sum += votes.votes.units;
        for (const Votes votes : round.inactive) sum += votes.units;
        RC_ASSERT((sum == total.units));
        residual += residual_of(round);
      }
    }
  }));
}

TEST_CASE("Relabelling the candidates permutes a count without ties", "[count][property]") {
  CHECK(rc::check("permuted", [] {
    CountRules rules = some_rules();
    const std::vector<PlainCount::Ballot> ballots = some_ballots();
    const CountPass pass = tabulate(packed(ballots).ballots, contest_of(rules)).front();
    for (const CountRound& round : pass.rounds) RC_PRE(round.ties.empty());
    std::vector<int> labels = {3, 0, 4, 1, 2};
    const CountPass other = tabulate(packed(ballots, labels).ballots, contest_of(rules)).front();
    RC_ASSERT(pass.rounds.size() == other.rounds.size());
    std::vector<BallotCandidateId> expected;
    for (const BallotCandidateId winner : pass.winners) {
      expected.emplace_back(static_cast<std::size_t>(labels[winner.index()]));
    }
    RC_ASSERT(sorted_indices(other.winners) == sorted_indices(expected));
    for (std::size_t i = 0; i < pass.rounds.size(); ++i) {
      RC_ASSERT(pass.rounds[i].threshold == other.rounds[i].threshold);
    }
  }));
}

}  // namespace
}  // namespace hustings
