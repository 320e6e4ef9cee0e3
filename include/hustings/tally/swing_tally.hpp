#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hustings/model/swing_plan.hpp"

namespace hustings {

__extension__ using U128 = unsigned __int128;
__extension__ using I128 = __int128;

/// How much the probability of one target grows with the log-odds of turnout of one group of
/// universes, summed over the elections, by a wide and a narrow window.
///
/// In units of 2^-24 an election: up to 2^35 of them each, so that 64 bits would not hold 2^28
/// elections that are all within the narrowest window.
struct SwingSums {
  I128 wide = 0;         ///< elections closer than h
  I128 narrow = 0;       ///< closer than h / 2
  U128 squares = 0;      ///< over the blocks, of 4 narrow - wide
  U128 gap_squares = 0;  ///< over the blocks, of narrow - wide

  friend bool operator==(const SwingSums&, const SwingSums&) = default;
};

/// The unit of SwingSums.
inline constexpr double kSwingUnit = 1.0 / (1 << 24);

/// A group of universes by name.
struct SwingGroupName {
  SwingGroup::Kind kind = SwingGroup::Kind::universe;
  std::string name;

  friend bool operator==(const SwingGroupName&, const SwingGroupName&) = default;
};

struct SwingMember {
  std::uint32_t group = 0;
  std::uint32_t universe = 0;

  friend bool operator==(const SwingMember&, const SwingMember&) = default;
};

/// Which target and which group of universes some sums are about.
struct SwingRow {
  std::uint32_t target = 0;
  std::uint32_t group = 0;

  friend bool operator==(const SwingRow&, const SwingRow&) = default;
};

/// Swing is tallied in one batch of so many. Its errors are twice those of all batches, and small
/// beside the effects of a usual run; its cost is a quarter.
inline constexpr std::uint64_t kSwingEvery = 4;

/// What turnout does to every win, sweep and event: integers only, so adding two is exact and no
/// order matters. Empty where swing is not tallied.
///
/// A group moves a target by those of its universes that vote in the target's contests.
struct SwingTally {
  std::uint64_t elections = 0;         ///< of the batches that were looked at
  std::uint64_t blocks = 0;            ///< of 4,096 elections, the last of a run perhaps shorter
  std::vector<SwingGroupName> groups;  ///< first every universe
  std::vector<SwingMember> members;    ///< group by group
  std::vector<SwingTarget> targets;    ///< as of SwingPlan
  std::vector<SwingRow> rows;          ///< target by target; its universes, then other groups
  std::vector<SwingSums> sums;         ///< row

  SwingTally() = default;
  explicit SwingTally(const SwingPlan& plan);
  /// Adds other elections of the same model.
  SwingTally& operator+=(const SwingTally& other);
  friend bool operator==(const SwingTally&, const SwingTally&) = default;
};

}  // namespace hustings
