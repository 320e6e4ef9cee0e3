#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "hustings/model/labels.hpp"
#include "hustings/summary/numbers.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings {

/// How one more vote of a group of universes moves the probability of a target: the slope at the
/// turnout as it is, not the effect of a large change. Errors are those of Monte Carlo; NaN where
/// fewer than two blocks were simulated.
struct SwingEffect {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  double per_point = 0;  ///< by one more point of the group's turnout
  double per_point_standard_error = kNone;
  double per_1000_ballots = 0;  ///< by 1,000 more ballots of the group
  double per_1000_ballots_standard_error = kNone;
  bool warning = false;   ///< the wide and the narrow window differ by more than 3 errors
  double registered = 0;  ///< of its universes that vote in the target's contests
};

/// One per row of the tally. Source: docs/method.md, "Swing".
std::vector<SwingEffect> swing_effects(const Labels& labels, const Tally& tally);

/// `contest/candidate`, or the name of a slate or an event.
std::string swing_target_name(const Labels& labels, const SwingTarget& target);

/// win, sweep or event.
std::string swing_kind_name(SwingTarget::Kind kind);
/// universe, tag, faction or district.
std::string swing_kind_name(SwingGroup::Kind kind);

/// What turnout does to one target, group by group.
struct SwingRanking {
  struct Row {
    std::string name;
    std::string shown;  ///< of factions the name people read, else as `name`
    SwingEffect effect;
  };
  SwingTarget target;
  std::string name;   ///< of the target
  std::string shown;  ///< of slates the name people read, else as `name`
  Probability probability;
  std::uint64_t elections = 0;
  std::string by;         ///< what its groups are: universe, faction, district or a tag
  std::vector<Row> rows;  ///< the strongest by a point of turnout first
};

/// Ranks the groups of one kind by how much one more point of their turnout moves a target, given
/// by its place in the tally. Groups of a tag are named by its values.
SwingRanking swing_ranking(const Labels& labels, const Tally& tally, std::size_t target,
                           const std::string& by);

/// A row in words: `faction left`, `age young`, and of universes of one name `left, all districts`.
std::string swing_words(const std::string& by, const SwingRanking::Row& row);

/// What groups can be ranked `by`: universe, faction, district, then every tag.
std::vector<std::string> swing_kinds(const SwingTally& swing);

}  // namespace hustings
