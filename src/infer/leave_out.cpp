#include <algorithm>
#include <set>

#include "hustings/infer/check_recipe.hpp"
#include "infer/recipe_names.hpp"

namespace hustings::infer {
namespace {

using recipe::Contest;
using recipe::PastContest;
using recipe::Recipe;

/// Lists the parts of a recipe that a past contest cannot be taken from.
std::vector<std::string> users_of(const Recipe& recipe, const std::string& past) {
  std::vector<std::string> users;
  const auto has = [&](const std::vector<std::string>& ids) {
    return std::find(ids.begin(), ids.end(), past) != ids.end();
  };
  const auto* blocs = std::get_if<recipe::BlocFactions>(&recipe.factions);
  const auto* latent = std::get_if<recipe::LatentFactions>(&recipe.factions);
  if ((blocs != nullptr && blocs->from == past) || (latent != nullptr && has(latent->contests))) {
    users.emplace_back("factions");
  }
  if (recipe.turnout.like == past) users.emplace_back("turnout.like");
  if (recipe.turnout.level && has(recipe.turnout.level->of)) users.emplace_back("turnout.level");
  for (const Contest& contest : recipe.contests) {
    if (contest.turnout && has(contest.turnout->of)) users.push_back("turnout of " + contest.id);
    for (const recipe::Candidate& candidate : contest.candidates) {
      const bool is_like =
          std::any_of(candidate.like.begin(), candidate.like.end(),
                      [&](const recipe::Likeness& like) { return like.contest == past; });
      if (is_like) users.push_back("like of " + candidate.id);
    }
  }
  return users;
}

/// Takes a past contest out; keeps and refuses one that other parts of the recipe need.
void hold(const std::string& id, const Source& at, Recipe& recipe, Problems& problems) {
  if (find_past(recipe, id) == nullptr) {
    problems.error(at, unknown_name("past contest", id, past_ids(recipe)));
    return;
  }
  const std::vector<std::string> users = users_of(recipe, id);
  if (users.empty()) {
    std::erase_if(recipe.past, [&](const PastContest& past) { return past.id == id; });
    return;
  }
  problems.error(at, "past contest '" + id +
                         "' cannot be held out, for the recipe needs it: " + listed(users));
}

}  // namespace

void leave_out(const LeftOut& left_out, Recipe& recipe, Problems& problems) {
  const Source at{recipe.source.place, ""};
  if (!left_out.past.empty()) hold(left_out.past, at, recipe, problems);
  if (left_out.region.empty()) return;
  std::set<std::string> regions;
  for (const recipe::Place& place : recipe.places) regions.insert(place.region);
  if (regions.contains(left_out.region)) return;
  problems.error(at, unknown_name("region", left_out.region, {regions.begin(), regions.end()}));
}

}  // namespace hustings::infer
