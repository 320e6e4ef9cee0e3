#pragma once

#include <set>
#include <vector>

#include "hustings/model/model.hpp"
#include "model/swing/centre_spread.hpp"

namespace hustings {

/// Whether some of these contests are counted in delegates.
bool any_delegates(const Model& model, const std::set<ContestId>& contests);

/// What swing has to know of the terms of events.
class EventThresholds {
 public:
  EventThresholds(const Model& model, const CentreSpread& centre)
      : model_(model), centre_(centre) {}

  /// Tells whether swing can follow a step: not what moves in steps (delegates, totals), nor
  /// roll-off, nor the margin of a last round held against another number than 0, nor sums of other
  /// numbers than shares of one contest.
  bool is_followed(const EventStep& step) const;

  /// The contests that a step depends on.
  std::set<ContestId> contests_of(const EventStep& step) const;

  /// Whether a step is a threshold: not where a decision of the contest is the same already (who
  /// wins, where a margin is held against 0, who leads in plurality). Who is in the last two of a
  /// runoff is one beside the decision, for elections in which nobody needs a second round; so far
  /// as others have two at all.
  bool is_threshold(const EventStep& step) const;

  /// Computes the sd of what a step compares, at the centre. For a margin or a place it is that of
  /// the two who lead there, however many the seats and whosever the margin: near enough for a
  /// window.
  double spread(const EventStep& step) const;

 private:
  bool is_settled(const EventStep& step) const;
  void add_contests_of(const EventNumber& number, std::set<ContestId>& contests) const;
  double contest_turnout_spread(ContestId contest) const;
  double turnout_spread(const std::vector<UniverseId>& universes) const;

  const Model& model_;
  const CentreSpread& centre_;
};

}  // namespace hustings
