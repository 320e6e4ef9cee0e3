#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/model/matching.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// All names a scenario gives, to look others up in.
struct Names {
  explicit Names(const scenario::Scenario& scenario);

  std::set<std::string> factions;
  std::set<std::string> regions;
  std::map<std::string, const scenario::District*> districts;
  std::map<std::string, const scenario::Contest*> contests;
  std::map<std::string, const scenario::Slate*> slates;
  std::map<std::string, const scenario::Total*> totals;
  std::set<std::string> full_names;       ///< `district/universe`
  std::set<std::string> short_names;      ///< of universes
  std::set<std::string> candidates;       ///< ids
  std::set<std::string> candidate_names;  ///< `contest/candidate`
  std::map<std::string, std::set<std::string>> district_tags;
  std::map<std::string, std::set<std::string>> universe_tags;
  std::map<std::string, std::set<std::string>> candidate_tags;
  std::vector<PlacedUniverse> views;  ///< of every universe whose district exists

  /// Whether all names of a kind could be read; else one that is not here may well exist.
  bool has_all_factions = true;
  bool has_all_districts = true;
  bool has_all_universes = true;
  bool has_all_contests = true;
  bool has_all_slates = true;
  bool has_all_totals = true;
};

/// Where a key of `by` or `where` belongs.
enum class KeyLevel { universe, contest, candidate, unknown };
KeyLevel level_of(std::string_view key, const Names& names);

/// The values a key of that level can have; `candidate` and `universe` also by their full names.
std::vector<std::string> values_of(std::string_view key, const Names& names);

/// Whether a name of that kind that is not known may exist all the same, in what could not be read.
bool may_exist(std::string_view key, const Names& names);

/// All keys that `by` and `where` know, for suggestions.
std::vector<std::string> known_keys(const Names& names);

std::vector<std::string> as_list(const std::set<std::string>& names);
template <class T>
std::vector<std::string> keys_of(const std::map<std::string, T>& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

/// Whether a contest is voted on in a district.
bool votes_in(const scenario::Contest& contest, const std::string& district);

}  // namespace hustings
