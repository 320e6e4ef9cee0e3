#pragma once

#include <string>
#include <vector>

#include "hustings/infer/recipe.hpp"

namespace hustings::infer {

std::vector<std::string> past_ids(const recipe::Recipe& recipe);

/// Null = there is no such past contest.
const recipe::PastContest* find_past(const recipe::Recipe& recipe, const std::string& id);

/// The past contest that turnout follows: the one named, else the last of the kind; empty = none.
std::string like_of(const recipe::Recipe& recipe);

/// The factions that a recipe names; of types that are yet to be counted none.
std::vector<std::string> faction_ids(const recipe::Recipe& recipe);

/// Whether a place votes in a contest.
bool votes_in(const recipe::Place& place, const recipe::Contest& contest);

/// The effects whose sizes errors of earlier drafts change.
std::vector<std::string> sized_effects();

}  // namespace hustings::infer
