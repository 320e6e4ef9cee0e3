#include <algorithm>
#include <map>
#include <optional>

#include "hustings/infer/propensity.hpp"
#include "infer/draft_parts.hpp"
#include "infer/recipe_names.hpp"
#include "infer/rounded.hpp"
#include "random/math.hpp"

namespace hustings::infer {
namespace {

double bounded(double turnout) {
  return std::min(kMostTurnout, std::max(kLeastTurnout, turnout));
}

PastTurnout past_turnout(const Ground& ground) {
  const std::size_t n = ground.recipe.places.size();
  PastTurnout past{Matrix(n, ground.past.size()), Matrix(n, ground.past.size()), {}};
  if (ground.recipe.has_regions) past.region = ground.region;
  std::size_t c = 0;
  for (const auto& [id, data] : ground.past) {
    for (std::size_t i = 0; i < n; ++i) {
      const double registered = ground.recipe.places[i].registered;
      past.registered(i, c) = std::max(1.0, registered);
      past.ballots(i, c) = std::min(data.ballots[i], kMostTurnout * registered);
    }
    ++c;
  }
  return past;
}

/// Fits past turnout; log-odds per place of a contest like the like one.
void fit(const Ground& ground, DraftTurnout& turnout, std::vector<double>& log_odds) {
  const PastTurnout past = past_turnout(ground);
  turnout.fit = fit_turnout(past);
  std::vector<bool> same_kind;
  std::size_t like = 0;
  for (const auto& [id, data] : ground.past) {
    if (id == turnout.like) like = same_kind.size();
    same_kind.push_back(find_past(ground.recipe, id)->kind == ground.recipe.turnout.kind);
    turnout.contests.push_back(id);
    turnout.same_kind = turnout.same_kind || same_kind.back();
  }
  const TurnoutLevel level = turnout_level(*turnout.fit, same_kind);
  turnout.level_log_odds = level.log_odds;
  turnout.level_sd = level.sd;
  log_odds = turnout_like(past, turnout.fit->sizes, like);
  for (const double effect : log_odds) {
    turnout.last.push_back(exact::expit(turnout.fit->contest[like] + effect));
  }
}

/// Turnout of the like contest as it was counted; where it was not, that of all.
void count_last(const Ground& ground, DraftTurnout& turnout, std::vector<double>& log_odds) {
  const std::size_t n = ground.recipe.places.size();
  const auto like = ground.past.find(turnout.like);
  double ballots = 0;
  double registered = 0;
  for (std::size_t i = 0; like != ground.past.end() && i < n; ++i) {
    if (!(like->second.ballots[i] > 0)) continue;
    ballots += like->second.ballots[i];
    registered += ground.recipe.places[i].registered;
  }
  const double of_all = registered > 0 ? ballots / registered : .5;
  for (std::size_t i = 0; i < n; ++i) {
    const double here = like == ground.past.end() ? 0 : like->second.ballots[i];
    const double voters = ground.recipe.places[i].registered;
    turnout.last.push_back(bounded(here > 0 && voters > 0 ? here / voters : of_all));
    log_odds.push_back(exact::logit(turnout.last.back()));
  }
}

double mean_of(const std::vector<double>& turnouts, const std::vector<double>& weights) {
  double sum = 0;
  double total = 0;
  for (std::size_t i = 0; i < turnouts.size(); ++i) {
    sum += weights[i] * turnouts[i];
    total += weights[i];
  }
  return total > 0 ? sum / total : 0;
}

/// Returns what the turnout of the like contest is multiplied by in some places: `times`, and where
/// that is of other past contests their ballots (geometric mean) as a part of the like contest's.
double times_of(const Ground& ground, const std::vector<std::size_t>& places,
                const recipe::TurnoutLevel& level, const DraftTurnout& turnout) {
  if (level.of.empty()) return *level.times;
  double like = 0;
  for (const std::size_t i : places) like += turnout.last[i] * ground.recipe.places[i].registered;
  double log_sum = 0;
  for (const std::string& id : level.of) {
    double ballots = 0;
    for (const std::size_t i : places) ballots += ground.past.at(id).ballots[i];
    log_sum += exact::log(ballots);
  }
  return *level.times * exact::exp(log_sum / static_cast<double>(level.of.size())) / like;
}

/// Sets the mean turnout of some places by a level, or by that of the laws.
void set_level(const Ground& ground, const std::vector<std::size_t>& places,
               const recipe::TurnoutLevel* level, const std::vector<double>& log_odds,
               DraftTurnout& turnout) {
  std::vector<double> own, last, registered;
  for (const std::size_t i : places) {
    own.push_back(log_odds[i]);
    last.push_back(turnout.last[i]);
    registered.push_back(ground.recipe.places[i].registered);
  }
  const bool as_counted = ground.recipe.laws == recipe::Laws::june_2026;
  if (as_counted && (level == nullptr || level->times)) {
    const double times = level == nullptr ? 1 : times_of(ground, places, *level, turnout);
    for (const std::size_t i : places) turnout.places[i] = bounded(times * turnout.last[i]);
    return;
  }
  double shift = turnout.level_log_odds;
  if (level != nullptr) {
    const double mean = level->mean
                            ? *level->mean
                            : times_of(ground, places, *level, turnout) * mean_of(last, registered);
    shift = turnout_shift(own, registered, bounded(mean));
  }
  for (const std::size_t i : places) turnout.places[i] = exact::expit(log_odds[i] + shift);
}

/// One universe before small ones are joined.
struct Cell {
  std::size_t faction = 0;
  std::string propensity;
  double registered = 0;
  double turnout = 0;
};

/// Turnout of those without a history, by region.
std::vector<double> low_of_regions(const Ground& ground, const DraftTurnout& turnout,
                                   double concentration) {
  std::vector<double> ballots(ground.regions.size(), 0), registered(ground.regions.size(), 0);
  for (std::size_t i = 0; i < turnout.last.size(); ++i) {
    ballots[ground.region[i]] += ground.recipe.places[i].registered * turnout.last[i];
    registered[ground.region[i]] += ground.recipe.places[i].registered;
  }
  std::vector<double> low;
  for (std::size_t r = 0; r < ballots.size(); ++r) {
    const double mean = registered[r] > 0 ? ballots[r] / registered[r] : .5;
    low.push_back(split_propensity(bounded(mean), concentration).occasional);
  }
  return low;
}

/// Finds the turnout that the recipe gives of a faction in a place, or of the place.
class GivenTurnouts {
 public:
  explicit GivenTurnouts(const recipe::TurnoutRecipe& recipe) {
    for (const recipe::TurnoutRow& row : recipe.rows) {
      rows_.emplace(std::pair(row.place, row.faction), row.mean);
    }
  }
  std::optional<double> operator()(const std::string& place, const std::string& faction) const {
    auto row = rows_.find(std::pair(place, faction));
    if (row == rows_.end()) row = rows_.find(std::pair(place, std::string()));
    return row == rows_.end() ? std::nullopt : std::optional(row->second);
  }

 private:
  std::map<std::pair<std::string, std::string>, double> rows_;
};

bool is_of_new(const recipe::TurnoutRecipe& recipe, const std::string& faction) {
  return recipe.new_voters && !faction.empty() && recipe.new_voters->faction == faction;
}

/// Divides one faction of a place by propensity to vote; where new voters are a faction of their
/// own, others have none and theirs is one universe. Of those who are not new the part `last`, the
/// last turnout, are regulars; turnouts are split_propensity's, all of them then shifted alike in
/// log-odds to the mean of the whole. Source: docs/method.md, "Drafting" (Propensity).
void add_cells(const recipe::TurnoutRecipe& recipe, const Cell& whole, double last, double low,
               std::vector<Cell>& cells) {
  const bool is_mixed = recipe.new_voters && recipe.new_voters->faction.empty();
  const double fresh = is_mixed ? recipe.new_voters->share : 0;
  std::vector<Cell> parts;
  if (recipe.concentration) {
    const PropensitySplit split = split_propensity(last, *recipe.concentration);
    parts.push_back({whole.faction, "regular", (1 - fresh) * last, split.regular});
    parts.push_back({whole.faction, "occasional", (1 - fresh) * (1 - last), split.occasional});
  } else {
    parts.push_back({whole.faction, fresh > 0 ? "before" : "", 1 - fresh, last});
  }
  if (fresh > 0) parts.push_back({whole.faction, "new", fresh, low});
  std::vector<double> turnouts, weights;
  for (const Cell& part : parts) {
    turnouts.push_back(part.turnout);
    weights.push_back(part.registered);
  }
  const std::vector<double> shifted = shifted_to_mean(turnouts, weights, whole.turnout);
  for (std::size_t j = 0; j < parts.size(); ++j) {
    parts[j].registered *= whole.registered;
    parts[j].turnout = shifted[j];
    cells.push_back(std::move(parts[j]));
  }
}

/// Moves a turnout in log-odds as far as another moved.
double moved(double turnout, double before, double after) {
  return exact::expit(exact::logit(turnout) + exact::logit(bounded(after)) -
                      exact::logit(bounded(before)));
}

/// Joins cells of few voters to the largest of their propensity, else to the largest.
void join_small(std::vector<Cell>& cells) {
  const auto is_small = [](const Cell& cell) {
    return rounded(cell.registered) <= static_cast<std::int64_t>(scenario::kFewVoters);
  };
  const auto largest = [&](const std::string* propensity) -> Cell* {
    Cell* found = nullptr;
    for (Cell& cell : cells) {
      if (propensity != nullptr && cell.propensity != *propensity) continue;
      if (found == nullptr || cell.registered > found->registered) found = &cell;
    }
    return found;
  };
  for (Cell& cell : cells) {
    if (!is_small(cell)) continue;
    Cell* to = largest(&cell.propensity);
    if (to == &cell || is_small(*to)) to = largest(nullptr);
    if (to == &cell) continue;
    to->registered += cell.registered;
    cell.registered = 0;
  }
  std::erase_if(cells, [](const Cell& cell) { return rounded(cell.registered) == 0; });
}

}  // namespace

DraftTurnout forecast_turnout(const Ground& ground) {
  const recipe::Recipe& recipe = ground.recipe;
  DraftTurnout turnout;
  turnout.like = recipe.turnout.like;
  std::vector<double> log_odds;
  if (recipe.laws == recipe::Laws::current && !recipe.past.empty()) {
    fit(ground, turnout, log_odds);
  } else {
    count_last(ground, turnout, log_odds);
    turnout.level_sd = .20;
  }
  if (recipe.turnout.level && recipe.turnout.level->sd)
    turnout.level_sd = *recipe.turnout.level->sd;
  turnout.places.assign(recipe.places.size(), 0);
  std::vector<char> is_set(recipe.places.size(), 0);
  std::vector<std::size_t> others;
  for (const recipe::Contest& contest : recipe.contests) {
    if (!contest.turnout) continue;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < recipe.places.size(); ++i) {
      if (!is_set[i] && votes_in(recipe.places[i], contest)) places.push_back(i);
    }
    for (const std::size_t i : places) is_set[i] = 1;
    set_level(ground, places, &*contest.turnout, log_odds, turnout);
  }
  for (std::size_t i = 0; i < recipe.places.size(); ++i) {
    const bool votes = std::any_of(
        recipe.contests.begin(), recipe.contests.end(),
        [&](const recipe::Contest& contest) { return votes_in(recipe.places[i], contest); });
    if (!is_set[i] && votes) others.push_back(i);
  }
  const auto* level = recipe.turnout.level ? &*recipe.turnout.level : nullptr;
  if (!others.empty()) set_level(ground, others, level, log_odds, turnout);
  return turnout;
}

std::vector<DraftUniverse> draft_universes(const Ground& ground, const FactionParts& factions,
                                           const Draft& draft) {
  const recipe::TurnoutRecipe& recipe = ground.recipe.turnout;
  const std::vector<double> low = low_of_regions(
      ground, draft.turnout, recipe.concentration.value_or(kPropensityConcentration));
  const GivenTurnouts given(recipe);
  std::vector<DraftUniverse> universes;
  for (std::size_t i = 0; i < draft.places.size(); ++i) {
    if (!draft.votes[i]) continue;
    std::vector<Cell> cells;
    for (std::size_t f = 0; f < factions.names.size(); ++f) {
      const std::string& name = factions.names[f];
      const auto judged = recipe.factions.find(name);
      const double times = judged == recipe.factions.end() ? 1 : judged->second.value;
      const bool is_new = is_of_new(recipe, name);
      const double here =
          is_new ? moved(low[ground.region[i]], draft.turnout.last[i], draft.turnout.places[i])
                 : draft.turnout.places[i];
      const Cell whole{f, is_new && recipe.concentration ? "new" : "",
                       draft.places[i].registered * factions.parts(i, f),
                       bounded(given(draft.places[i].id, name).value_or(times * here))};
      if (!(whole.registered > 0)) continue;
      if (is_new) {
        cells.push_back(whole);
      } else {
        add_cells(recipe, whole, draft.turnout.last[i], low[ground.region[i]], cells);
      }
    }
    join_small(cells);
    for (const Cell& cell : cells) {
      universes.push_back({i, cell.faction, cell.propensity,
                           static_cast<std::uint64_t>(rounded(cell.registered)), cell.turnout});
    }
  }
  return universes;
}

}  // namespace hustings::infer
