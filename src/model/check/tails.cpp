#include <algorithm>

#include "model/check/causes.hpp"
#include "model/check/checking.hpp"
#include "model/check/load_reach.hpp"

namespace hustings {
namespace {

using scenario::Affects;
using scenario::Contest;
using scenario::Effect;
using scenario::Load;

bool moves(const Effect& effect, Affects affects) {
  return std::any_of(effect.loads.begin(), effect.loads.end(),
                     [&](const Load& load) { return load.affects == affects; });
}

/// What is looked at: turnout, or support or roll-off in a contest.
struct Moved {
  Affects affects = Affects::turnout;
  const Contest* contest = nullptr;  ///< null = turnout

  std::string name() const {
    if (contest == nullptr) return "turnout";
    return (affects == Affects::support ? "support" : "roll-off") +
           (" in contest '" + contest->id + "'");
  }
};

/// The loads of an effect that move what is looked at.
std::vector<LoadReach> reaches(const Effect& effect, const Moved& moved, const Checking& checking) {
  std::vector<LoadReach> found;
  for (const Load& load : effect.loads) {
    const LoadReach reach(effect, load, checking);
    if (load.affects != moved.affects) continue;
    if (moved.affects == Affects::support && !reach.moves_in(*moved.contest)) continue;
    if (moved.affects == Affects::rolloff && !reach.matches(*moved.contest)) continue;
    found.push_back(reach);
  }
  return found;
}

/// An effect with tails, and its loads that move what is looked at.
struct Tailed {
  const Effect* effect = nullptr;
  std::vector<LoadReach> loads;

  bool reaches(const PlacedUniverse& placed) const {
    return std::any_of(loads.begin(), loads.end(),
                       [&](const LoadReach& load) { return load.reaches(placed); });
  }
};

/// Refuses more than two t families on the turnout of a universe, or on its support or roll-off in
/// a contest: the solution of its centre takes a quadrature over each one's scale.
void check_families(const Moved& moved, const Checking& checking) {
  std::vector<Tailed> all;
  for (const Effect& effect : checking.scenario.effects) {
    if (effect.tails) all.push_back({&effect, reaches(effect, moved, checking)});
  }
  std::erase_if(all, [](const Tailed& tailed) { return tailed.loads.empty(); });
  if (all.size() <= scenario::kMostFamilies) return;
  Causes causes;
  for (const PlacedUniverse& placed : checking.index.placed()) {
    if (moved.contest != nullptr && !votes_in(*moved.contest, placed.universe->district)) continue;
    std::vector<std::string> names;
    const Effect* last = nullptr;
    for (const Tailed& tailed : all) {
      if (!tailed.reaches(placed)) continue;
      names.push_back("'" + tailed.effect->id + "'");
      last = tailed.effect;
    }
    if (names.size() <= scenario::kMostFamilies) continue;
    causes.add("effects " + listed(names) + " all have tails and reach the " + moved.name() +
                   " of one universe",
               last->source, universe_name(*placed.universe),
               "at most two may; leave the others normal");
  }
  causes.report(checking.problems, "universe");
}

/// Whether one factor of the effect may move several contests, so that no contest's scale can be
/// its own.
bool spans_contests(const Effect& effect, const Checking& checking) {
  if (std::find(effect.by.begin(), effect.by.end(), "candidate") != effect.by.end()) return false;
  const auto& contests = checking.scenario.contests;
  return std::count_if(contests.begin(), contests.end(), [&](const Contest& contest) {
           return !reaches(effect, {Affects::support, &contest}, checking).empty();
         }) > 1;
}

/// Checks that a scale of one contest multiplies factors of that contest only: none of turnout,
/// none that moves candidates of two contests.
void check_contest_scale(const Effect& effect, const Checking& checking) {
  if (effect.tails->shared_by != scenario::ScaleSharing::contest) return;
  if (moves(effect, Affects::turnout)) {
    checking.problems.error(effect.source,
                            "effect '" + effect.id + "' moves turnout, which has no contest",
                            "`shared_by: contest` is for support effects");
  } else if (moves(effect, Affects::rolloff)) {
    checking.problems.error(effect.source, "effect '" + effect.id + "' moves roll-off",
                            "`shared_by: contest` is for support effects");
  } else if (spans_contests(effect, checking)) {
    checking.problems.error(
        effect.source,
        "effect '" + effect.id +
            "' moves several contests by one factor, so no scale can be of one contest",
        "add candidate to `by`, or share the scale by family");
  }
}

}  // namespace

void check_tails(const Checking& checking) {
  for (const Effect& effect : checking.scenario.effects) {
    if (effect.tails) check_contest_scale(effect, checking);
  }
  check_families({}, checking);
  for (const Contest& contest : checking.scenario.contests) {
    check_families({Affects::support, &contest}, checking);
    if (!contest.rolloff.empty()) check_families({Affects::rolloff, &contest}, checking);
  }
}

}  // namespace hustings
