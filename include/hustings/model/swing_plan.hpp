#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "hustings/model/event_program.hpp"
#include "hustings/model/ids.hpp"

namespace hustings {

struct Model;

/// Universes whose turnout moves together: one alone, or all with something in common.
struct SwingGroup {
  enum class Kind : std::uint8_t { universe, tag, faction, district };
  Kind kind = Kind::universe;
  std::string name;  ///< `district/universe`, `key=value`, or the id
  std::vector<UniverseId> universes;

  friend bool operator==(const SwingGroup&, const SwingGroup&) = default;
};

/// Something whose probability turnout swings: a candidate's win, a slate's sweep or an event.
struct SwingTarget {
  enum class Kind : std::uint8_t { win, sweep, event };
  Kind kind = Kind::win;
  std::uint32_t item = 0;  ///< candidate, slate or event

  friend bool operator==(const SwingTarget&, const SwingTarget&) = default;
};

/// The universes that can matter to some targets: those of certain contests.
struct SwingScope {
  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

  struct Group {
    std::uint32_t group = 0;
    std::vector<std::uint32_t> members;  ///< places in `universes`
  };

  std::vector<ContestId> contests;
  std::vector<UniverseId> universes;  ///< in the order of the model
  std::vector<std::uint32_t>
      place;                  ///< per universe of the model: where in `universes`, or kNowhere
  std::vector<Group> groups;  ///< those with a member, in the order of the plan
};

/// A threshold of events: where two sums are equal, or two candidates change places; and how close
/// to it counts as close.
struct SwingThreshold {
  EventStep
      step;  ///< its comparison says nothing: thresholds are alike whichever side is asked for
  float half_width = 0;
};

/// What a run tallies to tell how turnout swings each target: fixed by the model alone, so that
/// tallies of parts of a run add up.
///
/// Half-widths are shares of the votes at the decision, powers of two: about 0.1 x the standard
/// deviation of its signed margin by the delta method at the model's centre. Source:
/// docs/method.md, "Swing".
struct SwingPlan {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::vector<SwingGroup> groups;       ///< first every universe, in the order of the model
  std::vector<SwingTarget> targets;     ///< candidates, slates, events; without those left out
  std::vector<std::uint32_t> scope_of;  ///< per target
  std::vector<SwingScope> scopes;
  /// Per contest: of its decisions, in the order of its rule; none where it is not followed.
  std::vector<std::vector<float>> half_widths;
  std::vector<SwingThreshold> thresholds;  ///< each once, over all events
  /// Event x step: which threshold it is, kNone where it is none.
  std::vector<std::vector<std::uint32_t>> threshold_of;
};

/// Says what of a model swing is tallied of and how.
///
/// Left out are targets that depend on delegates, which turnout moves in steps (wins of contests
/// counted in them, sweeps and events about such wins, about delegates or totals), events that hold
/// the margin of a last round against another number than 0, and events that compare or add other
/// numbers than shares of one contest.
SwingPlan plan_swing(const Model& model);

/// Returns the half-width for a margin of this sd [share of votes]: .1 of it, rounded to the
/// nearest power of two by ratio, within 2^-12 .. 2^-4.
float swing_half_width(double sd);

}  // namespace hustings
