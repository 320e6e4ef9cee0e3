#include "model/index.hpp"

#include <algorithm>

namespace hustings {

ScenarioIndex::ScenarioIndex(const scenario::Scenario& scenario)
    : scenario_(scenario), universes_of_(scenario.districts.size()) {
  const auto number = [](const auto& list, Names& names, const auto& name_of) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      names.emplace(name_of(list[i]), static_cast<std::uint32_t>(i));
    }
  };
  const auto id = [](const auto& item) { return item.id; };
  number(scenario.districts, districts_, id);
  number(scenario.factions, factions_, [](const std::string& faction) { return faction; });
  number(scenario.contests, contests_, id);
  number(scenario.slates, slates_, id);
  number(scenario.events, events_, [](const auto& event) { return event.name; });
  std::uint32_t n_candidates = 0;
  for (const scenario::Contest& contest : scenario.contests) {
    first_candidate_.push_back(n_candidates);
    for (const scenario::Candidate& candidate : contest.candidates) {
      candidates_.emplace(contest.id + "/" + candidate.id, n_candidates++);
      for (const auto& [key, value] : candidate.tags) candidate_tags_.insert(key);
    }
  }
  std::uint32_t n_total_names = 0;
  for (const scenario::Total& total : scenario.totals) {
    for (const scenario::TotalCandidate& name : total.candidates) {
      total_names_.emplace(total.id + "/" + name.name, n_total_names++);
    }
  }
  slates_of_.resize(n_candidates);
  for (std::size_t s = 0; s < scenario.slates.size(); ++s) {
    for (const std::string& member : scenario.slates[s].members) {
      if (const CandidateId found = candidate(member)) {
        slates_of_[found.index()].push_back(SlateId(s));
      }
    }
  }
  for (const scenario::District& district : scenario.districts) {
    for (const auto& [key, value] : district.tags) universe_tags_.insert(key);
  }
  for (std::size_t i = 0; i < scenario.universes.size(); ++i) {
    for (const auto& [key, value] : scenario.universes[i].tags) universe_tags_.insert(key);
    district_of_.push_back(district(scenario.universes[i].district));
    if (district_of_.back()) universes_of_[district_of_.back().index()].push_back(UniverseId(i));
  }
}

std::vector<DistrictId> ScenarioIndex::districts_of(ContestId contest) const {
  const scenario::Contest& about = scenario_.contests[contest.index()];
  std::vector<DistrictId> ids;
  if (about.all_districts) {
    for (std::size_t i = 0; i < scenario_.districts.size(); ++i) ids.emplace_back(i);
    return ids;
  }
  std::vector<char> seen(scenario_.districts.size(), 0);
  for (const std::string& name : about.districts) {
    const DistrictId id = district(name);
    if (!id || seen[id.index()]) continue;
    seen[id.index()] = 1;
    ids.push_back(id);
  }
  return ids;
}

}  // namespace hustings
