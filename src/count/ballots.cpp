#include "hustings/count/ballots.hpp"

#include <algorithm>
#include <utility>

#include "hustings/core/contract.hpp"

namespace hustings {
namespace {

/// Hashes a ballot's marks, for finding equal ones: any good mixture does, no result depends on it.
std::uint64_t hash_of(std::span<const Mark> marks) {
  std::uint64_t hash = 0x9E3779B97F4A7C15u;
  for (const Mark mark : marks) {
    hash = (hash ^ mark.code()) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

Ballots::Ballots(std::size_t n_ranks) : n_ranks_(n_ranks), table_(1024) {
  for (std::size_t i = 0; i < Mark::kMaxCandidates; ++i) singles_.emplace_back(i);
}

/// Numbers each different list once, from kMaxCandidates on. {a, b} and {b, a} are two: their order
/// is the order marked.
Mark Ballots::overvote(const std::vector<BallotCandidateId>& candidates) {
  const auto found = overvote_marks_.find(candidates);
  if (found != overvote_marks_.end()) return found->second;
  HUSTINGS_REQUIRE(can_take_overvote());
  const Mark mark(static_cast<std::uint16_t>(Mark::kMaxCandidates + overvotes_.size()));
  overvotes_.push_back(candidates);
  overvote_marks_.emplace(candidates, mark);
  return mark;
}

/// Adds to the number of an equal ballot, or a ballot. In O(ranks) on average: the table is at most
/// 3/4 full. Marks stand in chunks, so that no growth copies them.
std::size_t Ballots::add(std::span<const Mark> marks, std::uint64_t n) {
  HUSTINGS_REQUIRE(marks.size() == n_ranks_);
  n_total_ += n;
  const std::size_t slot = slot_of(marks);
  if (table_[slot] != 0) {
    counts_[table_[slot] - 1] += n;
    return table_[slot] - 1;
  }
  const std::size_t i = counts_.size();
  if (i % kChunk == 0) chunks_.push_back(std::make_unique<Mark[]>(kChunk * n_ranks_));
  counts_.push_back(n);
  std::copy(marks.begin(), marks.end(), writable(i));
  table_[slot] = static_cast<std::uint32_t>(i + 1);
  if (4 * counts_.size() > 3 * table_.size()) grow_table();
  return i;
}

/// Files the ballots anew, since their hashes change.
void Ballots::widen(std::size_t n_ranks) {
  HUSTINGS_REQUIRE(n_ranks >= n_ranks_);
  const std::size_t n_before = std::exchange(n_ranks_, n_ranks);
  const std::vector<std::unique_ptr<Mark[]>> narrow = std::exchange(chunks_, {});
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (i % kChunk == 0) chunks_.push_back(std::make_unique<Mark[]>(kChunk * n_ranks_));
    std::copy_n(narrow[i / kChunk].get() + i % kChunk * n_before, n_before, writable(i));
  }
  file_anew();
}

/// Renames candidates in place and files the ballots anew, since their hashes change. `new_id_of`
/// must be a permutation, or different ballots could become equal.
void Ballots::relabel(const std::vector<BallotCandidateId>& new_id_of) {
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    for (Mark& mark : std::span(writable(i), n_ranks_)) {
      if (mark.is_candidate()) mark = Mark::of(new_id_of[mark.candidate().index()]);
    }
  }
  overvote_marks_.clear();
  for (std::vector<BallotCandidateId>& candidates : overvotes_) {
    for (BallotCandidateId& candidate : candidates) candidate = new_id_of[candidate.index()];
    const auto k = static_cast<std::size_t>(&candidates - overvotes_.data());
    overvote_marks_.emplace(candidates, Mark(static_cast<std::uint16_t>(Mark::kMaxCandidates + k)));
  }
  file_anew();
}

std::span<const BallotCandidateId> Ballots::candidates(const Mark& mark) const {
  if (mark.is_candidate()) return {&singles_[mark.code()], 1};
  if (mark.is_skipped() || mark.is_unread_overvote()) return {};
  return overvotes_[mark.code() - Mark::kMaxCandidates];
}

/// Finds where these marks stand in the table, or the free slot where they belong.
std::size_t Ballots::slot_of(std::span<const Mark> marks) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = hash_of(marks) & mask;
  while (table_[slot] != 0 && !std::ranges::equal(this->marks(table_[slot] - 1), marks)) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

/// Doubles the table until it is at most half full.
void Ballots::grow_table() {
  table_ = std::vector<std::uint32_t>();
  std::size_t size = 1024;
  while (size < 2 * counts_.size()) size *= 2;
  table_.resize(size);
  file_anew();
}

void Ballots::file_anew() {
  std::fill(table_.begin(), table_.end(), 0u);
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    table_[slot_of(marks(i))] = static_cast<std::uint32_t>(i + 1);
  }
}

}  // namespace hustings
