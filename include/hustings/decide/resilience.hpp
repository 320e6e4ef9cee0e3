#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hustings/decide/vary.hpp"
#include "hustings/model/labels.hpp"

namespace hustings {

/// What an owner's programmes still do, of what they do as planned; on written means. NaN where
/// that is nobody or none, or would tell of too few people.
struct Retained {
  double reached = 1;  ///< people told by any of them
  double ballots = 1;  ///< ballots expected more than without
};

/// What is left where one channel or two keep a share of what they had.
struct ResiliencePoint {
  std::vector<std::size_t> lost;  ///< one or two of Resilience::channels
  double keep = 0;
  std::vector<Retained> owners;  ///< one per owner
};

/// An owner of programmes, and for whom they are.
struct ResilienceOwner {
  std::string id;
  std::vector<std::string> candidates;  ///< `contest/candidate`, each once
  std::vector<std::size_t> channels;    ///< those that his programmes use
};

/// What losing channels costs: points in the order of the channels, pairs after them, each from
/// much kept to nothing; and what is simulated at them, point by point.
struct Resilience {
  std::vector<std::string> channels;
  std::vector<ResilienceOwner> owners;
  std::vector<ResiliencePoint> points;
  Labels labels;
  VaryResult run;
};

/// Shares that channels keep, from much to nothing.
inline constexpr double kKeeps[] = {0.75, 0.5, 0.25, 0};

/// The channels that can be lost, as inputs to vary: of broadcasts their channel, or the programme
/// itself where it names none; of others their mode; of meshes what people tell as well, beside the
/// captains. Programmes that do nothing have none.
scenario::Vary losses_of(const scenario::Scenario& scenario);

/// Simulates a scenario with every channel and every pair of channels lost, in part and whole, on
/// the same draws. Retained reach counts people told by any of an owner's programmes, friends of
/// friends in full. Channels whose names mean different programmes go to `problems`. Source:
/// docs/campaign.md, "Losing a channel".
Resilience simulate_losses(const scenario::Scenario& scenario, const WorldBuilder& worlds,
                           const RunPlan& plan, Problems& problems, const Observer& observer = {});

}  // namespace hustings
