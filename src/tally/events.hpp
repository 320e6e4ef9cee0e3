#pragma once

#include <vector>

#include "count/outcome.hpp"
#include "hustings/model/model.hpp"
#include "night/night.hpp"
#include "random/batch_bits.hpp"
#include "tally/delegates.hpp"

namespace hustings {

/// Programs of a model's events, then of its stop rule.
std::vector<const EventProgram*> programs_of(const Model& model);

/// Decides events in every election of a batch.
///
/// Terms are decided while their contest's rows are at hand (observe), the events once all contests
/// are counted (decide).
class EventJudge {
 public:
  /// The programs must outlive the judge.
  EventJudge(const Model& model, std::vector<const EventProgram*> programs);

  /// Decides the terms about one contest.
  void observe(ContestId contest, const Outcome& outcome);

  /// Returns the elections in which each event happened. wins: per candidate of the model.
  const std::vector<BatchBits>& decide(const std::vector<BatchBits>& wins,
                                       const TotalsCounter& totals, const CellBallots& cells);

 private:
  struct Leaf {
    std::size_t event = 0;
    std::size_t step = 0;
  };

  BatchBits decide_leaf(const EventStep& step, const std::vector<BatchBits>& wins,
                        const TotalsCounter& totals, const CellBallots& cells) const;

  const Model& model_;
  std::vector<const EventProgram*> programs_;
  std::vector<std::vector<Leaf>> leaves_of_contest_;
  std::vector<std::vector<BatchBits>> bits_;  ///< event x step: terms decided by observe
  std::vector<BatchBits> stack_;
  std::vector<BatchBits> happened_;
};

/// Elections in which at least `k` of the given candidates win.
BatchBits at_least(const std::vector<CandidateId>& members, std::size_t k,
                   const std::vector<BatchBits>& wins);

}  // namespace hustings
