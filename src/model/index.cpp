#include "model/index.hpp"

#include <algorithm>
#include <array>

namespace hustings {
namespace {

using Values = std::set<std::string>;

void add_tags(const scenario::Tags& tags,
              std::map<std::string, std::set<std::string>, std::less<>>& all) {
  for (const auto& [key, value] : tags) all[key].insert(value);
}

template <class List, class NameOf>
Values values(const List& list, const NameOf& name_of) {
  Values all;
  for (const auto& item : list) all.insert(name_of(item));
  return all;
}

std::vector<std::string> as_list(const Values& values) {
  return {values.begin(), values.end()};
}

const auto kId = [](const auto& item) { return item.id; };

bool is_of_places(std::string_view key) {
  constexpr std::array<std::string_view, 4> kKeys = {"faction", "district", "region", "universe"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

}  // namespace

/// Numbers things by their positions in the scenario's lists; of a name given twice the first
/// counts, so that a scenario with errors has an index as well.
ScenarioIndex::ScenarioIndex(const scenario::Scenario& scenario)
    : scenario_(scenario), universes_of_(scenario.districts.size()) {
  const auto number = [](const auto& list, Places& places, const auto& name_of) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      places.emplace(name_of(list[i]), static_cast<std::uint32_t>(i));
    }
  };
  number(scenario.districts, districts_, kId);
  number(scenario.factions, factions_, kId);
  number(scenario.contests, contests_, kId);
  number(scenario.slates, slates_, kId);
  number(scenario.events, events_, [](const auto& event) { return event.name; });
  number(scenario.shocks, shocks_, kId);
  std::uint32_t n_total_names = 0;
  for (const scenario::Total& total : scenario.totals) {
    for (const scenario::TotalCandidate& name : total.candidates) {
      total_names_.emplace(total.id + "/" + name.name, n_total_names++);
    }
  }
  add_contests();
  add_slates();
  add_places();
  note_what_is_missing();
}

void ScenarioIndex::add_contests() {
  std::uint32_t n_candidates = 0;
  for (const scenario::Contest& contest : scenario_.contests) {
    first_candidate_.push_back(n_candidates);
    for (const scenario::Candidate& candidate : contest.candidates) {
      candidates_.emplace(contest.id + "/" + candidate.id, n_candidates++);
      add_tags(candidate.tags, candidate_tags_);
    }
  }
  slates_of_.resize(n_candidates);
}

void ScenarioIndex::add_slates() {
  for (std::size_t s = 0; s < scenario_.slates.size(); ++s) {
    for (const std::string& member : scenario_.slates[s].members) {
      if (const CandidateId found = candidate(member)) {
        slates_of_[found.index()].push_back(SlateId(s));
      }
    }
  }
}

void ScenarioIndex::add_places() {
  for (const scenario::District& district : scenario_.districts) {
    add_tags(district.tags, district_tags_);
  }
  for (std::size_t i = 0; i < scenario_.universes.size(); ++i) {
    const scenario::Universe& universe = scenario_.universes[i];
    add_tags(universe.tags, universe_tags_);
    const DistrictId home = district(universe.district);
    district_of_.push_back(home);
    if (!home) continue;
    universes_of_[home.index()].push_back(UniverseId(i));
    placed_.push_back({&universe, &scenario_.districts[home.index()]});
  }
}

/// Notes of which things some could not be read: readers leave an empty name where one is lost.
/// What is not found among those is not reported, for it may be the lost one.
void ScenarioIndex::note_what_is_missing() {
  const auto& universes = scenario_.universes;
  const bool has_nameless =
      std::any_of(universes.begin(), universes.end(),
                  [](const scenario::Universe& universe) { return universe.universe.empty(); });
  bool has_nameless_candidate = false;
  for (const scenario::Contest& contest : scenario_.contests) {
    for (const scenario::Candidate& candidate : contest.candidates) {
      has_nameless_candidate |= candidate.id.empty();
    }
  }
  has_all_.factions = !factions_.empty() && factions_.count("") == 0;
  has_all_.districts = !districts_.empty() && districts_.count("") == 0;
  has_all_.universes = !universes.empty() && !has_nameless;
  has_all_.contests = !contests_.empty() && contests_.count("") == 0 && !has_nameless_candidate;
  for (const scenario::Slate& slate : scenario_.slates) {
    has_all_.slates = has_all_.slates && !slate.members.empty();
  }
  for (const scenario::Total& total : scenario_.totals) {
    has_all_.totals = has_all_.totals && !total.id.empty() && !total.candidates.empty();
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

/// Takes names of the language before tags, and a tag of universes before one of candidates (to
/// have both is an error, of check_places).
std::optional<KeyKind> ScenarioIndex::kind_of(std::string_view key) const {
  if (is_of_places(key)) return KeyKind::universe;
  if (key == "slate") return KeyKind::slate;
  if (key == "contest") return KeyKind::contest;
  if (key == "candidate") return KeyKind::candidate;
  if (district_tags_.contains(key) || universe_tags_.contains(key)) return KeyKind::universe;
  if (candidate_tags_.contains(key)) return KeyKind::candidate;
  return std::nullopt;
}

std::vector<std::string> ScenarioIndex::known_keys() const {
  std::vector<std::string> keys{"faction",   "district", "region", "universe",
                                "candidate", "slate",    "contest"};
  for (const TagValues* tags : {&universe_tags_, &district_tags_, &candidate_tags_}) {
    for (const auto& [key, values] : *tags) keys.push_back(key);
  }
  return keys;
}

std::vector<std::string> ScenarioIndex::values_of(std::string_view key) const {
  const auto joined = [](const Values& a, const std::vector<std::string>& b) {
    std::vector<std::string> all = as_list(a);
    all.insert(all.end(), b.begin(), b.end());
    return all;
  };
  if (key == "faction") return as_list(values(scenario_.factions, kId));
  if (key == "district") return as_list(values(scenario_.districts, kId));
  if (key == "contest") return as_list(values(scenario_.contests, kId));
  if (key == "slate") return as_list(values(scenario_.slates, kId));
  if (key == "region") {
    Values regions = values(scenario_.districts, [](const auto& one) { return one.region; });
    regions.erase("");
    return as_list(regions);
  }
  if (key == "universe") {
    return joined(values(scenario_.universes, [](const auto& one) { return one.universe; }),
                  universe_names());
  }
  if (key == "candidate") {
    Values ids;
    for (const scenario::Contest& contest : scenario_.contests) {
      ids.merge(values(contest.candidates, kId));
    }
    return joined(ids, candidate_names());
  }
  for (const TagValues* tags : {&universe_tags_, &district_tags_, &candidate_tags_}) {
    const auto found = tags->find(key);
    if (found != tags->end()) return as_list(found->second);
  }
  return {};
}

std::vector<std::string> ScenarioIndex::candidate_names() const {
  return as_list(values(candidates_, [](const auto& named) { return named.first; }));
}

std::vector<std::string> ScenarioIndex::universe_names() const {
  return as_list(values(scenario_.universes, universe_name));
}

bool ScenarioIndex::may_exist(std::string_view key) const {
  if (key == "faction") return !has_all_.factions;
  if (key == "district" || key == "region") return !has_all_.districts;
  if (key == "contest" || key == "candidate") return !has_all_.contests;
  if (key == "slate") return !has_all_.slates;
  if (key == "total") return !has_all_.totals;
  return !(has_all_.universes && has_all_.districts && has_all_.contests);
}

bool votes_in(const scenario::Contest& contest, const std::string& district) {
  return contest.all_districts || std::find(contest.districts.begin(), contest.districts.end(),
                                            district) != contest.districts.end();
}

}  // namespace hustings
