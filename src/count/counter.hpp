#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"

namespace hustings {

/// First choices of one contest in one batch of elections.
struct CountedBatch {
  std::span<const float> votes;  ///< row per candidate, part by part of the contest
  std::uint64_t index = 0;
  std::size_t n_valid = 0;  ///< the first so many elections count
};

/// Counts batches of one contest by its rule.
using Counter = std::function<void(const CountedBatch& batch, Outcome& outcome)>;

/// Makes the counter of a contest; the model must outlive it. One per thread.
Counter make_counter(const Model& model, ContestId contest);

}  // namespace hustings
