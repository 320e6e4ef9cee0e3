#include "infer/recipe_names.hpp"

#include <algorithm>

namespace hustings::infer {

std::vector<std::string> past_ids(const recipe::Recipe& recipe) {
  std::vector<std::string> ids;
  for (const recipe::PastContest& past : recipe.past) ids.push_back(past.id);
  return ids;
}

const recipe::PastContest* find_past(const recipe::Recipe& recipe, const std::string& id) {
  const auto found = std::find_if(recipe.past.begin(), recipe.past.end(),
                                  [&](const recipe::PastContest& past) { return past.id == id; });
  return found == recipe.past.end() ? nullptr : &*found;
}

std::string like_of(const recipe::Recipe& recipe) {
  if (!recipe.turnout.like.empty() || recipe.past.empty()) return recipe.turnout.like;
  std::string like = recipe.past.back().id;
  for (const recipe::PastContest& past : recipe.past) {
    if (past.kind == recipe.turnout.kind) like = past.id;
  }
  return like;
}

std::vector<std::string> faction_ids(const recipe::Recipe& recipe) {
  std::vector<std::string> ids;
  if (const auto* blocs = std::get_if<recipe::BlocFactions>(&recipe.factions)) {
    for (const recipe::Bloc& bloc : blocs->blocs) ids.push_back(bloc.faction);
  } else if (const auto* latent = std::get_if<recipe::LatentFactions>(&recipe.factions)) {
    for (int i = 1; i <= latent->number.value_or(0); ++i)
      ids.push_back("type_" + std::to_string(i));
  } else {
    ids = std::get<recipe::PreparedFactions>(recipe.factions).factions;
  }
  const auto& fresh = recipe.turnout.new_voters;
  if (fresh && !fresh->faction.empty() && !ids.empty()) ids.push_back(fresh->faction);
  return ids;
}

bool votes_in(const recipe::Place& place, const recipe::Contest& contest) {
  return std::all_of(contest.where.begin(), contest.where.end(), [&](const auto& condition) {
    const auto column = place.columns.find(condition.first);
    return column != place.columns.end() &&
           std::find(condition.second.begin(), condition.second.end(), column->second) !=
               condition.second.end();
  });
}

std::vector<std::string> sized_effects() {
  return {"turnout",
          "turnout of faction",
          "turnout of region",
          "turnout of place",
          "new voters",
          "likeness",
          "region",
          "place",
          "bloc",
          "local"};
}

}  // namespace hustings::infer
