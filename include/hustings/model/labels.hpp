#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"

namespace hustings {

/// What the numbers of a run are about, one of each for every item of it.
enum class Axis : std::uint8_t {
  contest,
  candidate,  ///< contest by contest
  district,
  universe,
  slate,
  event,
  total,
  total_name,      ///< total by total
  final_pair,      ///< every pair of candidates of each contest that is counted in rounds
  transfer_group,  ///< of each contest that is counted by ranked choice
  shock
};
inline constexpr std::size_t kAxes = 11;

struct CandidateLabel {
  std::string id;
  std::string name;
  std::uint32_t contest = 0;
  bool incumbent = false;
  std::optional<double> written_share;
  bool withdrawn = false;  ///< of what-ifs: has dropped out

  friend bool operator==(const CandidateLabel&, const CandidateLabel&) = default;
};

struct ContestLabel {
  std::string id;
  std::string name;
  std::uint32_t first_candidate = 0;
  std::uint32_t n_candidates = 0;
  double registered = 0;
  std::string rule = "plurality";  ///< the counting rule, by its key in the scenario
  std::uint32_t seats = 1;         ///< how many win
  std::uint32_t n_rounds = 0;      ///< most rounds; 0 = not counted in rounds
  bool recounts = false;           ///< whether recounts are counted
  std::uint32_t delegates = 0;     ///< how many it awards; 0 = its rule awards none
  bool has_margin = true;          ///< false: asked of stored elections, which do not hold it
  double rolloff = 0;           ///< expected share of those who come that leave the contest blank
  bool has_programmes = false;  ///< whether programmes reach its voters

  friend bool operator==(const ContestLabel&, const ContestLabel&) = default;
};

struct DistrictLabel {
  std::string id;
  std::string name;
  std::string region;
  double registered = 0;

  friend bool operator==(const DistrictLabel&, const DistrictLabel&) = default;
};

struct UniverseLabel {
  std::string id;  ///< `district/universe`
  std::uint32_t district = 0;
  std::uint32_t faction = 0;
  double registered = 0;

  friend bool operator==(const UniverseLabel&, const UniverseLabel&) = default;
};

struct FactionLabel {
  std::string id;
  std::string name;

  friend bool operator==(const FactionLabel&, const FactionLabel&) = default;
};

struct SlateLabel {
  std::string id;
  std::string name;
  std::vector<std::uint32_t> members;  ///< candidates

  friend bool operator==(const SlateLabel&, const SlateLabel&) = default;
};

struct TotalLabel {
  std::string id;
  std::string name;
  std::uint32_t majority = 0;  ///< delegates that are enough
  std::uint32_t seats = 0;     ///< delegates of its contests

  friend bool operator==(const TotalLabel&, const TotalLabel&) = default;
};

/// One name of a total.
struct TotalNameLabel {
  std::string name;
  std::uint32_t total = 0;

  friend bool operator==(const TotalNameLabel&, const TotalNameLabel&) = default;
};

/// Voters of a ranked-choice contest whose later choices follow one law.
struct TransferGroupLabel {
  std::string name;  ///< of the value of the key that divides the contest; `all` where none does
  std::uint32_t contest = 0;

  friend bool operator==(const TransferGroupLabel&, const TransferGroupLabel&) = default;
};

/// A shared error; its factors are named by the id.
struct EffectLabel {
  std::string id;
  std::string name;

  friend bool operator==(const EffectLabel&, const EffectLabel&) = default;
};

struct EventLabel {
  std::string name;
  std::string text;

  friend bool operator==(const EventLabel&, const EventLabel&) = default;
};

/// Something that may befall a campaign.
struct ShockLabel {
  std::string id;

  friend bool operator==(const ShockLabel&, const ShockLabel&) = default;
};

/// The names that a run's numbers belong to: with the Tally, all that a summary is computed from.
/// What the results file stores and a reader of it gets back.
struct Labels {
  std::string title;
  std::uint64_t seed = 0;
  std::vector<FactionLabel> factions;
  std::vector<ContestLabel> contests;
  std::vector<CandidateLabel> candidates;  ///< contest by contest
  std::vector<DistrictLabel> districts;
  std::vector<UniverseLabel> universes;
  std::vector<SlateLabel> slates;
  std::vector<TotalLabel> totals;
  std::vector<TotalNameLabel> total_names;          ///< total by total
  std::vector<TransferGroupLabel> transfer_groups;  ///< contest by contest
  std::vector<EffectLabel> effects;
  std::vector<EventLabel> events;
  std::vector<ShockLabel> shocks;
  std::vector<std::string> assumptions;
  std::vector<std::string> campaign_assumptions;  ///< no part of the digest

  friend bool operator==(const Labels&, const Labels&) = default;
};

Labels labels_of(const Model& model);

/// All that was assumed, in words.
std::vector<std::string> all_assumptions(const Labels& labels);

/// Two candidates, by their places in Labels::candidates, of one contest.
struct FinalPairLabel {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  friend bool operator==(const FinalPairLabel&, const FinalPairLabel&) = default;
};

/// The items of Axis::final_pair.
std::vector<FinalPairLabel> final_pairs(const Labels& labels);

/// How many items an axis has.
std::size_t n_items(const Labels& labels, Axis axis);
/// The contest that an item belongs to; none for districts and what joins contests.
std::optional<std::uint32_t> contest_of(const Labels& labels, Axis axis, std::size_t item);

/// Which item of a base each item of a world is, by name: contests, candidates
/// (`contest/candidate`), districts, universes, slates with the same members, events, totals and
/// their names (`total/name`), shocks, transfer groups (`contest/group`), final pairs whichever of
/// the two stands first.
class Links {
 public:
  Links(const Labels& base, const Labels& world);

  /// The base's item; none where it has no such thing.
  std::optional<std::size_t> operator()(Axis axis, std::size_t item) const {
    const std::uint32_t linked = of_[static_cast<std::size_t>(axis)][item];
    return linked == kNone ? std::nullopt : std::optional<std::size_t>(linked);
  }
  std::size_t n(Axis axis) const { return of_[static_cast<std::size_t>(axis)].size(); }

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

  std::array<std::vector<std::uint32_t>, kAxes> of_;  ///< per axis, by the world's items
};

/// `contest/candidate`.
std::string candidate_label(const Labels& labels, std::size_t candidate);
/// What people call a candidate: the name with the contest behind it, `Ana Diaz (Mayor)`; without
/// a name as candidate_label.
std::string candidate_called(const Labels& labels, std::size_t candidate);

/// The members of a slate: `contest/candidate, contest/candidate`.
std::string members_text(const Labels& labels, std::size_t slate);

/// What people call each item of an axis: `contest/candidate`, `district/universe`, `total/name`,
/// `contest/group`; two candidates as `a and b`; others by their id or name.
std::vector<std::string> item_labels(const Labels& labels, Axis axis);

/// A factor, named `effect` or `effect: level`, with the effect's name in place of its id.
std::string factor_label(const Labels& labels, const std::string& factor);

/// `total/name`.
std::string total_name_label(const Labels& labels, std::size_t name);

/// `contest/group`.
std::string transfer_group_label(const Labels& labels, std::size_t group);

}  // namespace hustings
