#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// Names of a scenario -> positions in its lists. Names that do not exist are absent; duplicates
/// keep the first. Holds references: the scenario must outlive it.
class ScenarioIndex {
 public:
  explicit ScenarioIndex(const scenario::Scenario& scenario);

  const scenario::Scenario& scenario() const { return scenario_; }

  DistrictId district(const std::string& id) const { return find<DistrictId>(districts_, id); }
  FactionId faction(const std::string& id) const { return find<FactionId>(factions_, id); }
  ContestId contest(const std::string& id) const { return find<ContestId>(contests_, id); }
  SlateId slate(const std::string& id) const { return find<SlateId>(slates_, id); }
  EventId event(const std::string& name) const { return find<EventId>(events_, name); }
  /// By `total/name`.
  TotalNameId total_name(const std::string& label) const {
    return find<TotalNameId>(total_names_, label);
  }
  /// By `contest/candidate`.
  CandidateId candidate(const std::string& label) const {
    return find<CandidateId>(candidates_, label);
  }

  /// District of each universe; unset where it does not exist.
  DistrictId district_of(UniverseId universe) const { return district_of_[universe.index()]; }
  const std::vector<UniverseId>& universes_of(DistrictId district) const {
    return universes_of_[district.index()];
  }
  /// Districts of a contest, each once, in its order; names that do not exist left out.
  std::vector<DistrictId> districts_of(ContestId contest) const;

  /// Slates a candidate is in.
  const std::vector<SlateId>& slates_of(CandidateId candidate) const {
    return slates_of_[candidate.index()];
  }
  std::uint32_t first_candidate(ContestId contest) const {
    return first_candidate_[contest.index()];
  }
  /// Tags that some universe or district has, and those that some candidate has.
  bool is_universe_tag(const std::string& key) const { return universe_tags_.count(key) > 0; }
  bool is_candidate_tag(const std::string& key) const { return candidate_tags_.count(key) > 0; }

  std::size_t n_candidates() const { return slates_of_.size(); }

 private:
  using Names = std::unordered_map<std::string, std::uint32_t>;

  template <class IdType>
  static IdType find(const Names& names, const std::string& name) {
    const auto found = names.find(name);
    return found == names.end() ? IdType() : IdType(found->second);
  }

  const scenario::Scenario& scenario_;
  Names districts_;
  Names factions_;
  Names contests_;
  Names slates_;
  Names events_;
  Names candidates_;
  Names total_names_;
  std::set<std::string> universe_tags_;
  std::set<std::string> candidate_tags_;
  std::vector<DistrictId> district_of_;
  std::vector<std::vector<UniverseId>> universes_of_;
  std::vector<std::vector<SlateId>> slates_of_;
  std::vector<std::uint32_t> first_candidate_;
};

}  // namespace hustings
