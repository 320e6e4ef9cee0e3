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

/// The loads of an effect that move turnout, or somebody's support in `contest`.
std::vector<LoadReach> reaches(const Effect& effect, const Contest* contest,
                               const Checking& checking) {
  std::vector<LoadReach> found;
  for (const Load& load : effect.loads) {
    const LoadReach reach(effect, load, checking);
    const bool wanted = contest == nullptr
                            ? load.affects == Affects::turnout
                            : load.affects == Affects::support && reach.moves_in(*contest);
    if (wanted) found.push_back(reach);
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

/// Refuses more than two t families on the turnout, or the support in `contest`, of a universe: the
/// solution of its centre takes a quadrature over each one's scale.
void check_families(const Contest* contest, const Checking& checking) {
  std::vector<Tailed> all;
  for (const Effect& effect : checking.scenario.effects) {
    if (effect.tails) all.push_back({&effect, reaches(effect, contest, checking)});
  }
  std::erase_if(all, [](const Tailed& tailed) { return tailed.loads.empty(); });
  if (all.size() <= scenario::kMostFamilies) return;
  Causes causes;
  for (const PlacedUniverse& placed : checking.index.placed()) {
    if (contest != nullptr && !votes_in(*contest, placed.universe->district)) continue;
    std::vector<std::string> names;
    const Effect* last = nullptr;
    for (const Tailed& tailed : all) {
      if (!tailed.reaches(placed)) continue;
      names.push_back("'" + tailed.effect->id + "'");
      last = tailed.effect;
    }
    if (names.size() <= scenario::kMostFamilies) continue;
    causes.add("effects " + listed(names) + " all have tails and reach the " +
                   (contest == nullptr ? "turnout" : "support in contest '" + contest->id + "'") +
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
           return !reaches(effect, &contest, checking).empty();
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
  check_families(nullptr, checking);
  for (const Contest& contest : checking.scenario.contests) check_families(&contest, checking);
}

}  // namespace hustings
