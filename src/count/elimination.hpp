#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "hustings/count/rules.hpp"

namespace hustings {

/// A continuing candidate with its votes. `Count` is any ordered type that adds up.
template <class Count>
struct Standing {
  BallotCandidateId candidate;
  Count votes{};
};

/// Sorts by votes, fewest first; candidates with equal votes in their own order.
template <class Count>
void sort_by_votes(std::span<Standing<Count>> standings) {
  std::sort(standings.begin(), standings.end(),
            [](const Standing<Count>& a, const Standing<Count>& b) {
              return a.votes < b.votes || (!(b.votes < a.votes) && a.candidate < b.candidate);
            });
}

/// Counts the first of the sorted standings whose votes equal the very first one's: the tie for
/// last.
template <class Count>
std::size_t n_tied_for_last(std::span<const Standing<Count>> sorted) {
  std::size_t n = 0;
  while (n < sorted.size() && !(sorted.front().votes < sorted[n].votes)) ++n;
  return n;
}

/// Counts the last of the sorted standings whose votes equal the very last one's: the tie for
/// first.
template <class Count>
std::size_t n_tied_for_first(std::span<const Standing<Count>> sorted) {
  std::size_t n = 0;
  while (n < sorted.size() && !(sorted[sorted.size() - 1 - n].votes < sorted.back().votes)) ++n;
  return n;
}

/// Counts the sorted standings below a number of votes.
template <class Count>
std::size_t n_below(std::span<const Standing<Count>> sorted, const Count& votes) {
  std::size_t n = 0;
  while (n < sorted.size() && sorted[n].votes < votes) ++n;
  return n;
}

/// How many of the trailing candidates go at once, and how many if the last step is not taken.
struct Batch {
  std::size_t n = 0;
  std::size_t n_without_last_step = 0;
};

/// Finds the largest group of trailing candidates who, all votes together, still have fewer than
/// the next one: none of them can catch up, in whatever order they are eliminated.
template <class Count>
Batch hopeless(std::span<const Standing<Count>> sorted) {
  Batch batch;
  Count together{};
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0 && together < sorted[i].votes) batch = {i, batch.n};
    together += sorted[i].votes;
  }
  return batch;
}

}  // namespace hustings
