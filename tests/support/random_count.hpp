#pragma once

#include <cstddef>
#include <vector>

#include "hustings/count/ballots.hpp"
#include "hustings/count/rules.hpp"
#include "support/plain_count.hpp"

// Small counts drawn at random by rapidcheck.
namespace hustings::test {

inline constexpr int kCandidates = 5;

/// Up to 60 ballots of five ranks; skips, repeats and overvotes are common.
std::vector<PlainCount::Ballot> some_ballots();

/// Rules that the plain counter knows.
CountRules some_rules();

/// Rules of every kind.
CountRules any_rules();

/// Candidates A to E under the rules.
CountContest contest_of(const CountRules& rules);

/// The same ballots as the library keeps them.
struct PackedBallots {
  Ballots ballots{5};
  std::vector<std::size_t> different;  ///< per ballot: which of the different ones it is
};

/// `new_label` gives every candidate's id.
PackedBallots packed(const std::vector<PlainCount::Ballot>& ballots,
                     const std::vector<int>& new_label = {0, 1, 2, 3, 4});

}  // namespace hustings::test
