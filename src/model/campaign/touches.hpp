#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "hustings/model/campaign.hpp"
#include "model/campaign/budgets.hpp"
#include "model/campaign/choose_messages.hpp"
#include "model/campaign/shock_touches.hpp"
#include "model/index.hpp"

namespace hustings::campaign {

/// A standard normal that lifts hang on: sqrt(together) mode's + sqrt(1 - together) own.
struct LiftDraw {
  std::optional<std::uint64_t> mode;  ///< name of the normal that its mode shares
  std::uint64_t own = 0;              ///< name of its own normal
  double together = 0;
};

/// The draws of a message that programmes use: of its rate, and of how far leads carry over.
struct MessageDraws {
  std::string id;
  LogitNormal law;
  double mean = 0;  ///< of all variants
  Carry carry;

  std::uint64_t rate_name() const;
  std::uint64_t carry_name() const;
};

/// A programme's message, and the doses that it multiplies.
struct MessageUse {
  std::size_t message = 0;  ///< into Touches::messages
  ProgrammeDose turnout;
  ProgrammeDose support;
};

/// One programme at one universe, before rows are assigned: night_plan.hpp, Touch.
struct PlannedTouch {
  std::size_t programme = 0;
  double reached = 0;
  double dose = 0;
  double load = 0;
  std::uint32_t slot = 0;
  /// Of turnout whose gained ballots split among supporters: weight of the candidate.
  std::optional<double> split;
  double mean = 0;          ///< mean dose as written, which says in what order touches count
  bool again = false;       ///< another touch of the programme counts whom it reaches
  std::size_t version = 0;  ///< 0 = as planned, else one of what shocks leave
};

/// What shocks leave of a programme: where, and which contacts.
struct PlannedVersion {
  std::vector<ShockCase> cases;
  std::vector<DayShare> contacts;
};

/// What all programmes and shocks do to all universes, in the order in which they count.
struct Touches {
  std::vector<std::optional<LiftDraw>> turnout_draw;  ///< per programme; none without an sd
  std::vector<std::optional<LiftDraw>> support_draw;
  /// Per programme: name of the normal of its captains' luck; none of what is no mesh.
  std::vector<std::optional<std::uint64_t>> mesh_draw;
  /// Per programme: (version, universe) -> its reach by chance, ReachedUniverse::by_chance.
  std::vector<std::map<std::pair<std::size_t, std::size_t>, std::vector<float>>> by_chance;
  std::vector<std::vector<PlannedVersion>> versions;  ///< per programme: what shocks leave
  std::vector<ContestId> contest_of;                  ///< per programme
  std::vector<OwnerResource> drawn_resources;         ///< those of which it is drawn what comes in
  /// Per programme, of those that use a resource that is drawn: which, and its contacts.
  std::vector<std::vector<std::size_t>> resources_of;
  std::vector<std::vector<DayShare>> contacts_of;
  std::vector<MessageDraws> messages;  ///< those that programmes use
  /// Per programme. Its touches have no dose of their own: they load on row (mean + sd x lift) x
  /// message.
  std::vector<std::optional<MessageUse>> message_of;
  int weeks = 1;
  std::vector<std::vector<PlannedTouch>> turnout;  ///< per universe of the scenario
  /// Contest x universe of the scenario.
  std::vector<std::vector<std::vector<PlannedTouch>>> endorsers;
  std::vector<std::vector<std::vector<PlannedTouch>>> support;  ///< candidate by candidate
  std::vector<std::vector<std::vector<PlannedTouch>>> spread;   ///< from elsewhere

  ShockTouches shocks;
};

/// What programmes are laid out from, beside themselves: written means, never draws.
struct TouchInput {
  const std::vector<std::vector<UniverseId>>* universes_of_contest = nullptr;
  const std::vector<double>* turnout = nullptr;  ///< per universe, share
  /// Programme x universe: the candidate's written share where ballots split among supporters.
  const std::vector<std::vector<double>>* written = nullptr;
  const std::vector<ChosenMessage>* messages = nullptr;  ///< per set of the scenario
};

/// Puts solved programmes in the order in which they count: by mean dose, largest first, ties as in
/// the file.
Touches plan_touches(const ScenarioIndex& index, const std::vector<ModelProgramme>& programmes,
                     const TouchInput& input);

/// Name of the normal of what captains tell by chance.
std::uint64_t mesh_name(const std::string& programme);

/// Names of all draws, to see that they are different ones.
std::vector<std::uint64_t> draw_names(const Touches& touches);

}  // namespace hustings::campaign
