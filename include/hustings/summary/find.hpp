#pragma once

#include <cstddef>
#include <string>

#include "hustings/core/failure.hpp"
#include "hustings/model/labels.hpp"
#include "hustings/tally/tally.hpp"

// What a person names, found among the labels of a run. What is not there is a Failure (65):
// `there is no contest 'x' (did you mean 'y'?)`.
namespace hustings {

std::size_t find_contest(const Labels& labels, const std::string& name);
std::size_t find_slate(const Labels& labels, const std::string& name);
std::size_t find_event(const Labels& labels, const std::string& name);

/// Finds a candidate, `contest/candidate`, or the favourite of a contest.
std::size_t find_candidate(const Labels& labels, const Tally& tally, const std::string& name);

/// Who of a contest wins most often; the first of equals.
std::size_t favourite(const Labels& labels, const Tally& tally, std::size_t contest);

/// The favourite whose chance is nearest to one half. Throws Failure (65) where nobody can lose.
std::size_t most_in_doubt(const Labels& labels, const Tally& tally);

/// Whether somebody in a contest can lose.
bool is_contested(const ContestLabel& contest);

/// Of what swing is asked: a contest or candidate, or a slate, or an event; of none = the only
/// contest.
struct SwingQuestion {
  std::string contest;
  std::string slate;
  std::string event;
};

/// Says why swing cannot be asked of a run; empty = it can.
std::string why_no_swing(const Tally& tally);

/// Finds a target among those that swing is tallied of. Throws Failure (65), too, where it is not
/// tallied of this one.
std::size_t find_swing_target(const Labels& labels, const Tally& tally,
                              const SwingQuestion& question);

/// Checks what groups of universes are ranked by: universe, faction, district or a tag.
void check_swing_kind(const SwingTally& swing, const std::string& by);

}  // namespace hustings
