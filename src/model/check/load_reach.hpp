#pragma once

#include <string>
#include <vector>

#include "model/check/checking.hpp"

namespace hustings {

/// Tells which universes and candidates one load of an effect moves.
class LoadReach {
 public:
  LoadReach(const scenario::Effect& effect, const scenario::Load& load, const Checking& checking);

  /// Whether the load moves a universe's turnout, or the support in it: it matches `where`, and has
  /// all of `by`.
  bool reaches(const PlacedUniverse& placed) const;
  bool any_universe() const;
  /// Whether the load moves the roll-off of a contest in a universe.
  bool moves_rolloff(const scenario::Contest& contest, UniverseId universe) const;
  bool any_rolloff() const;

  /// Whether `by` or `where` tells candidates apart.
  bool has_candidate_keys() const;
  /// Whether some candidate of some contest is moved.
  bool any_candidate() const;
  /// Whether the load moves candidates of one contest differently in a universe of it.
  bool parts_any_contest() const;
  /// Whether it moves the support of some candidate of that contest, in the universes it reaches.
  bool moves_in(const scenario::Contest& contest) const;
  /// Whether it moves the support of that candidate, in the universes it reaches.
  bool moves(const scenario::Contest& contest, const scenario::Candidate& candidate) const;

  /// Whether `where` names the contest, or no contest.
  bool matches(const scenario::Contest& contest) const;

 private:
  /// What tells one candidate's move from another's: the factors it gets, by name; empty = none.
  std::string factors_of(const scenario::Contest& contest,
                         const scenario::Candidate& candidate) const;
  bool has_universe(const scenario::Contest& contest) const;

  const scenario::Effect& effect_;
  const scenario::Load& load_;
  const Checking& checking_;
};

}  // namespace hustings
