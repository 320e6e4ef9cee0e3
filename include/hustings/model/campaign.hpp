#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/model/shock_law.hpp"
#include "hustings/scenario/campaign.hpp"

namespace hustings {

/// Law of a dose [log-odds] among those reached: mean + sd z, z standard normal.
struct ProgrammeDose {
  double mean = 0;
  double sd = 0;

  bool does_nothing() const { return mean == 0 && sd == 0; }
};

/// Normals of the factor of a mesh lie within this; further out its reach is as it is there.
inline constexpr double kMeshWidth = 5;

/// What a message multiplies doses by, on average; 1 where there is none.
struct MessageFactor {
  double mean = 1;
  double sd = 0;
};

/// What a programme does to one universe, on written means.
struct ReachedUniverse {
  UniverseId universe;
  double attempts = 0;  ///< of endorsers none
  double reached = 0;   ///< share of registered voters; of endorsers: who follows, may be negative
  double turnout_kept = 1;  ///< part of the turnout dose: timing x salience
  double support_kept = 1;  ///< part of the support dose
  /// Of a mesh: reach by chance over `reached`, at normals that lie evenly over +-kMeshWidth;
  /// linear between them.
  std::vector<double> by_chance{};
};

/// Whom captains tell, on written means.
struct MeshTold {
  double captains = 0;
  double told = 0;        ///< people newly told, captains not counted
  double told_first = 0;  ///< of them by captains themselves
  int generations = 0;
  bool takes_off = false;  ///< everybody told tells one more at least
};

/// Whom a broadcast meets, on written means.
struct BroadcastSeen {
  std::string channel;  ///< empty = none is named
  double users = 0;     ///< registered voters of the target who use the medium
  double seen = 0;      ///< impressions a person of them, on average
};

/// A programme in the elections in which shocks took part of it: what it then does. Of its
/// programme's versions one holds at most in an election; where none does, it is as planned.
struct ProgrammeVersion {
  std::vector<campaign::ShockCase> cases;    ///< it holds where they all do
  std::vector<ReachedUniverse> reached;      ///< as of the programme
  std::vector<campaign::DayShare> contacts;  ///< those that are left, as shares of them
};

/// A programme made ready: doses solved, reach computed. Source: docs/campaign.md.
struct ModelProgramme {
  std::string id;
  std::string owner;
  CandidateId candidate;
  scenario::Mode mode = scenario::Mode::doors;
  ProgrammeDose turnout;
  ProgrammeDose support;
  MessageFactor message;                 ///< of the message that it uses
  std::vector<ReachedUniverse> reached;  ///< without those of whom it reaches nobody
  std::optional<MeshTold> mesh{};
  std::optional<BroadcastSeen> broadcast{};
  std::vector<ProgrammeVersion> versions{};  ///< none where no shock takes anything of it
};

/// A shock made ready: doses solved, and the share of each universe that would see it. Source:
/// docs/campaign.md, "Shocks".
struct ModelShock {
  std::string id;
  CandidateId candidate;
  ProgrammeDose turnout;
  ProgrammeDose support;
  bool withdrawn = false;  ///< who believes it votes for others than the candidate
  std::vector<std::pair<UniverseId, double>> would_see;  ///< without those of whom nobody would
};

}  // namespace hustings
