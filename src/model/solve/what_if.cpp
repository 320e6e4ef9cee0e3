#include "model/solve/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/thousands.hpp"
#include "model/check/checking.hpp"
#include "model/levels.hpp"
#include "model/matching.hpp"
#include "model/solve/logit_shares.hpp"
#include "model/solve/what_if_campaign.hpp"
#include "model/solve/what_if_support.hpp"
#include "model/support_lookup.hpp"
#include "random/math.hpp"

namespace hustings {
namespace {

using scenario::Change;
using scenario::Contest;
using scenario::Operation;
using scenario::Part;
using scenario::Scenario;

/// The making of changes, one by one, in a copy of the scenario and of its solution.
///
/// Every change sees what those before it left. Names and factors are resolved in the base, whose
/// draws and noise stay; a faulty change is reported and passed over, and the world then not to be
/// used. Source: docs/method.md, "What-ifs".
class WorldChanger {
 public:
  WorldChanger(const Scenario& base, const Solution& solution, Problems& problems)
      : base_(base),
        index_(base),
        world_{base, solution},
        problems_(problems),
        supports_(base, world_.solution) {
    world_.scenario.files.clear();
    world_.scenario.what_ifs.clear();
    world_.scenario.vary.reset();
  }

  ChangedWorld change(const scenario::WhatIf& what_if) {
    const std::size_t n_errors = problems_.n_errors();
    for (const Change& change : what_if.changes) {
      change_ = &change;
      std::visit([this](const auto& kind) { make(kind); }, change.kind);
    }
    if (problems_.n_errors() > n_errors) return std::move(world_);
    check_contests(what_if);
    check_campaign(world_.scenario, what_if, problems_);
    std::vector<double> ballots;
    for (std::size_t i = 0; i < world_.scenario.universes.size(); ++i) {
      ballots.push_back(static_cast<double>(world_.scenario.universes[i].registered) *
                        world_.solution.turnouts.mean[i]);
    }
    supports_.finish(ballots);
    return std::move(world_);
  }

 private:
  Checking checking() { return {world_.scenario, index_, problems_}; }

  /// The universes a change is for; none after an error, which a clause that matches none is.
  std::optional<std::vector<bool>> universes(const scenario::WhereClause& where) {
    if (!check_where(where, change_->source, checking())) return std::nullopt;
    for (const auto& [key, values] : where.keys) {
      if (index_.is_of_universes(key)) continue;
      const auto source = where.sources.find(key);
      problems_.error(source == where.sources.end() ? change_->source : source->second,
                      "universes have no '" + key + "'",
                      "only keys of universes and districts choose where a change is made");
      return std::nullopt;
    }
    std::vector<bool> found(base_.universes.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      found[i] =
          base_.universes[i].registered > 0 && universe_matches(index_, UniverseId(i), where.keys);
    }
    if (std::find(found.begin(), found.end(), true) == found.end()) {
      problems_.error(change_->source, "no universe with registered voters matches `where`");
      return std::nullopt;
    }
    return found;
  }

  Contest* contest(const std::string& id) {
    const ContestId found = index_.contest(id);
    if (found) return &world_.scenario.contests[found.index()];
    problems_.error(change_->contest_source, "there is no contest '" + id + "'",
                    did_you_mean(id, index_.values_of("contest")));
    return nullptr;
  }

  /// Slot of a candidate who stands; nothing after an error.
  std::optional<std::size_t> slot(const Contest& contest, const std::string& id,
                                  const Source& source) {
    std::vector<std::string> known;
    for (std::size_t k = 0; k < contest.candidates.size(); ++k) {
      const scenario::Candidate& candidate = contest.candidates[k];
      if (candidate.id == id && !candidate.withdrawn) return k;
      if (!candidate.withdrawn) known.push_back(candidate.id);
      if (candidate.id != id) continue;
      problems_.error(source,
                      "'" + id + "' has dropped out of contest '" + contest.id + "' before");
      return std::nullopt;
    }
    problems_.error(source, "contest '" + contest.id + "' has no candidate '" + id + "'",
                    did_you_mean(id, known));
    return std::nullopt;
  }

  ContestId id_of(const Contest& contest) const { return index_.contest(contest.id); }

  /// Moves turnout: mu -> mu + x or mu x, with the centre solved anew under the base's noise, or
  /// the centre itself by x log-odds. The sd of the turnout follows from that and is not kept.
  /// Universes of equal (mean, own sd, shared noise) are solved once. Unmoved ones keep their bits.
  void make(const scenario::TurnoutChange& change) {
    const auto wanted = universes(change.where);
    if (!wanted) return;
    const Effects& effects = base_effects();
    Turnouts& turnouts = world_.solution.turnouts;
    std::map<std::tuple<double, double, SharedVariance>, TurnoutCentre> answers;
    Causes causes(true);
    for (std::size_t i = 0; i < wanted->size(); ++i) {
      if (!(*wanted)[i] || turnouts.mean[i] <= 0) continue;  // not a voter of any contest
      Predictor& predictor = turnouts.predictors[i];
      const SharedVariance shared = shared_variance(effects, effects.turnout[i]);
      if (change.operation == Operation::log_scale) {
        predictor.centre += change.value;
        turnouts.mean[i] = turnout_solver_.moments(predictor.centre, predictor.own_sd, shared).mean;
        continue;
      }
      const bool adds = change.operation == Operation::plus;
      const double mean = adds ? turnouts.mean[i] + change.value : turnouts.mean[i] * change.value;
      if (mean == turnouts.mean[i]) continue;  // as it was, to the last bit
      if (mean <= 0 || mean >= 1) {
        causes.add(fmt::format("turnout would be {:.4g}, which is not above 0 and below 1", mean),
                   change_->source, universe_name(base_.universes[i]),
                   mean <= 0 ? "nobody is left to vote with `change: registered`" : "");
        continue;
      }
      const auto [found, is_new] = answers.try_emplace({mean, predictor.own_sd, shared});
      if (is_new) found->second = turnout_solver_.with_mean(mean, predictor.own_sd, shared);
      predictor.centre = found->second.centre;
      turnouts.mean[i] = mean;
    }
    causes.report(problems_, "universe");
  }

  /// Expands the base's effects when they are first needed: few changes need the noise.
  const Effects& base_effects() {
    if (!base_effects_) base_effects_ = expand_effects(index_, world_.solution.universes);
    return *base_effects_;
  }

  /// Moves how many are registered, rounded to whole persons, half up. From 1 to 10 is refused, as
  /// in a scenario: so few are persons.
  void make(const scenario::RegisteredChange& change) {
    const auto wanted = universes(change.where);
    if (!wanted) return;
    Causes causes(true);
    for (std::size_t i = 0; i < wanted->size(); ++i) {
      if (!(*wanted)[i]) continue;
      scenario::Universe& universe = world_.scenario.universes[i];
      const double times = static_cast<double>(universe.registered) * change.times;
      universe.registered = change.set.value_or(static_cast<std::uint64_t>(times + 0.5));
      if (universe.registered > 0 && universe.registered <= scenario::kTooFewVoters) {
        causes.add(fmt::format("{} registered voters would be left: so few are persons",
                               universe.registered),
                   change_->source, universe_name(universe), "0, or 11 and more");
      }
    }
    causes.report(problems_, "universe");
  }

  /// Moves roll-off: omega -> omega + x or omega x, with the centre solved anew under the base's
  /// noise; where nobody left the contest blank there is none. Unmoved universes keep their bits.
  void make(const scenario::RolloffChange& change) {
    const auto wanted = universes(change.where);
    const Contest* of = contest(change.contest);
    if (!wanted || of == nullptr) return;
    const std::size_t c = id_of(*of).index();
    const std::vector<UniverseId>& members = world_.solution.universes[c];
    Rolloffs& rolloffs = world_.solution.rolloffs[c];
    if (rolloffs.mean.empty()) {
      rolloffs.predictors.assign(members.size(), kNobodyRollsOff);
      rolloffs.mean.assign(members.size(), 0);
    }
    Causes causes(true);
    std::size_t n_reached = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!(*wanted)[members[i].index()]) continue;
      if (change.operation == Operation::times && rolloffs.mean[i] == 0) continue;
      ++n_reached;
      move_rolloff(change, {c, i}, rolloffs, causes);
    }
    causes.report(problems_, "universe");
    if (n_reached > 0) return;
    problems_.error(change_->source,
                    "nobody leaves contest '" + change.contest +
                        "' blank in a universe that this "
                        "matches",
                    change.operation == Operation::times ? "`plus` makes some do" : "");
  }

  /// A universe of a contest, by its place there.
  struct InContest {
    std::size_t contest = 0;
    std::size_t place = 0;
  };

  void move_rolloff(const scenario::RolloffChange& change, InContest at, Rolloffs& rolloffs,
                    Causes& causes) {
    const scenario::Universe& universe =
        base_.universes[world_.solution.universes[at.contest][at.place].index()];
    const double was = rolloffs.mean[at.place];
    const double mean =
        change.operation == Operation::plus ? was + change.value : was * change.value;
    if (mean == was) return;  // as it was, to the last bit
    if (mean < 0 || mean >= 1) {
      causes.add(fmt::format("roll-off would be {:.4g}, which is not from 0 to below 1", mean),
                 change_->source, universe_name(universe));
      return;
    }
    Predictor& predictor = rolloffs.predictors[at.place];
    rolloffs.mean[at.place] = mean;
    const SharedVariance shared =
        shared_variance(base_effects(), base_effects().rolloff[at.contest][at.place]);
    predictor.centre = mean == 0 ? kNobodyRollsOff.centre
                                 : turnout_solver_.with_mean(mean, predictor.own_sd, shared).centre;
  }

  /// Moves a candidate's support in the universes chosen where it is on the ballot; one at least
  /// must be.
  void make(const scenario::SupportChange& change) {
    const auto wanted = universes(change.where);
    const Contest* of = contest(change.contest);
    if (!wanted || of == nullptr) return;
    const auto at = slot(*of, change.candidate, change.candidate_source);
    if (!at) return;
    Causes causes(true);
    const std::size_t n_reached =
        change.operation == Operation::plus
            ? supports_.add_share(id_of(*of), *at, *wanted, change.value, change_->source, causes)
            : supports_.add_log_support(id_of(*of), *at, *wanted, change.value);
    causes.report(problems_, "universe");
    if (n_reached == 0) {
      problems_.error(change_->source, "'" + change.candidate +
                                           "' is on the ballot in no universe that this matches");
    }
  }

  /// Parts by slot, -1 for those not named; what is wrong with them is reported.
  std::optional<std::vector<double>> parts_by_slot(const Contest& contest,
                                                   const std::vector<Part>& parts) {
    std::vector<double> by_slot(contest.candidates.size(), -1);
    double sum = 0;
    const Part* rest = nullptr;
    bool good = true;
    for (const Part& part : parts) {
      const auto at = slot(contest, part.candidate, part.source);
      good &= at.has_value();
      if (!at) continue;
      if (!part.share && rest != nullptr) {
        problems_.error(part.source, "`rest` is given twice");
        good = false;
      }
      if (!part.share) rest = &part;
      by_slot[*at] = part.share.value_or(0);
      sum += part.share.value_or(0);
    }
    if (!good) return std::nullopt;
    if (sum > 1 + kShareTolerance) {
      problems_.error(parts.front().source, fmt::format("the parts add up to {:.6g}, not 1", sum));
      return std::nullopt;
    }
    if (rest != nullptr) by_slot[*slot(contest, rest->candidate, rest->source)] = 1 - sum;
    return by_slot;
  }

  /// Takes a candidate off every ballot. Parts, where given, must add up to 1; they are what
  /// becomes of its expected share, not of each of its voters.
  void make(const scenario::RemoveCandidate& change) {
    Contest* of = contest(change.contest);
    if (of == nullptr) return;
    const auto at = slot(*of, change.candidate, change.candidate_source);
    if (!at) return;
    of->candidates[*at].withdrawn = true;
    auto parts = parts_by_slot(*of, change.to);
    if (!parts) return;
    for (double& part : *parts) part = std::max(part, 0.0);
    const double sum = std::accumulate(parts->begin(), parts->end(), 0.0);
    if (!change.to.empty() && std::fabs(sum - 1) > kShareTolerance) {
      problems_.error(change.to.front().source,
                      fmt::format("the parts add up to {:.6g}, not 1", sum),
                      "`rest` gives one of them what the others leave");
      return;
    }
    if (change.to.empty()) parts->clear();
    Causes causes(true);
    supports_.remove(id_of(*of), *at, *parts, change_->source, causes);
    causes.report(problems_, "universe");
  }

  /// Puts a candidate on the ballot of the factions that give it a share, as a further slot at the
  /// end.
  void make(const scenario::AddCandidate& change) {
    Contest* of = contest(change.contest);
    if (of == nullptr) return;
    for (const scenario::Candidate& other : of->candidates) {
      if (other.id != change.candidate.id) continue;
      problems_.error(change.candidate.source,
                      "contest '" + of->id + "' has a candidate '" + other.id + "' already");
      return;
    }
    of->candidates.push_back(change.candidate);
    std::map<std::string, std::vector<double>> shares;
    bool good = true;
    for (const auto& [faction, parts] : change.support) {
      const Source& source = change.support_sources.at(faction);
      if (!index_.faction(faction)) {
        problems_.error(source, "there is no faction '" + faction + "'",
                        did_you_mean(faction, index_.values_of("faction")));
        good = false;
        continue;
      }
      auto by_slot = parts_by_slot(*of, parts);
      good &= by_slot.has_value();
      if (by_slot && by_slot->back() < 0) {
        problems_.error(source, "the share of '" + change.candidate.id + "' is missing");
        good = false;
      }
      if (by_slot) shares.emplace(faction, std::move(*by_slot));
    }
    if (!good) return;
    Causes causes(true);
    supports_.add(id_of(*of), change.candidate, shares, change_->source, causes);
    causes.report(problems_, "universe");
  }

  /// Changes the size of an effect's loads. Centres stay as the base has them, so written means are
  /// then not the simulated ones: what changes is the noise and nothing else.
  void make(const scenario::EffectChange& change) {
    std::vector<std::string> known;
    for (scenario::Effect& effect : world_.scenario.effects) {
      known.push_back(effect.id);
      if (effect.id != change.effect) continue;
      if (change.sets_sd && effect.loads.size() > 1) {
        problems_.error(change_->source, "effect '" + effect.id + "' has several loads",
                        "change their sizes together with `times`");
        return;
      }
      for (scenario::Load& load : effect.loads) {
        load.sd = change.sets_sd ? change.value : load.sd * change.value;
      }
      return;
    }
    problems_.error(change.effect_source, "there is no effect '" + change.effect + "'",
                    did_you_mean(change.effect, known));
  }

  /// Changes the graph of endorsements, or its strength, for all effects by candidate at once.
  void make(const scenario::EndorsementsChange& change) {
    scenario::Endorsements& endorsements = world_.scenario.endorsements;
    if (endorsements.edges.empty() && endorsements.strength == 0) {
      endorsements.source = change_->source;
    }
    if (change.strength) endorsements.strength = *change.strength;
    const auto joins = [](const scenario::Endorsement& a, const scenario::Endorsement& b) {
      return std::is_permutation(a.candidates.begin(), a.candidates.end(), b.candidates.begin());
    };
    for (const scenario::Endorsement& edge : change.remove) {
      const auto n =
          std::erase_if(endorsements.edges, [&](const auto& e) { return joins(e, edge); });
      if (n > 0) continue;
      problems_.error(edge.source, "'" + edge.candidates[0] + "' and '" + edge.candidates[1] +
                                       "' do not endorse each other");
    }
    endorsements.edges.insert(endorsements.edges.end(), change.add.begin(), change.add.end());
    if (endorsements.strength == 0 && !change.add.empty()) {
      problems_.error(change_->source,
                      "endorsements have no strength here, so an edge does nothing",
                      "change the strength before");
    }
    check_endorsements(checking());
    check_money_growth(checking(), &change_->source);
  }

  /// Checks that events still make sense: some ask for last rounds, or for delegates.
  void check_asked() {
    Problems of_events;
    check_events({world_.scenario, index_, of_events});
    for (const Problem& problem : of_events.sorted()) {
      if (problem.severity != Severity::error) continue;
      problems_.error(change_->source, "then an event cannot be asked for: " + problem.problem,
                      problem.suggestion);
    }
  }

  /// Counts a contest by another rule: its voters, and so its first choices, are those of the base.
  void make(const scenario::CountChange& change) {
    Contest* of = contest(change.contest);
    if (of == nullptr) return;
    of->count = change.to;
    check_count(*of, checking());
    check_asked();
    if (std::holds_alternative<scenario::Delegates>(of->count)) return;
    for (const scenario::Total& total : base_.totals) {
      for (const scenario::TotalCandidate& name : total.candidates) {
        const bool counts = std::any_of(
            name.members.begin(), name.members.end(),
            [&](const std::string& member) { return member.starts_with(of->id + "/"); });
        if (!counts) continue;
        problems_.error(change_->source, "contest '" + of->id +
                                             "' would award no delegates, but "
                                             "total '" +
                                             total.id + "' adds them up");
        return;
      }
    }
  }

  /// Changes of what campaigns do have no part in centres and noise.
  template <class CampaignChange>
  void make(const CampaignChange& change) {
    change_campaign(change, CampaignWorld{world_.scenario, index_, problems_}, change_->source);
  }

  /// What all changes together must leave: voters, and a candidate for them.
  void check_contests(const scenario::WhatIf& what_if) {
    for (std::size_t c = 0; c < world_.scenario.contests.size(); ++c) {
      const Contest& contest = world_.scenario.contests[c];
      const std::size_t n = n_standing(contest);
      if (n == 0) {
        problems_.error(what_if.source, "contest '" + contest.id + "' would have nobody left");
        continue;
      }
      if (contest.candidates.size() > scenario::kMaxCandidates) {
        problems_.error(what_if.source, too_many_candidates(contest));
        continue;
      }
      const auto* plurality = std::get_if<scenario::Plurality>(&contest.count);
      const auto seats = static_cast<std::size_t>(plurality == nullptr ? 1 : plurality->seats);
      if (seats >= n && seats > 1) {
        problems_.error(what_if.source,
                        fmt::format("contest '{}' would have {} for {}: everybody would win",
                                    contest.id, counted(n, "candidate"), counted(seats, "seat")));
      }
      std::uint64_t registered = 0;
      for (const UniverseId universe : world_.solution.universes[c]) {
        registered += world_.scenario.universes[universe.index()].registered;
      }
      if (registered == 0 && !world_.solution.universes[c].empty()) {
        problems_.error(what_if.source, "contest '" + contest.id + "' would have no voters left");
      }
    }
  }

  const Scenario& base_;
  ScenarioIndex index_;
  ChangedWorld world_;
  Problems& problems_;
  SupportChanger supports_;
  std::optional<Effects> base_effects_;
  TurnoutSolver turnout_solver_;
  const Change* change_ = nullptr;
};

}  // namespace

ChangedWorld change_world(const scenario::Scenario& scenario, const Solution& base,
                          const scenario::WhatIf& what_if, Problems& problems) {
  return WorldChanger(scenario, base, problems).change(what_if);
}

}  // namespace hustings
