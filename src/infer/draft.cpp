#include "hustings/infer/draft.hpp"

#include <algorithm>

#include "infer/draft_parts.hpp"
#include "infer/recipe_names.hpp"

namespace hustings::infer {
namespace {

/// Adds up who may vote in a contest and who is expected to.
void count_voters(const Draft& draft, DraftContest& contest) {
  std::vector<char> votes(draft.places.size(), 0);
  for (const std::size_t i : contest.places) votes[i] = 1;
  for (const DraftUniverse& universe : draft.universes) {
    if (!votes[universe.place]) continue;
    contest.registered += static_cast<double>(universe.registered);
    contest.ballots += static_cast<double>(universe.registered) * universe.turnout;
  }
}

/// Returns which part of a contest's ballots is in places unlike the data.
double unlike_part(const Draft& draft, const DraftContest& contest) {
  if (draft.shift.places.empty() || !(contest.ballots > 0)) return 0;
  double unlike = 0;
  for (const DraftUniverse& universe : draft.universes) {
    const bool is_here =
        std::binary_search(contest.places.begin(), contest.places.end(), universe.place);
    if (!is_here || !draft.shift.places[universe.place].unlike) continue;
    unlike += static_cast<double>(universe.registered) * universe.turnout;
  }
  return unlike / contest.ballots;
}

/// Notes what makes the forecast of a contest one after the fact.
void note_days(const recipe::Recipe& recipe, DraftContest& contest) {
  const std::optional<int> day = contest.recipe->day;
  if (!day) return;
  contest.recipe_is_later = recipe.as_of && *recipe.as_of > *day;
  for (const recipe::ErrorRow& row : recipe.errors) {
    if (row.day && *row.day >= *day) contest.errors_of = std::max(contest.errors_of, row.day);
  }
}

}  // namespace

Ground make_ground(const recipe::Recipe& recipe, const LeftOut& left_out) {
  Ground ground;
  ground.recipe = recipe;
  ground.recipe.turnout.like = like_of(recipe);  // "the last" is by the recipe's order
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  std::sort(ground.recipe.places.begin(), ground.recipe.places.end(), by_id);
  std::sort(ground.recipe.past.begin(), ground.recipe.past.end(), by_id);
  ground.region = regions_of(ground.recipe.places, ground.regions);
  for (const recipe::PastContest& past : ground.recipe.past) {
    ground.past.emplace(past.id, past_data(ground.recipe, past, left_out.region));
  }
  return ground;
}

Draft draft(const recipe::Recipe& recipe, const LeftOut& left_out) {
  const Ground ground = make_ground(recipe, left_out);
  Draft draft;
  draft.left_out = left_out;
  draft.places = ground.recipe.places;
  draft.votes.assign(draft.places.size(), 0);
  for (const recipe::Contest& contest : recipe.contests) {
    DraftContest& drafted = draft.contests.emplace_back();
    drafted.recipe = &contest;
    note_days(recipe, drafted);
    for (std::size_t i = 0; i < draft.places.size(); ++i) {
      if (!votes_in(draft.places[i], contest)) continue;
      drafted.places.push_back(i);
      draft.votes[i] = 1;
    }
  }
  const FactionParts factions = draft_factions(ground, draft);
  draft.factions = factions.names;
  draft.turnout = forecast_turnout(ground);
  draft.universes = draft_universes(ground, factions, draft);
  draft.shift = draft_shift(ground, factions, draft);
  for (DraftContest& contest : draft.contests) {
    count_voters(draft, contest);
    draft_support(ground, factions, draft, contest);
    contest.unlike_ballots = unlike_part(draft, contest);
  }
  draft.effects = draft_effects(ground, draft);
  return draft;
}

}  // namespace hustings::infer
