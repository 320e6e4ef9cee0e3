#pragma once

#include <string>
#include <vector>

#include "hustings/count/tabulation.hpp"

// What all tables of a count of cast ballots say alike.
namespace hustings {

/// Orders candidates by who stood longest, then by who had more votes in the last round stood.
std::vector<BallotCandidateId> by_success(const CountPass& pass);

/// Finds what a candidate has in a round; nothing where it has no tally.
const Votes* votes_of(const CountRound& round, BallotCandidateId candidate);

/// Names a reason why ballots count for nobody.
const char* inactive_name(Inactive kind);

/// Names where votes went.
std::string target_name(const CountContest& contest, const VoteTransfer& moved);

}  // namespace hustings
