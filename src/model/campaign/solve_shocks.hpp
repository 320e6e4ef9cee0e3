#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hustings/model/campaign.hpp"
#include "hustings/model/night_plan.hpp"
#include "model/index.hpp"

namespace hustings::campaign {

/// Solves every shock of a scenario that check_scenario has passed: doses of its effect, and who
/// would see it. Nobody sees one against somebody withdrawn. Effects that no dose gives go to
/// `problems`.
std::vector<ModelShock> solve_shocks(
    const ScenarioIndex& index, const std::vector<std::vector<UniverseId>>& universes_of_contest,
    Problems& problems);

/// The names of a shock's standard normals; nothing = what it would draw is known.
struct ShockDraws {
  std::uint64_t happens = 0;
  std::optional<std::uint64_t> group;
  std::optional<std::uint64_t> onset;
  std::optional<std::uint64_t> response;
  std::optional<std::uint64_t> turnout;
  std::optional<std::uint64_t> support;
};

/// `doses`: the shock made ready. A shock draws what its what-ifs do.
ShockDraws draws_of(const scenario::Shock& shock, const ModelShock& doses);

/// Places of shocks in the order in which they count: the earliest onset first, of ranges by their
/// middle; ties as in the file.
std::vector<std::size_t> onset_order(const std::vector<scenario::Shock>& shocks);

/// Whether a shock can happen: it is on, and so are those that it follows, which stand before it.
/// By place.
std::vector<bool> can_happen(const std::vector<scenario::Shock>& shocks);

/// When a shock happens and what it then moves, before rows are assigned; `place` among all.
ShockDraw law_of(const scenario::Scenario& scenario, std::size_t place);

}  // namespace hustings::campaign
