#include "model/names.hpp"

#include <algorithm>

namespace hustings {
namespace {

void add_tags(const scenario::Tags& tags, std::map<std::string, std::set<std::string>>& all) {
  for (const auto& [key, value] : tags) all[key].insert(value);
}

}  // namespace

Names::Names(const scenario::Scenario& scenario)
    : factions(scenario.factions.begin(), scenario.factions.end()) {
  for (const scenario::District& district : scenario.districts) {
    districts.emplace(district.id, &district);
    if (!district.region.empty()) regions.insert(district.region);
    add_tags(district.tags, district_tags);
  }
  for (const scenario::Universe& universe : scenario.universes) {
    full_names.insert(universe_name(universe));
    short_names.insert(universe.universe);
    add_tags(universe.tags, universe_tags);
    const auto district = districts.find(universe.district);
    if (district != districts.end()) views.push_back({&universe, district->second});
  }
  for (const scenario::Contest& contest : scenario.contests) {
    contests.emplace(contest.id, &contest);
    for (const scenario::Candidate& candidate : contest.candidates) {
      candidates.insert(candidate.id);
      candidate_names.insert(contest.id + "/" + candidate.id);
      add_tags(candidate.tags, candidate_tags);
    }
  }
  for (const scenario::Slate& slate : scenario.slates) slates.emplace(slate.id, &slate);
  for (const scenario::Total& total : scenario.totals) totals.emplace(total.id, &total);
  has_all_factions = !factions.empty() && factions.count("") == 0;
  has_all_districts = !districts.empty() && districts.count("") == 0;
  has_all_universes = !short_names.empty() && short_names.count("") == 0;
  for (const scenario::Slate& slate : scenario.slates) {
    has_all_slates = has_all_slates && !slate.members.empty();
  }
  for (const scenario::Total& total : scenario.totals) {
    has_all_totals = has_all_totals && !total.id.empty() && !total.candidates.empty();
  }
  has_all_contests = !contests.empty() && contests.count("") == 0 && candidates.count("") == 0;
}

bool may_exist(std::string_view key, const Names& names) {
  if (key == "faction") return !names.has_all_factions;
  if (key == "district" || key == "region") return !names.has_all_districts;
  if (key == "contest" || key == "candidate") return !names.has_all_contests;
  if (key == "slate") return !names.has_all_slates;
  if (key == "total") return !names.has_all_totals;
  return !(names.has_all_universes && names.has_all_districts && names.has_all_contests);
}

KeyLevel level_of(std::string_view key, const Names& names) {
  if (key == "faction" || key == "district" || key == "region" || key == "universe") {
    return KeyLevel::universe;
  }
  if (key == "contest") return KeyLevel::contest;
  if (key == "candidate" || key == "slate") return KeyLevel::candidate;
  const std::string tag(key);
  if (names.district_tags.count(tag) + names.universe_tags.count(tag) > 0)
    return KeyLevel::universe;
  return names.candidate_tags.count(tag) > 0 ? KeyLevel::candidate : KeyLevel::unknown;
}

std::vector<std::string> values_of(std::string_view key, const Names& names) {
  const auto joined = [](const std::set<std::string>& a, const std::set<std::string>& b) {
    std::vector<std::string> all = as_list(a);
    all.insert(all.end(), b.begin(), b.end());
    return all;
  };
  if (key == "faction") return as_list(names.factions);
  if (key == "district") return keys_of(names.districts);
  if (key == "region") return as_list(names.regions);
  if (key == "universe") return joined(names.short_names, names.full_names);
  if (key == "contest") return keys_of(names.contests);
  if (key == "candidate") return joined(names.candidates, names.candidate_names);
  if (key == "slate") return keys_of(names.slates);
  for (const auto* tags : {&names.universe_tags, &names.district_tags, &names.candidate_tags}) {
    const auto found = tags->find(std::string(key));
    if (found != tags->end()) return as_list(found->second);
  }
  return {};
}

std::vector<std::string> known_keys(const Names& names) {
  std::vector<std::string> keys{"faction",   "district", "region", "universe",
                                "candidate", "slate",    "contest"};
  for (const auto* tags : {&names.universe_tags, &names.district_tags, &names.candidate_tags}) {
    for (const auto& [key, values] : *tags) keys.push_back(key);
  }
  return keys;
}

std::vector<std::string> as_list(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

bool votes_in(const scenario::Contest& contest, const std::string& district) {
  return contest.all_districts || std::find(contest.districts.begin(), contest.districts.end(),
                                            district) != contest.districts.end();
}

}  // namespace hustings
