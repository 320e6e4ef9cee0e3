#pragma once

#include <cstdint>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/infer/posterior.hpp"
#include "infer/mover.hpp"

namespace hustings::infer {

/// Proposals 0 .. n - 1: their weights, and some of their draws.
struct Proposals {
  std::vector<double> log_weight;
  std::vector<std::vector<float>> watched;  ///< draw, proposal
  bool complete = true;                     ///< false: the observer stopped the work
};

/// Moves and weighs elections 0 .. n - 1, in parallel; `watched`: which draws of the plan are kept.
Proposals weigh(const Mover& mover, std::uint64_t n, const std::vector<std::size_t>& watched,
                int threads, const Observer& observer);

/// Walks kChains independence chains: proposal e is accepted in place of the chain's state i with
/// probability min(1, w_e / w_i), by a word of purpose `chains` named after e. Returns the
/// accepted proposal of each election.
std::vector<std::uint64_t> walk(const std::vector<double>& log_weight, std::uint64_t seed);

Gates judge(const Proposals& proposals, const std::vector<std::uint64_t>& accepted);

}  // namespace hustings::infer
