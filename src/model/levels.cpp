#include "model/levels.hpp"

#include <algorithm>

#include "model/effect_reach.hpp"

namespace hustings {
namespace {

struct CandidatePlace {
  const scenario::Contest* contest;
  const scenario::Candidate* candidate;
};

/// Finds the contest whose candidates' ids, which are numbered contest by contest, hold this one.
CandidatePlace place_of(const ScenarioIndex& index, CandidateId candidate) {
  const auto& contests = index.scenario().contests;
  std::size_t c = contests.size() - 1;
  while (index.first_candidate(ContestId(c)) > candidate.index()) --c;
  return {&contests[c],
          &contests[c].candidates[candidate.index() - index.first_candidate(ContestId(c))]};
}

}  // namespace

PlacedUniverse view(const ScenarioIndex& index, UniverseId universe) {
  return {&index.scenario().universes[universe.index()],
          &index.scenario().districts[index.district_of(universe).index()]};
}

std::optional<std::string> universe_level(const ScenarioIndex& index, UniverseId universe,
                                          const std::string& key) {
  const PlacedUniverse of = view(index, universe);
  if (key == "universe") return universe_name(*of.universe);
  const auto value = universe_value(of, key);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::string> candidate_level(const ScenarioIndex& index, CandidateId candidate,
                                           const std::string& key) {
  const auto [contest, about] = place_of(index, candidate);
  const auto values = candidate_values(index.scenario(), *contest, *about, key);
  return values.empty() ? std::nullopt : std::optional(values.front());
}

/// Tells whether each key of universes has one of its values here: values of a key are
/// alternatives, keys are conditions. Keys of candidates are for candidate_matches.
bool universe_matches(const ScenarioIndex& index, UniverseId universe,
                      const scenario::Where& where) {
  return std::all_of(where.begin(), where.end(), [&](const auto& condition) {
    const std::string& key = condition.first;
    const auto& values = condition.second;
    if (!index.is_of_universes(key)) return true;
    const PlacedUniverse of = view(index, universe);
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& value) { return universe_has(of, key, value); });
  });
}

bool contest_matches(const scenario::Contest& contest, const scenario::Where& where) {
  const auto found = where.find("contest");
  return found == where.end() ||
         std::find(found->second.begin(), found->second.end(), contest.id) != found->second.end();
}

bool candidate_matches(const ScenarioIndex& index, CandidateId candidate,
                       const scenario::Where& where) {
  const auto [contest, about] = place_of(index, candidate);
  for (const auto& [key, values] : where) {
    if (index.is_of_universes(key)) continue;
    if (!candidate_has(index.scenario(), *contest, *about, key, values)) return false;
  }
  return true;
}

}  // namespace hustings
