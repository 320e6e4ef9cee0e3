#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "hustings/count/rules.hpp"

namespace hustings {

/// What stands at one rank of a ballot: nobody, a candidate, or an overvote.
class Mark {
 public:
  static constexpr std::size_t kMaxCandidates = 1000;

  static constexpr Mark skipped() { return Mark(0xFFFF); }
  /// An overvote of which only the fact is known.
  static constexpr Mark unread_overvote() { return Mark(0xFFFE); }
  static constexpr Mark of(BallotCandidateId candidate) {
    return Mark(static_cast<std::uint16_t>(candidate.index()));
  }

  constexpr bool is_skipped() const { return code_ == 0xFFFF; }
  constexpr bool is_unread_overvote() const { return code_ == 0xFFFE; }
  constexpr bool is_candidate() const { return code_ < kMaxCandidates; }
  /// Whether several are marked, of whom it is known who.
  constexpr bool is_overvote() const { return code_ >= kMaxCandidates && code_ < 0xFFFE; }
  constexpr BallotCandidateId candidate() const { return BallotCandidateId(code_); }
  constexpr std::uint16_t code() const { return code_; }
  friend constexpr auto operator<=>(Mark, Mark) = default;

  constexpr Mark() = default;

 private:
  friend class Ballots;
  constexpr explicit Mark(std::uint16_t code) : code_(code) {}
  std::uint16_t code_ = 0xFFFF;
};

/// The ballots of a contest, equal ones once with their number.
///
/// Memory per different ballot: 2 bytes a rank, 8 for its number, 8 for finding it.
class Ballots {
 public:
  explicit Ballots(std::size_t n_ranks);

  /// Returns the mark of several candidates at one rank, in the order marked.
  Mark overvote(const std::vector<BallotCandidateId>& candidates);
  bool can_take_overvote() const { return overvotes_.size() < kMaxOvervotes; }

  /// Adds `n` ballots with these marks, first rank first (n_ranks of them). Returns which of the
  /// different ballots they are.
  std::size_t add(std::span<const Mark> marks, std::uint64_t n);

  /// Gives every ballot more ranks, skipped ones.
  void widen(std::size_t n_ranks);

  /// Changes what every candidate's id is.
  void relabel(const std::vector<BallotCandidateId>& new_id_of);

  std::size_t n_ranks() const { return n_ranks_; }
  std::size_t n_different() const { return counts_.size(); }
  std::uint64_t n_total() const { return n_total_; }

  std::uint64_t count(std::size_t i) const { return counts_[i]; }
  std::span<const Mark> marks(std::size_t i) const {
    return {chunks_[i / kChunk].get() + i % kChunk * n_ranks_, n_ranks_};
  }
  /// The candidates of a mark: none, one, or those of an overvote.
  std::span<const BallotCandidateId> candidates(const Mark& mark) const;

 private:
  static constexpr std::size_t kChunk = 4096;
  static constexpr std::size_t kMaxOvervotes = 0xFFFE - Mark::kMaxCandidates;
  Mark* writable(std::size_t i) { return chunks_[i / kChunk].get() + i % kChunk * n_ranks_; }
  std::size_t slot_of(std::span<const Mark> marks) const;
  void grow_table();
  void file_anew();

  std::size_t n_ranks_;
  std::uint64_t n_total_ = 0;
  std::vector<std::unique_ptr<Mark[]>> chunks_;
  std::vector<std::uint64_t> counts_;
  std::vector<std::uint32_t> table_;  ///< open addressing; 1 + index of a ballot, 0 = free
  std::vector<std::vector<BallotCandidateId>> overvotes_;
  std::map<std::vector<BallotCandidateId>, Mark> overvote_marks_;
  std::vector<BallotCandidateId> singles_;  ///< 0, 1, 2, ... : what a single mark points to
};

}  // namespace hustings
