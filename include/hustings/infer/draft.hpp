#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hustings/infer/check_recipe.hpp"
#include "hustings/infer/domain_shift.hpp"
#include "hustings/infer/latent_types.hpp"
#include "hustings/infer/polls.hpp"
#include "hustings/infer/recipe.hpp"
#include "hustings/infer/turnout.hpp"
#include "hustings/scenario/effect.hpp"

// What a recipe comes to: the tables of a scenario, and every number on the way.
namespace hustings::infer {

/// Voters alike: a faction's, and where turnout is split by propensity those of one outlook.
struct DraftUniverse {
  std::size_t place = 0;    ///< of Draft::places
  std::size_t faction = 0;  ///< of Draft::factions
  std::string propensity;   ///< `regular`, `occasional`, `new`; empty = not split
  std::uint64_t registered = 0;
  double turnout = 0;  ///< mean share
};

/// First choices of a faction in a place, or of all places where that is empty.
struct DraftSupport {
  std::optional<std::size_t> place;
  std::size_t faction = 0;
  std::vector<double> shares;  ///< by candidate
};

/// An effect with the reason for its size.
struct DraftEffect {
  scenario::Effect effect;
  std::string because;
  bool likeness = false;  ///< its load is the table of likeness
  double n_errors = 0;    ///< errors that the size is learnt from
  double n_after_the_fact = 0;
};

/// What one contest's numbers came from.
struct DraftContest {
  const recipe::Contest* recipe = nullptr;
  std::vector<std::size_t> places;   ///< of Draft::places
  std::optional<PooledPolls> polls;  ///< nothing without polls
  std::vector<std::string> pollsters;
  std::vector<std::size_t> dropped;  ///< polls that lack the leaders
  std::vector<double> lean;          ///< shares; empty = no lean
  double poll_weight = 0;            ///< of the polls beside the lean
  std::vector<double> target;        ///< shares of the whole contest
  double variance = 0;               ///< of the leaders' log-odds
  std::vector<double> sds;           ///< of each candidate's utility
  std::vector<DraftSupport> support;
  Matrix likeness;  ///< all places x candidates, load of the effect; empty = nobody is like anybody
  double registered = 0;
  double ballots = 0;               ///< expected
  std::vector<std::string> judged;  ///< cells whose shares are judged
  double unlike_ballots = 0;        ///< part of the ballots in places unlike the data
  /// After the fact: the recipe is of a later day than the contest.
  bool recipe_is_later = false;
  /// After the fact: sizes are learnt from errors of this day, or of a later one.
  std::optional<int> errors_of;
};

/// How turnout was forecast.
struct DraftTurnout {
  std::vector<std::string> contests;  ///< past contests of the fit, sorted
  std::optional<TurnoutFit> fit;
  std::string like;
  bool same_kind = false;
  double level_log_odds = 0;
  double level_sd = 0;
  std::vector<double> last;    ///< fitted turnout of the like contest, by place
  std::vector<double> places;  ///< mean share, by place
};

/// How like the data places are, and how far a fit errs in a region it has not seen.
struct DraftShift {
  std::vector<std::string> features;
  std::vector<PlaceShift> places;  ///< by place; empty = too few places to tell
  std::optional<LeftOutError> turnout;
};

struct Draft {
  std::vector<recipe::Place> places;  ///< all, sorted by id
  std::vector<char> votes;            ///< per place: whether it votes in a contest of the draft
  std::vector<std::string> factions;
  std::vector<DraftUniverse> universes;
  std::vector<DraftContest> contests;
  std::vector<DraftEffect> effects;
  DraftTurnout turnout;
  std::optional<LatentTypes> types;
  std::optional<ChosenTypes> chosen;
  std::vector<std::string> unidentified;  ///< types that no place is nearly made of
  /// Past contests in which factions voted differently from place to place, and how far apart.
  std::vector<std::pair<std::string, double>> dependent;
  DraftShift shift;
  LeftOut left_out;
};

/// Drafts a scenario from a recipe that check_recipe has passed; the recipe must outlive it.
///
/// Places, past contests and rows are taken in the order of their names, so the order of files and
/// rows changes nothing; doubles, the project's exp and log: the same bits on any machine. Source:
/// docs/recipe.md, "Laws".
Draft draft(const recipe::Recipe& recipe, const LeftOut& left_out = {});

}  // namespace hustings::infer
