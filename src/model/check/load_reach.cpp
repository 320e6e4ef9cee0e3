#include "model/check/load_reach.hpp"

#include <algorithm>

#include "model/effect_reach.hpp"
#include "model/levels.hpp"
#include "model/rolloff_rows.hpp"

namespace hustings {

using scenario::Candidate;
using scenario::Contest;

LoadReach::LoadReach(const scenario::Effect& effect, const scenario::Load& load,
                     const Checking& checking)
    : effect_(effect), load_(load), checking_(checking) {}

/// Takes the keys of `where` as conditions, their values as alternatives; of `by` every key of
/// universes must have a value here, or there is no level for it.
bool LoadReach::reaches(const PlacedUniverse& placed) const {
  for (const auto& entry : load_.where) {
    const std::string& key = entry.first;
    if (!checking_.index.is_of_universes(key)) continue;
    const auto has_value = [&](const std::string& value) {
      return universe_has(placed, key, value);
    };
    const bool has_one = std::any_of(entry.second.begin(), entry.second.end(), has_value);
    if (!has_one) return false;
  }
  return std::all_of(effect_.by.begin(), effect_.by.end(), [&](const std::string& key) {
    return !checking_.index.is_of_universes(key) || universe_value(placed, key).has_value();
  });
}

bool LoadReach::any_universe() const {
  const std::vector<PlacedUniverse>& views = checking_.index.placed();
  return std::any_of(views.begin(), views.end(),
                     [&](const PlacedUniverse& placed) { return reaches(placed); });
}

bool LoadReach::moves_rolloff(const Contest& contest, UniverseId universe) const {
  const ScenarioIndex& index = checking_.index;
  const scenario::Universe& written = checking_.scenario.universes[universe.index()];
  return matches(contest) && index.district_of(universe) && votes_in(contest, written.district) &&
         has_rolloff(index, contest, universe) && reaches(view(index, universe));
}

bool LoadReach::any_rolloff() const {
  for (const Contest& contest : checking_.scenario.contests) {
    for (std::size_t i = 0; i < checking_.scenario.universes.size(); ++i) {
      if (moves_rolloff(contest, UniverseId(i))) return true;
    }
  }
  return false;
}

bool LoadReach::has_candidate_keys() const {
  const auto is_candidates = [&](const std::string& key) {
    return checking_.index.is_of_candidates(key);
  };
  return std::any_of(effect_.by.begin(), effect_.by.end(), is_candidates) ||
         std::any_of(load_.where.begin(), load_.where.end(),
                     [&](const auto& entry) { return is_candidates(entry.first); });
}

bool LoadReach::any_candidate() const {
  const auto& contests = checking_.scenario.contests;
  return std::any_of(contests.begin(), contests.end(),
                     [&](const Contest& contest) { return moves_in(contest); });
}

/// Compares all candidates of a contest with the first: a load parts it if two get different
/// factors, or one gets none, in a universe that votes in it and that the load reaches.
bool LoadReach::parts_any_contest() const {
  const auto& contests = checking_.scenario.contests;
  return std::any_of(contests.begin(), contests.end(), [&](const Contest& contest) {
    if (contest.candidates.empty() || !matches(contest)) return false;
    const std::string first = factors_of(contest, contest.candidates.front());
    const bool alike = std::all_of(
        contest.candidates.begin(), contest.candidates.end(),
        [&](const Candidate& candidate) { return factors_of(contest, candidate) == first; });
    return !alike && has_universe(contest);
  });
}

bool LoadReach::moves_in(const Contest& contest) const {
  return std::any_of(contest.candidates.begin(), contest.candidates.end(),
                     [&](const Candidate& candidate) { return moves(contest, candidate); });
}

bool LoadReach::moves(const Contest& contest, const Candidate& candidate) const {
  return matches(contest) && !factors_of(contest, candidate).empty();
}

/// Joins the names of a candidate's factors. Candidates of one tag share a factor, who is in
/// several slates has several; without keys of candidates in `by` all who match get the one named
/// "moved".
std::string LoadReach::factors_of(const Contest& contest, const Candidate& candidate) const {
  for (const auto& [key, values] : load_.where) {
    if (!checking_.index.is_of_candidates(key)) continue;
    if (!candidate_has(checking_.scenario, contest, candidate, key, values)) return "";
  }
  std::string factors = "moved";
  for (const std::string& key : effect_.by) {
    if (!checking_.index.is_of_candidates(key)) continue;
    const auto values = candidate_values(checking_.scenario, contest, candidate, key);
    if (values.empty()) return "";
    for (const std::string& value : values) factors += "\x1f" + value;
    factors += '\x1e';
  }
  return factors;
}

bool LoadReach::matches(const Contest& contest) const {
  return contest_matches(contest, load_.where);
}

bool LoadReach::has_universe(const Contest& contest) const {
  const std::vector<PlacedUniverse>& views = checking_.index.placed();
  return std::any_of(views.begin(), views.end(), [&](const PlacedUniverse& placed) {
    return votes_in(contest, placed.universe->district) && reaches(placed);
  });
}

}  // namespace hustings
