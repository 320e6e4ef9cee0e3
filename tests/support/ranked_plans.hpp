#pragma once

#include <random>
#include <vector>

#include "count/ranked_choice.hpp"
#include "support/ranked_reference.hpp"

namespace hustings::test {

/// A ranked-choice plan without noise: weights follow from first choices by alpha and the slates.
RankedChoicePlan quiet_plan(std::size_t n_candidates, std::size_t n_groups,
                            const std::vector<double>& lengths, double alpha);

/// The same with the default sizes of all draws, each with an address of its own.
RankedChoicePlan noisy_plan(std::size_t n_candidates, std::size_t n_groups,
                            const std::vector<double>& lengths);

/// A batch of first choices, row per candidate, group by group.
using BatchVotes = std::vector<float, AlignedAllocator<float>>;

/// First choices drawn apart for each election and group, between 1 and 1000 for everybody.
BatchVotes random_votes(std::size_t n_candidates, std::size_t n_groups, std::mt19937_64& rng);

/// One election of a batch under a plan without noise, for the reference counters.
RankedElection election_of(const RankedChoicePlan& plan, const BatchVotes& votes, std::size_t lane);

/// Counts a batch with names that have the candidates' slots in them.
Outcome count_batch(const RankedChoicePlan& plan, const BatchVotes& votes);

}  // namespace hustings::test
