#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"

namespace hustings::campaign {

/// The programmes that the name of a channel, a mode or a programme stands for.
struct Meant {
  std::vector<std::size_t> programmes;  ///< positions in the scenario; none after a problem
  std::string problem;                  ///< empty = none
  std::string suggestion;
};

/// Finds whom a name means: programmes on the channel, of the mode, or the one of that id. A name
/// that means several of these and not the same programmes is a problem, as is one that means none.
Meant meant_by(const scenario::Scenario& scenario, const std::string& name);

/// What a programme of a mode is, for messages: "an endorser", "of mode doors".
std::string what_it_is(scenario::Mode mode);

/// Whether a programme of this mode can lose that; nothing = what it is counted in. An endorser
/// loses nothing.
bool can_lose(scenario::Mode mode, std::optional<scenario::Loss> loss);

/// Returns a programme of which the share `keep` is left: of attempts or impressions; of the links
/// of a mesh, both that of captains and that of those told; or of its captains, any or all but the
/// busiest. What is lost is not paid for. Source: docs/campaign.md, "Losing a channel".
scenario::Programme degraded(scenario::Programme programme, const scenario::Degrade& degrade);

}  // namespace hustings::campaign
