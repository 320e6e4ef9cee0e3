#pragma once

#include <cstddef>
#include <cstdint>

#include "hustings/results/results_file.hpp"

namespace hustings::test {

/// Results of made-up counts that fit together: `n_contests` contests of three candidates, a slate
/// of three members and one of all first candidates, two events, `n_draws` draws.
Results small_results(std::size_t n_contests = 4, std::uint32_t bins = 20,
                      std::uint64_t n_draws = 50);

/// A what-if of made-up counts to go with results: the second candidate drops out of its contest.
Results small_what_if(const Results& base);

/// A variation of made-up counts at three points of two inputs, to go with results.
VaryTally small_vary(const Labels& labels);

}  // namespace hustings::test
