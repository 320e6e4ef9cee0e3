#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hustings/model/model.hpp"
#include "hustings/model/title_notices.hpp"
#include "hustings/random/name.hpp"
#include "model/campaign/campaign_words.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "model/campaign/touches.hpp"
#include "model/campaign/written.hpp"
#include "model/check/scenario.hpp"
#include "model/events.hpp"
#include "model/index.hpp"
#include "model/matching.hpp"
#include "model/solve/count_plans.hpp"
#include "model/solve/effects.hpp"
#include "model/solve/layout.hpp"
#include "model/solve/own_noise.hpp"
#include "model/solve/solution.hpp"
#include "model/solve/solve_turnouts.hpp"
#include "model/solve/what_if.hpp"

namespace hustings {
namespace {

const std::string& name_or_id(const std::string& name, const std::string& id) {
  return name.empty() ? id : name;
}

/// Tags of a universe and of its district; its own where both have a key.
scenario::Tags all_tags(const scenario::Universe& universe, const scenario::District& district) {
  scenario::Tags tags = universe.tags;
  tags.insert(district.tags.begin(), district.tags.end());
  if (!district.region.empty()) tags.emplace("region", district.region);
  return tags;
}

/// The assembly of a Model from a scenario whose names have been checked.
///
/// Ids are positions in the scenario's lists, but within a contest universes stand in the order of
/// their names, district by district, part by part: votes are added in that order. With a Solution
/// given (a what-if) nothing is solved; turnouts and supports are taken as they are. Steps that
/// later ones need come first: moments before places, counting rules before totals.
class ModelBuilder {
 public:
  /// With `given` centres and noise are taken as they were solved before.
  ModelBuilder(const scenario::Scenario& scenario, const Solution* given, Problems& problems)
      : in_(scenario),
        index_(scenario),
        given_(given),
        problems_(problems),
        universes_of_contest_(contest_universes(index_)) {
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      parts_.push_back(divide_contest(index_, ContestId(c), universes_of_contest_[c]));
    }
  }

  Model build() {
    model_.title = in_.title;
    const auto add_notice = [&](const std::string& notice) {
      model_.title += (model_.title.empty() ? "" : " ") + notice;
    };
    if (!in_.sensitive_targets.empty()) {
      add_notice(std::string(kSensitive) + in_.sensitive_targets + ")");
    }
    if (in_.illustration) add_notice(std::string(kInvented));
    model_.seed = in_.seed;
    model_.elections = in_.elections;
    model_.n_draws = in_.output.draws;
    model_.histogram_bins = in_.output.histogram_bins;
    model_.keeps_votes = in_.output.votes;
    for (const scenario::Faction& faction : in_.factions) {
      model_.factions.push_back({faction.id, name_or_id(faction.name, faction.id)});
    }
    model_.lots_key = draw_key(in_.seed, Purpose::lots);
    const Effects effects = expand_effects(index_, universes_of_contest_);
    if (given_ == nullptr) report_unmatched(effects);
    const Turnouts turnouts =
        given_ != nullptr ? given_->turnouts
                          : solve_turnouts(index_, effects, universes_of_contest_, problems_);
    add_rolloffs(effects);
    if (problems_.has_errors()) return std::move(model_);
    add_places(turnouts);
    add_contests();
    add_expected_rolloffs();
    add_slates();
    add_effects(effects);
    add_events();
    add_programmes(effects, turnouts);
    if (problems_.has_errors()) return std::move(model_);
    lay_out_night(effects, turnouts);
    add_totals();
    check_addresses(effects);
    add_assumptions(turnouts);
    solution_.turnouts = turnouts;
    solution_.universes = universes_of_contest_;
    return std::move(model_);
  }

  /// What was solved on the way, for what-ifs of this model.
  Solution solution() && { return std::move(solution_); }

 private:
  /// Refuses rows of what was carried that belong to nothing, each with the level nearest to it.
  void report_unmatched(const Effects& effects) {
    for (const auto& [id, row] : effects.unmatched) {
      std::vector<std::string> known;
      for (const EffectFactor& factor : effects.factors) {
        if (in_.effects[factor.effect.index()].id == id && !factor.is_copy) {
          known.push_back(listed(factor.values, factor.values.size()));
        }
      }
      const std::string level = listed(row->level, row->level.size());
      problems_.error(row->source, "effect '" + id + "' moves nothing of '" + level + "'",
                      did_you_mean(level, known));
    }
  }

  void add_rolloffs(const Effects& effects) {
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      const ContestId id(c);
      solution_.rolloffs.push_back(
          given_ != nullptr
              ? given_->rolloffs_in_order(id, universes_of_contest_[c])
              : solve_rolloffs(index_, id, effects, universes_of_contest_[c], problems_));
    }
  }

  void add_places(const Turnouts& turnouts) {
    for (const scenario::District& district : in_.districts) {
      model_.districts.push_back(
          {district.id, name_or_id(district.name, district.id), district.region, 0});
    }
    for (std::size_t i = 0; i < in_.universes.size(); ++i) {
      const scenario::Universe& universe = in_.universes[i];
      const DistrictId district = index_.district_of(UniverseId(i));
      const auto registered = static_cast<double>(universe.registered);
      model_.universes.push_back({universe_name(universe), universe.universe, district,
                                  index_.faction(universe.faction), registered, turnouts.mean[i],
                                  all_tags(universe, in_.districts[district.index()])});
      model_.districts[district].registered += registered;
    }
  }

  void add_contests() {
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      const scenario::Contest& from = in_.contests[c];
      const ContestId id(c);
      ModelContest contest{from.id,
                           name_or_id(from.name, from.id),
                           index_.first_candidate(id),
                           static_cast<std::uint32_t>(from.candidates.size()),
                           index_.districts_of(id),
                           0,
                           {},
                           {},
                           {},
                           from.recount};
      for (const UniverseId universe : universes_of_contest_[c]) {
        contest.registered += model_.universes[universe].registered;
      }
      for (std::size_t k = 0; k < from.candidates.size(); ++k) {
        const scenario::Candidate& candidate = from.candidates[k];
        contest.lot_names.push_back(name_hash({"lot", from.id, std::to_string(k)}));
        if (!candidate.withdrawn) contest.standing.push_back(static_cast<std::uint32_t>(k));
        const auto incumbent = candidate.tags.find("incumbent");
        model_.candidates.push_back(
            {candidate.id, name_or_id(candidate.name, candidate.id), id,
             from.id + "/" + candidate.id,
             incumbent != candidate.tags.end() && incumbent->second == "true", candidate.withdrawn,
             std::nullopt});
      }
      if (contest.is_unopposed()) contest.recount.reset();
      model_.contests.push_back(std::move(contest));
    }
  }

  void add_slates() {
    for (const scenario::Slate& from : in_.slates) {
      ModelSlate slate{from.id, name_or_id(from.name, from.id), {}};
      for (const std::string& member : from.members) {
        slate.members.push_back(index_.candidate(member));
      }
      model_.slates.push_back(std::move(slate));
    }
  }

  /// Needs the counting rules of the contests.
  void add_totals() {
    for (const scenario::Total& from : in_.totals) {
      ModelTotal total{from.id,
                       name_or_id(from.name, from.id),
                       static_cast<std::uint32_t>(model_.total_names.size()),
                       static_cast<std::uint32_t>(from.candidates.size()),
                       0,
                       0};
      std::set<ContestId> contests;
      for (const scenario::TotalCandidate& candidate : from.candidates) {
        ModelTotalName name{candidate.name, TotalId(model_.totals.size()), {}};
        for (const std::string& member : candidate.members) {
          name.members.push_back(index_.candidate(member));
          contests.insert(model_.candidates[name.members.back()].contest);
        }
        model_.total_names.push_back(std::move(name));
      }
      for (const ContestId contest : contests) {
        total.seats += n_delegates(model_.contests[contest].count);
      }
      const std::uint32_t more_than_half = total.seats / 2 + 1;
      total.majority = from.majority ? static_cast<std::uint32_t>(*from.majority) : more_than_half;
      model_.totals.push_back(std::move(total));
    }
  }

  void add_effects(const Effects& effects) {
    for (const scenario::Effect& from : in_.effects) {
      model_.effects.push_back(
          {from.id, name_or_id(from.name, from.id), from.tails ? from.tails->df : 0, {}});
    }
    const DrawKey key = draw_key(in_.seed, Purpose::first_choices);
    const std::vector<OwnPlace> places = own_places(effects, model_.contests);
    for (std::size_t f = 0; f < effects.factors.size(); ++f) {
      const EffectFactor& factor = effects.factors[FactorId(f)];
      if (factor.is_copy) continue;
      ModelFactor made{factor.level, draw_address(key, factor.name), {}, places[f], factor.mean,
                       factor.values};
      if (factor.scale) {
        for (const std::uint64_t name : effects.scales[factor.scale].names) {
          made.scale.push_back(draw_address(key, name));
        }
      }
      model_.effects[factor.effect].factors.push_back(std::move(made));
    }
  }

  /// Whose own noise each factor is, of candidates.
  static std::vector<OwnPlace> own_places(const Effects& effects,
                                          const ById<ContestId, ModelContest>& contests) {
    std::vector<OwnPlace> places(effects.factors.size());
    for (std::size_t c = 0; c < effects.support.size(); ++c) {
      const std::size_t width = contests[ContestId(c)].n_candidates;
      for (std::size_t at = 0; at < effects.support[c].size(); ++at) {
        const EffectTerms& terms = effects.support[c][at];
        if (const auto own = own_term(terms, effects)) {
          places[terms[*own].factor.index()] = {ContestId(c),
                                                static_cast<std::uint32_t>(at / width),
                                                static_cast<std::uint32_t>(at % width)};
        }
      }
    }
    return places;
  }

  void add_events() {
    for (const scenario::EventDefinition& from : in_.events) {
      model_.events.push_back({from.name, from.text, compiled(from)});
    }
    if (in_.until) {
      const scenario::EventDefinition& of = in_.until->of;
      model_.until = StopRule{in_.until->standard_error, of.text, compiled(of)};
    }
  }

  EventProgram compiled(const scenario::EventDefinition& from) {
    EventProgram program = compile_event(index_, from.event, universes_of_contest_);
    for (const EventStep& step : program.steps) {
      reads_universes_ |= std::ranges::any_of(step.numbers, [](const EventNumber& number) {
        return number.kind == EventNumber::Kind::universes_turnout;
      });
    }
    return program;
  }

  /// Solves what programmes do; their lifts' draws are listed after the effects. A what-if takes
  /// the written shares of the base.
  void add_programmes(const Effects& effects, const Turnouts& turnouts) {
    if (in_.programmes.empty() && in_.shocks.empty()) return;
    model_.programmes =
        campaign::solve_programmes(index_, {&universes_of_contest_, &turnouts.mean}, problems_);
    solution_.written_of_programme =
        given_ != nullptr ? given_->written_of_programme
                          : campaign::written_of_supporters(index_, effects, universes_of_contest_);
    if (given_ == nullptr) {
      campaign::warn_of_idle_supporters(index_, model_.programmes, solution_.written_of_programme,
                                        problems_);
      campaign::warn_of_little(in_, model_.programmes, problems_);
    }
    solution_.messages =
        given_ != nullptr ? given_->messages : campaign::choose_messages(in_, problems_);
    campaign::add_factors(in_, solution_.messages, model_.programmes);
    touches_ = campaign::plan_touches(index_, model_.programmes,
                                      {&universes_of_contest_, &turnouts.mean,
                                       &solution_.written_of_programme, &solution_.messages});
    const auto shocks = campaign::solve_shocks(index_, universes_of_contest_, problems_);
    touches_->shocks = campaign::plan_shocks(index_, shocks);
    if (given_ == nullptr) campaign::warn_of_idle_withdrawals(index_, shocks, problems_);
    for (const ModelShock& shock : shocks) model_.shocks.push_back(shock);
    for (ModelEffect& effect : campaign::lift_effects(in_, *touches_)) {
      model_.effects.push_back(std::move(effect));
    }
    const auto used = campaign::assumptions_of(in_, solution_.messages);
    model_.assumptions.insert(model_.assumptions.end(), used.begin(), used.end());
    model_.campaign_assumptions = campaign::law_assumptions_of(in_);
  }

  void lay_out_night(const Effects& effects, const Turnouts& turnouts) {
    LayoutInput input;
    input.touches = touches_ ? &*touches_ : nullptr;
    input.repeat = in_.defaults.repeat;
    input.effects = &effects;
    input.universes_of_contest = universes_of_contest_;
    input.turnout = turnouts.predictors;
    for (const ModelUniverse& universe : model_.universes) {
      input.district_of.push_back(universe.district);
      input.registered.push_back(universe.registered);
    }
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      Supports supports = given_ != nullptr
                              ? given_->supports_in_order(ContestId(c), universes_of_contest_[c])
                              : solve_supports(index_, ContestId(c), effects,
                                               universes_of_contest_[c], expected_votes(c));
      for (std::size_t k = 0; k < supports.written.size(); ++k) {
        model_.candidates[model_.contests[ContestId(c)].candidate(k)].written_share =
            supports.written[k];
      }
      model_.contests[ContestId(c)].count =
          compile_count({&index_, ContestId(c), &universes_of_contest_[c], &parts_[c],
                         &supports.predictors, &model_.contests[ContestId(c)].standing, in_.seed});
      solution_.supports.push_back(supports);
      input.support.push_back(std::move(supports.predictors));
      input.rolloff.push_back(solution_.rolloffs[c].predictors);
      input.part_of.push_back(parts_[c].part_of);
    }
    model_.night = lay_out(input, in_.seed);
    model_.night.keep_universes |= reads_universes_;
  }

  /// Says which share of those who come leaves each contest blank, as solved.
  void add_expected_rolloffs() {
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      if (solution_.rolloffs[c].mean.empty()) continue;
      double came = 0;
      double voted = 0;
      for (const UniverseId universe : universes_of_contest_[c]) {
        came += model_.universes[universe].registered * model_.universes[universe].turnout_mean;
      }
      for (const double votes : expected_votes(c)) voted += votes;
      model_.contests[ContestId(c)].rolloff = came > 0 ? std::max(1 - voted / came, 0.0) : 0;
    }
  }

  /// Votes that a contest may expect, per universe of the scenario; 0 elsewhere.
  std::vector<double> expected_votes(std::size_t contest) const {
    std::vector<double> votes(model_.universes.size());
    for (std::size_t i = 0; i < universes_of_contest_[contest].size(); ++i) {
      const ModelUniverse& universe = model_.universes[universes_of_contest_[contest][i]];
      votes[universes_of_contest_[contest][i].index()] =
          universe.registered * universe.turnout_mean * solution_.rolloffs[contest].kept(i);
    }
    return votes;
  }

  /// Different names must have different addresses, or two draws would be one.
  void check_addresses(const Effects& effects) {
    std::vector<std::uint64_t> names;
    for (const EffectFactor& factor : effects.factors) {
      if (!factor.is_copy) names.push_back(factor.name);
    }
    for (const EffectScale& scale : effects.scales) {
      names.insert(names.end(), scale.names.begin(), scale.names.end());
    }
    for (const scenario::Universe& universe : in_.universes) {
      names.push_back(name_hash({"turnout", universe.district, universe.universe}));
    }
    if (touches_) {
      const auto more = campaign::draw_names(*touches_);
      names.insert(names.end(), more.begin(), more.end());
    }
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      const auto more = count_names(index_, ContestId(c));
      names.insert(names.end(), more.begin(), more.end());
      for (const Predictor& rolloff : solution_.rolloffs[c].predictors) {
        if (rolloff.own_sd > 0) names.push_back(rolloff.own_name);
      }
    }
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end()) {
      problems_.error(in_.source, "two draws of this scenario have the same address by chance",
                      "rename an effect or a universe");
    }
  }

  void add_assumptions(const Turnouts& turnouts) {
    if (turnouts.n_default_sd > 0) {
      model_.assumptions.push_back(fmt::format(
          "turnout of {} universes is given as a mean alone: their own noise is the default, "
          "sd {:g} in log-odds",
          turnouts.n_default_sd, in_.defaults.turnout_cell_sd));
    }
    const auto has_rolloff = [](const Rolloffs& rolloffs) { return !rolloffs.mean.empty(); };
    if (!std::ranges::any_of(solution_.rolloffs, has_rolloff)) return;
    std::vector<std::string> without;
    for (std::size_t c = 0; c < in_.contests.size(); ++c) {
      if (!has_rolloff(solution_.rolloffs[c])) without.push_back(in_.contests[c].id);
    }
    if (without.empty()) return;
    model_.assumptions.push_back("everybody who comes votes in " + listed(without, 5) +
                                 ": no roll-off is given");
  }

  const scenario::Scenario& in_;
  ScenarioIndex index_;
  const Solution* given_;
  Problems& problems_;
  std::vector<std::vector<UniverseId>> universes_of_contest_;
  std::vector<ContestParts> parts_;
  Model model_;
  Solution solution_;
  bool reads_universes_ = false;
  std::optional<campaign::Touches> touches_;  ///< none without programmes and shocks
};

}  // namespace

Model build_model(const scenario::Scenario& scenario, Problems& problems) {
  check_scenario(scenario, problems);
  if (problems.has_errors()) return {};
  return ModelBuilder(scenario, nullptr, problems).build();
}

WorldBuilder::WorldBuilder(const scenario::Scenario& scenario, Problems& problems)
    : scenario_(scenario) {
  check_scenario(scenario, problems);
  if (problems.has_errors()) return;
  ModelBuilder builder(scenario, nullptr, problems);
  base_ = builder.build();
  solution_ = std::make_unique<const Solution>(std::move(builder).solution());
}

WorldBuilder::~WorldBuilder() = default;

void WorldBuilder::check(const scenario::WhatIf& what_if, Problems& problems) const {
  change_world(scenario_, *solution_, what_if, problems);
}

Model WorldBuilder::build(const scenario::WhatIf& what_if, Problems& problems) const {
  const std::size_t n_errors = problems.n_errors();
  const ChangedWorld changed = change_world(scenario_, *solution_, what_if, problems);
  if (problems.n_errors() > n_errors) return {};
  return ModelBuilder(changed.scenario, &changed.solution, problems).build();
}

scenario::Scenario WorldBuilder::changed(const scenario::WhatIf& what_if,
                                         Problems& problems) const {
  return change_world(scenario_, *solution_, what_if, problems).scenario;
}

Worlds build_worlds(const scenario::Scenario& scenario, Problems& problems,
                    const Observer& observer) {
  Worlds worlds;
  WorldBuilder builder(scenario, problems);
  if (problems.has_errors()) return worlds;
  Progress progress{.done = 1, .of = 1 + scenario.what_ifs.size(), .what = "worlds"};
  for (const scenario::WhatIf& what_if : scenario.what_ifs) {
    if (!tell(observer, progress)) break;
    worlds.what_ifs.push_back({what_if.name, builder.build(what_if, problems)});
    ++progress.done;
  }
  worlds.base = std::move(builder).take_base();
  return worlds;
}

}  // namespace hustings
