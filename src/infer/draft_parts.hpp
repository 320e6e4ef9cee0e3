#pragma once

#include <map>
#include <string>
#include <vector>

#include "hustings/infer/draft.hpp"
#include "infer/place_data.hpp"

// The parts of a draft, in the order they are made.
namespace hustings::infer {

/// What all parts stand on: the recipe with its places and past contests sorted by their names,
/// and the contests in the places of today.
struct Ground {
  recipe::Recipe recipe;
  std::vector<std::string> regions;
  std::vector<std::size_t> region;  ///< per place
  std::map<std::string, PastData> past;
};

Ground make_ground(const recipe::Recipe& recipe, const LeftOut& left_out);

/// Factions, and what they did in past contests.
struct FactionParts {
  std::vector<std::string> names;
  Matrix parts;                         ///< places x factions, of the registered; rows add to 1
  std::map<std::string, Matrix> votes;  ///< past contest: factions x candidates
};

/// Part of a bloc that chooses like everybody in other contests, when likeness is told by the
/// contest that made it. Assumption, near the leans judged for New York's House primaries of 2026.
inline constexpr double kBlocLikeAll = .2;

/// Size of the effect `polling` by the laws of June 2026, for every candidate.
inline constexpr double kPollingSd2026 = .24;

/// Bounds of a turnout, of the registered: a recipe says nothing beyond them; counts of single
/// places beyond them are taken as these.
inline constexpr double kMostTurnout = .95;
inline constexpr double kLeastTurnout = .001;

/// The polls of a contest as they are pooled.
std::vector<Poll> polls_of(const recipe::Contest& contest);

FactionParts draft_factions(const Ground& ground, Draft& draft);

/// Forecasts the mean turnout of every place.
DraftTurnout forecast_turnout(const Ground& ground);

/// Divides every place that votes into universes; those of few voters join the largest.
std::vector<DraftUniverse> draft_universes(const Ground& ground, const FactionParts& factions,
                                           const Draft& draft);

/// Forecasts the shares of one contest, in total and by place and faction.
void draft_support(const Ground& ground, const FactionParts& factions, const Draft& draft,
                   DraftContest& contest);

std::vector<DraftEffect> draft_effects(const Ground& ground, const Draft& draft);

DraftShift draft_shift(const Ground& ground, const FactionParts& factions, const Draft& draft);

}  // namespace hustings::infer
