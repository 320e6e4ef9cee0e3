#include <algorithm>

#include "model/check_parts.hpp"
#include "model/load_reach.hpp"

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

/// Whether both effects move the turnout, or the support in `contest`, of one cell.
bool meet(const Effect& a, const Effect& b, const Contest* contest, const Checking& checking) {
  const std::vector<LoadReach> of_a = reaches(a, contest, checking);
  const std::vector<LoadReach> of_b = reaches(b, contest, checking);
  if (of_a.empty() || of_b.empty()) return false;
  const auto any_reaches = [](const std::vector<LoadReach>& loads, const CellView& cell) {
    return std::any_of(loads.begin(), loads.end(),
                       [&](const LoadReach& load) { return load.reaches(cell); });
  };
  return std::any_of(
      checking.names.views.begin(), checking.names.views.end(), [&](const CellView& cell) {
        const bool votes = contest == nullptr || votes_in(*contest, cell.universe->district);
        return votes && any_reaches(of_a, cell) && any_reaches(of_b, cell);
      });
}

bool meet_in_support(const Effect& a, const Effect& b, const Checking& checking) {
  const auto& contests = checking.scenario.contests;
  return std::any_of(contests.begin(), contests.end(),
                     [&](const Contest& contest) { return meet(a, b, &contest, checking); });
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
  std::vector<const Effect*> with_tails;
  for (const Effect& effect : checking.scenario.effects) {
    if (!effect.tails) continue;
    check_contest_scale(effect, checking);
    for (const Effect* other : with_tails) {
      const bool turnout = meet(*other, effect, nullptr, checking);
      if (!turnout && !meet_in_support(*other, effect, checking)) continue;
      checking.problems.error(effect.source,
                              "effects '" + other->id + "' and '" + effect.id +
                                  "' both have tails and reach the " +
                                  (turnout ? "turnout" : "support") + " of one universe",
                              "this version knows one of them there; leave one normal");
    }
    with_tails.push_back(&effect);
  }
}

}  // namespace hustings
