#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"

namespace hustings {

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

struct SlateLabel {
  std::string id;
  std::vector<std::uint32_t> members;  ///< candidates

  friend bool operator==(const SlateLabel&, const SlateLabel&) = default;
};

struct TotalLabel {
  std::string id;
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

struct EventLabel {
  std::string name;
  std::string text;

  friend bool operator==(const EventLabel&, const EventLabel&) = default;
};

/// The names that a run's numbers belong to: with the Tally, all that a summary is computed from.
/// What the results file stores and a reader of it gets back.
struct Labels {
  std::string title;
  std::uint64_t seed = 0;
  std::vector<std::string> factions;
  std::vector<ContestLabel> contests;
  std::vector<CandidateLabel> candidates;  ///< contest by contest
  std::vector<DistrictLabel> districts;
  std::vector<UniverseLabel> universes;
  std::vector<SlateLabel> slates;
  std::vector<TotalLabel> totals;
  std::vector<TotalNameLabel> total_names;  ///< total by total
  std::vector<EventLabel> events;
  std::vector<std::string> assumptions;

  friend bool operator==(const Labels&, const Labels&) = default;
};

Labels labels_of(const Model& model);

/// `contest/candidate`.
std::string candidate_label(const Labels& labels, std::size_t candidate);

/// `total/name`.
std::string total_name_label(const Labels& labels, std::size_t name);

}  // namespace hustings
