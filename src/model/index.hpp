#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hustings/model/ids.hpp"
#include "hustings/scenario/scenario.hpp"
#include "model/matching.hpp"

namespace hustings {

/// What a `by` or `where` key speaks of.
enum class KeyKind { universe, contest, candidate, slate };

/// Everything a scenario names: names -> positions in its lists, keys -> what they speak of and
/// which values they have.
///
/// Names that do not exist are absent; of names given twice the first counts. Holds references: the
/// scenario must outlive it. Serves checks too, so the scenario may be one with errors: then
/// `has_all` says of which things some could not be read.
class ScenarioIndex {
 public:
  explicit ScenarioIndex(const scenario::Scenario& scenario);

  const scenario::Scenario& scenario() const { return scenario_; }

  DistrictId district(const std::string& id) const { return find<DistrictId>(districts_, id); }
  FactionId faction(const std::string& id) const { return find<FactionId>(factions_, id); }
  ContestId contest(const std::string& id) const { return find<ContestId>(contests_, id); }
  SlateId slate(const std::string& id) const { return find<SlateId>(slates_, id); }
  EventId event(const std::string& name) const { return find<EventId>(events_, name); }
  ShockId shock(const std::string& id) const { return find<ShockId>(shocks_, id); }
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
  /// Every universe whose district exists, with that district.
  const std::vector<PlacedUniverse>& placed() const { return placed_; }
  /// Districts of a contest, each once, in its order; names that do not exist left out.
  std::vector<DistrictId> districts_of(ContestId contest) const;

  /// Slates a candidate is in.
  const std::vector<SlateId>& slates_of(CandidateId candidate) const {
    return slates_of_[candidate.index()];
  }
  std::uint32_t first_candidate(ContestId contest) const {
    return first_candidate_[contest.index()];
  }
  std::size_t n_candidates() const { return slates_of_.size(); }

  /// Tells what a key speaks of: faction, district, region, universe and tags of universes and
  /// districts are of universes; candidate and tags of candidates are of candidates; contest and
  /// slate are their own. A name that is a tag of both is a universe's. Nothing where there is no
  /// such key.
  std::optional<KeyKind> kind_of(std::string_view key) const;
  bool is_of_universes(std::string_view key) const { return kind_of(key) == KeyKind::universe; }
  /// Whether a key tells candidates of one contest apart.
  bool is_of_candidates(std::string_view key) const {
    const auto kind = kind_of(key);
    return kind == KeyKind::candidate || kind == KeyKind::slate;
  }
  /// The tags of universes and of districts, each with its values.
  using TagValues = std::map<std::string, std::set<std::string>, std::less<>>;
  const TagValues& universe_tags() const { return universe_tags_; }
  const TagValues& district_tags() const { return district_tags_; }

  /// All keys that `by` and `where` know, for suggestions.
  std::vector<std::string> known_keys() const;
  /// The values a key can have, in alphabetical order; `candidate` and `universe` also by their
  /// full names, after the short ones.
  std::vector<std::string> values_of(std::string_view key) const;
  /// Full names, in alphabetical order: `contest/candidate`, `district/universe`.
  std::vector<std::string> candidate_names() const;
  std::vector<std::string> universe_names() const;

  /// Whether all things of a kind could be read; else one that is not here may well exist.
  struct Complete {
    bool factions = true;
    bool districts = true;
    bool universes = true;
    bool contests = true;  ///< with their candidates
    bool slates = true;
    bool totals = true;
  };
  const Complete& has_all() const { return has_all_; }
  /// Whether a value of that key (or a total) that is not known may exist all the same.
  bool may_exist(std::string_view key) const;

 private:
  using Places = std::unordered_map<std::string, std::uint32_t>;

  template <class IdType>
  static IdType find(const Places& places, const std::string& name) {
    const auto found = places.find(name);
    return found == places.end() ? IdType() : IdType(found->second);
  }
  void add_contests();
  void add_slates();
  void add_places();
  void note_what_is_missing();

  const scenario::Scenario& scenario_;
  Places districts_;
  Places factions_;
  Places contests_;
  Places slates_;
  Places events_;
  Places shocks_;
  Places candidates_;
  Places total_names_;
  TagValues universe_tags_;
  TagValues district_tags_;
  TagValues candidate_tags_;
  std::vector<DistrictId> district_of_;
  std::vector<std::vector<UniverseId>> universes_of_;
  std::vector<PlacedUniverse> placed_;
  std::vector<std::vector<SlateId>> slates_of_;
  std::vector<std::uint32_t> first_candidate_;
  Complete has_all_;
};

/// Whether a contest is voted on in a district.
bool votes_in(const scenario::Contest& contest, const std::string& district);

}  // namespace hustings
