#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "hustings/tally/swing_tally.hpp"
#include "tally/events.hpp"
#include "tally/flip_finder.hpp"

namespace hustings {

/// Tallies what turnout does to wins, sweeps and events, batch by batch and block by block. One per
/// thread.
///
/// dP/dtheta = sum over decisions of E[delta(M) dM/dtheta x (what changes when the decision
/// flips)], delta a box: only elections closer than the half-width are looked at. Source:
/// docs/method.md, "Swing".
class SwingCounter {
 public:
  SwingCounter(const Model& model, const SwingPlan& plan);

  /// Adds one counted contest of a batch; `judge` has observed it, `night` has just drawn it and
  /// keeps the votes of its universes.
  void add(ContestId contest, const CountedBatch& batch, const Outcome& outcome,
           const EventJudge& judge, const Night& night);
  /// Closes the batch, all its contests being added and its events decided. wins: per candidate of
  /// the model.
  void add_joint(const std::vector<BatchBits>& wins, const EventJudge& judge, std::size_t n_valid,
                 const NightFacts& night);
  /// Whether the batch at hand is one of those that are looked at.
  bool is_open() const { return is_open_; }
  /// Closes the block.
  void close_block(SwingTally& tally);

 private:
  struct Sums {
    std::int64_t wide = 0;
    std::int64_t narrow = 0;
  };
  /// A close election in which a target changes.
  struct Change {
    std::size_t lane = 0;  ///< place among the flip's
    std::int64_t sign = 1;
    bool is_narrow = false;
  };

  void add_flip(const Flip& flip, const EventJudge& judge);
  /// Whether the target happens on a side of the flip, where `wins_` are as on that side.
  BatchBits happens(std::size_t target, const Flip& flip, std::size_t side,
                    const EventJudge& judge);
  void add_changes(std::size_t target, const Flip& flip, const BatchBits& above,
                   const BatchBits& below);

  bool is_open_ = false;
  std::uint64_t elections_ = 0;  ///< of the block, as far as looked at
  const Model& model_;
  const SwingPlan& plan_;
  FlipFinder finder_;
  FlipList flips_;
  std::vector<std::vector<std::uint32_t>> targets_of_contest_;    ///< sweeps and events
  std::vector<std::vector<std::uint32_t>> targets_of_threshold_;  ///< events
  std::vector<std::size_t> win_target_;  ///< per candidate; plan's targets.size() = none
  std::vector<std::size_t> first_sum_;   ///< per target, into block_
  std::vector<Sums> block_;              ///< target x universe of its scope
  std::vector<BatchBits> wins_;
  std::vector<std::array<BatchBits, 2>> sides_;
  std::vector<BatchBits> stack_;
  std::vector<Change> changes_;
};

}  // namespace hustings
