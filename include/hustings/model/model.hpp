#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hustings/core/progress.hpp"
#include "hustings/model/campaign.hpp"
#include "hustings/model/count_plan.hpp"
#include "hustings/model/event_program.hpp"
#include "hustings/model/ids.hpp"
#include "hustings/model/night_plan.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

struct ModelCandidate {
  std::string id;
  std::string name;
  ContestId contest;
  std::string label;  ///< `contest/candidate`
  bool incumbent = false;
  bool withdrawn = false;  ///< of what-ifs: keeps the slot, but is on no ballot
  std::optional<double>
      written_share;  ///< as written, weighted by expected votes; where shares are
};

struct ModelContest {
  std::string id;
  std::string name;
  std::uint32_t first_candidate = 0;
  std::uint32_t n_candidates = 0;
  std::vector<DistrictId> districts;
  double registered = 0;
  std::vector<std::uint64_t> lot_names;   ///< per candidate: who draws most wins an exact tie
  std::vector<std::uint32_t> standing{};  ///< slots of those who can be voted for, in order
  CountPlan count;                        ///< over those standing
  std::optional<scenario::Recount> recount;
  double rolloff = 0;  ///< expected share of those who come that leave it blank

  CandidateId candidate(std::size_t slot) const { return CandidateId(first_candidate + slot); }
  /// Whether one candidate stands alone, who wins every election.
  bool is_unopposed() const { return standing.size() == 1; }
};

struct ModelDistrict {
  std::string id;
  std::string name;
  std::string region;
  double registered = 0;
};

struct ModelUniverse {
  std::string label;     ///< `district/universe`
  std::string universe;  ///< the short name
  DistrictId district;
  FactionId faction;
  double registered = 0;
  double turnout_mean = 0;   ///< expected, share; of universes in a contest
  scenario::Tags tags = {};  ///< its own and its district's, among them `region`
};

struct ModelFaction {
  std::string id;
  std::string name;
};

struct ModelSlate {
  std::string id;
  std::string name;
  std::vector<CandidateId> members;
};

/// A sum of delegates over contests.
struct ModelTotal {
  std::string id;
  std::string name;
  std::uint32_t first_name = 0;  ///< into Model::total_names
  std::uint32_t n_names = 0;
  std::uint32_t majority = 0;
  std::uint32_t seats = 0;  ///< delegates of all contests it adds up

  TotalNameId name_at(std::size_t place) const { return TotalNameId(first_name + place); }
};

/// One name of a total, with the candidates whose delegates it adds up.
struct ModelTotalName {
  std::string name;
  TotalId total;
  std::vector<CandidateId> members;
};

/// A candidate's own noise in one universe.
struct OwnPlace {
  ContestId contest;           ///< unset = none
  std::uint32_t universe = 0;  ///< its place in the contest's plan
  std::uint32_t slot = 0;

  friend auto operator<=>(const OwnPlace&, const OwnPlace&) = default;
};

/// One factor of an effect, for the record of draws.
struct ModelFactor {
  std::string level;  ///< e.g. `D-1/ana`, `north`; empty for everybody
  DrawAddress address;
  std::vector<DrawAddress> scale;  ///< normals of its t scale; empty = normal tails
  OwnPlace own = {};  ///< whose noise it is: a mixture of the draws there (UniverseSupport)
  double mean = 0;    ///< as carried, in its sds: stands in the centres already
  std::vector<std::string> values = {};  ///< per key of the effect's `by`, of effects that carry
};

struct ModelEffect {
  std::string id;
  std::string name;
  int df = 0;  ///< of its t scale; 0 = normal
  std::vector<ModelFactor> factors;
};

struct ModelEvent {
  std::string name;
  std::string text;
  EventProgram program;
};

/// When a run may stop early: the event's standard error is at most the stated one.
struct StopRule {
  double standard_error = 0;
  std::string text;
  EventProgram program;
};

/// The scenario made ready to simulate: names are ids, moments are solved, arrays are laid out.
///
/// Immutable once built; shared by all threads.
struct Model {
  std::string title;  ///< with its notices: title_notices.hpp
  std::uint64_t seed = 1;
  std::uint64_t elections = 0;  ///< at most, where there is a stop rule
  std::optional<StopRule> until;
  std::uint64_t n_draws = 0;
  int histogram_bins = 500;
  bool keeps_votes = false;
  ById<FactionId, ModelFaction> factions;
  ById<ContestId, ModelContest> contests;
  ById<CandidateId, ModelCandidate> candidates;
  ById<DistrictId, ModelDistrict> districts;
  ById<UniverseId, ModelUniverse> universes;
  ById<SlateId, ModelSlate> slates;
  ById<TotalId, ModelTotal> totals;
  ById<TotalNameId, ModelTotalName> total_names;
  ById<EffectId, ModelEffect> effects;
  ById<EventId, ModelEvent> events;
  std::vector<ModelProgramme> programmes;
  ById<ShockId, ModelShock> shocks;               ///< as the scenario has them
  std::vector<std::string> assumptions;           ///< defaults that were used, in words
  std::vector<std::string> campaign_assumptions;  ///< defaults of the laws of programmes
  DrawKey lots_key;
  NightPlan night;
};

/// Builds the model: checks across fields, solves moments, lays out arrays.
///
/// Every fault goes to `problems`; the model is only to be used when it holds no error afterwards.
/// Source: docs/method.md, "What the user writes is the marginal".
Model build_model(const scenario::Scenario& scenario, Problems& problems);

/// A what-if: the model with some inputs changed, on the same draws.
struct World {
  std::string name;
  Model model;
};

/// A scenario's model and those of its what-ifs, in the order of the scenario.
struct Worlds {
  Model base;
  std::vector<World> what_ifs;
};

/// Builds a scenario's model, and what-ifs of it one by one. These keep the base's centres and the
/// noise of its universes but for what they change; candidates keep their slots, and so their
/// draws.
///
/// The scenario must outlive it. Source: docs/method.md, "What-ifs".
class WorldBuilder {
 public:
  /// Faults go to `problems`, as of build_model; the builder is only to be used when they hold
  /// none.
  WorldBuilder(const scenario::Scenario& scenario, Problems& problems);
  ~WorldBuilder();
  WorldBuilder(const WorldBuilder&) = delete;
  WorldBuilder& operator=(const WorldBuilder&) = delete;

  const Model& base() const { return base_; }
  Model take_base() && { return std::move(base_); }
  /// Checks a what-if without building it; its faults go to `problems`.
  void check(const scenario::WhatIf& what_if, Problems& problems) const;
  /// Builds a what-if; its faults go to `problems`.
  Model build(const scenario::WhatIf& what_if, Problems& problems) const;
  /// The scenario as a what-if leaves it, of which names are looked up; faults as of build.
  scenario::Scenario changed(const scenario::WhatIf& what_if, Problems& problems) const;

 private:
  const scenario::Scenario& scenario_;
  Model base_;
  std::unique_ptr<const struct Solution> solution_;
};

/// Builds a scenario with its own what-ifs; the observer is told of every world. Faults go to
/// `problems`, as of build_model.
Worlds build_worlds(const scenario::Scenario& scenario, Problems& problems,
                    const Observer& observer = {});

}  // namespace hustings
