#include "hustings/decide/campaign_plan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "decide/campaign_coverage.hpp"
#include "decide/campaign_shocks.hpp"
#include "decide/expected_ballots.hpp"
#include "decide/resource_draws.hpp"
#include "decide/told_apart.hpp"
#include "hustings/model/labels.hpp"
#include "model/campaign/budgets.hpp"
#include "model/campaign/choose_messages.hpp"
#include "model/campaign/combine.hpp"
#include "model/campaign/lift.hpp"

namespace hustings {
namespace {

/// Tells what captains and broadcasts do, beside what all programmes do.
void add_topology(const Model& model, const ModelProgramme& programme, CampaignPlan& plan) {
  const ProgrammePlan& of = plan.programmes.back();
  if (programme.mesh) {
    Expected reached = reached_by_chance(model, programme);
    reached.mean *= of.left;
    reached.sd *= of.left;
    plan.meshes.push_back({of.name, *programme.mesh, reached});
    if (!of.is_told)
      plan.meshes.back() = {of.name, {.captains = programme.mesh->captains}, {}, false};
  }
  if (programme.broadcast) {
    plan.broadcasts.push_back({of.name, of.attempts, *programme.broadcast, of.reached});
    if (!of.is_told)
      plan.broadcasts.back() = {of.name, of.attempts, {programme.broadcast->channel}, 0, false};
  }
}

/// The mean dose of turnout, with the message.
double mean_dose(const ModelProgramme& programme) {
  return programme.turnout.mean * programme.message.mean;
}

/// What an owner's programmes of turnout reach of one universe, those with the largest dose first.
struct Reaching {
  std::vector<std::size_t> programmes;
  std::vector<double> reached;
  std::vector<double> doses;
};

using ReachingByUniverse = std::map<UniverseId, Reaching>;

/// What a plan is expected to bring and cost, with L_g the part of programme g that resources leave
/// and X_g its ballots where they leave all:
///
///     ballots of g: E[L_g] E[X_g]
///     Cov(g, h) = E[L_g L_h] E[X_g X_h] - E[L_g] E[L_h] E[X_g] E[X_h]
///
/// X has the errors of lift and of captains' luck; errors of two programmes of a mode correlate by
/// sqrt(together_g together_h), others are independent. What an owner's programmes bring together
/// is the lift of the combined reach (campaign::combine) at mean doses, averaged over L, plus how
/// far each one's mean over its dose is from that at its mean dose. Ballots are of turnout only,
/// before roll-off. Source: docs/campaign.md, "Several programmes", "Resources".
class Planning {
 public:
  Planning(const scenario::Scenario& scenario, const Model& model)
      : in_(scenario),
        model_(model),
        told_(told_apart(scenario, model)),
        programmes_(model.programmes),
        draws_(scenario) {
    for (ModelProgramme& programme : programmes_) {
      programme.reached = reached_on_average(programme);
      const ProgrammeDose dose = campaign::with_message(programme.turnout, programme.message);
      full_.push_back(expected_ballots(model, programme, dose));
      sd_.push_back(ballots_by_chance(model, programme, dose).sd);
    }
  }

  /// What programmes and owners do, and nothing else.
  CampaignPlan programmes() const {
    CampaignPlan plan;
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      plan.programmes.push_back(programme_plan(g));
      add_topology(model_, programmes_[g], plan);
    }
    for (const std::string& owner : owners_of(model_)) {
      plan.owners.push_back(owner_plan(plan, owner));
    }
    return plan;
  }

  CampaignPlan plan() const {
    CampaignPlan plan = programmes();
    plan.title = model_.title;
    plan.weeks = campaign::campaign_weeks(in_);
    plan.assumptions = all_assumptions(labels_of(model_));
    plan.least = told_.least;
    plan.coverage = coverage_of(model_, told_, owner_reaches());
    plan.resources = draws_.resources();
    plan.shocks = plan_shocks(in_, model_);
    const Labels labels = labels_of(model_);
    for (std::size_t k = 0; k < labels.candidates.size(); ++k) {
      plan.called[candidate_label(labels, k)] = candidate_called(labels, k);
    }
    for (const SlateLabel& slate : labels.slates) plan.called[slate.id] = slate.name;
    return plan;
  }

 private:
  ProgrammePlan programme_plan(std::size_t g) const {
    const ModelProgramme& programme = programmes_[g];
    ProgrammePlan plan;
    plan.name = programme.id;
    plan.owner = programme.owner;
    plan.mode = scenario::defaults_of(programme.mode).name;
    plan.candidate = model_.candidates[programme.candidate].label;
    if (!programme.reached.empty()) plan.attempts = attempts_of(in_.programmes[g]);
    plan.left = draws_.mean_left(g);
    plan.cost = draws_.cost(g);
    plan.is_told = told_.tells(g);
    add_reach(g, plan);
    if (!plan.is_told) return plan;
    const double mean = plan.left * full_[g].mean;
    plan.ballots = {mean, std::sqrt(std::max(covariance(g, g), 0.0))};
    return plan;
  }

  /// Adds how many people a programme reaches, if that may be told, and their doses.
  void add_reach(std::size_t g, ProgrammePlan& plan) const {
    const ModelProgramme& programme = programmes_[g];
    const ProgrammeDose turnout = campaign::with_message(programme.turnout, programme.message);
    const ProgrammeDose support = campaign::with_message(programme.support, programme.message);
    for (const ReachedUniverse& at : programme.reached) {
      const double people = model_.universes[at.universe].registered * at.reached * plan.left;
      if (people < 0) {
        plan.turned_away -= people;
        continue;
      }
      plan.reached += people;
      plan.turnout_dose += people * turnout.mean * at.turnout_kept;
      plan.support_dose += people * support.mean * at.support_kept;
    }
    if (plan.reached > 0) {
      plan.turnout_dose /= plan.reached;
      plan.support_dose /= plan.reached;
    }
    if (!plan.is_told) plan.reached = plan.turned_away = 0;
  }

  /// The covariance of two programmes' ballots L X, X over lift and luck: E[L L'] E[X X'] - E[L]
  /// E[L'] E[X] E[X']. Errors of two programmes of a mode are correlated by the parts that are the
  /// mode's.
  double covariance(std::size_t g, std::size_t h) const {
    const double means = full_[g].mean * full_[h].mean;
    double errors = g == h ? sd_[g] * sd_[g] : full_[g].sd * full_[h].sd;
    if (g != h) {
      const scenario::Programme& one = in_.programmes[g];
      const scenario::Programme& other = in_.programmes[h];
      errors *= one.mode == other.mode ? std::sqrt(one.together * other.together) : 0;
    }
    return draws_.mean_product(g, h) * (errors + means) -
           draws_.mean_left(g) * draws_.mean_left(h) * means;
  }

  ProgrammePlan owner_plan(const CampaignPlan& plan, const std::string& owner) const {
    ProgrammePlan all;
    all.name = owner;
    all.owner = owner;
    const std::vector<std::size_t> own = programmes_of(owner);
    double variance = 0;
    std::set<std::string> modes;
    for (const std::size_t g : own) {
      const ProgrammePlan& programme = plan.programmes[g];
      all.attempts += programme.attempts;
      if (programme.attempts > 0) modes.insert(programme.mode);
      for (std::size_t kind = 0; kind < all.cost.size(); ++kind) {
        all.cost[kind] += programme.cost[kind];
      }
      for (const std::size_t h : own) variance += covariance(g, h);
    }
    all.rivals = rivals_of(own);
    all.is_of_one_mode = modes.size() <= 1;
    if (!all.is_of_one_mode) all.attempts = 0;
    all.is_told = told_.tells(owner);
    if (!all.is_told) return all;
    all.ballots = {ballots_of(own), std::sqrt(std::max(variance, 0.0))};
    const std::vector<double> shares = shares_reached_by(own);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      all.reached += model_.universes[UniverseId(i)].registered * shares[i];
    }
    return all;
  }

  std::vector<std::size_t> programmes_of(const std::string& owner) const {
    std::vector<std::size_t> own;
    for (std::size_t g = 0; g < model_.programmes.size(); ++g) {
      if (model_.programmes[g].owner == owner) own.push_back(g);
    }
    return own;
  }

  std::vector<OwnerReach> owner_reaches() const {
    std::vector<OwnerReach> reaches;
    for (const std::string& owner : owners_of(model_)) {
      reaches.push_back({owner, shares_reached_by(programmes_of(owner))});
    }
    return reaches;
  }

  /// Ballots of programmes together, on the mean.
  double ballots_of(const std::vector<std::size_t>& own) const {
    double ballots = 0;
    for (const std::size_t g : own) {
      // Of what is alone: how far its mean over the dose is from that at the mean dose.
      const ModelProgramme& alone = programmes_[g];
      ballots +=
          draws_.mean_left(g) * (full_[g].mean - ballots_at(model_, alone, mean_dose(alone)));
    }
    for (const auto& [universe, by] : reaching(own)) {
      const ModelUniverse& at = model_.universes[universe];
      ballots +=
          at.registered * mean_over(by, [&](const std::vector<double>& reached) {
            const campaign::Combined all = campaign::combine(reached, in_.defaults.repeat);
            return campaign::lifted_turnout(at.turnout_mean, all, by.doses) - at.turnout_mean;
          });
    }
    return ballots;
  }

  ReachingByUniverse reaching(const std::vector<std::size_t>& own) const {
    std::vector<double> means;
    for (const std::size_t g : own) means.push_back(programmes_[g].turnout.mean);
    ReachingByUniverse by_universe;
    for (const std::size_t i : campaign::dose_order(means)) {
      const ModelProgramme& programme = programmes_[own[i]];
      if (programme.turnout.does_nothing()) continue;
      for (const ReachedUniverse& at : programme.reached) {
        Reaching& by = by_universe[at.universe];
        by.programmes.push_back(own[i]);
        by.reached.push_back(at.reached);
        by.doses.push_back(mean_dose(programme) * at.turnout_kept);
      }
    }
    return by_universe;
  }

  /// Averages what shares reached lead to, over what resources leave of them. That is linear in
  /// the share that one programme reaches.
  template <class Of>
  double mean_over(const Reaching& by, const Of& of) const {
    const bool is_one = by.programmes.size() == 1;
    const std::size_t n = is_one ? 1 : draws_.n();
    double sum = 0;
    std::vector<double> reached(by.reached.size());
    for (std::size_t draw = 0; draw < n; ++draw) {
      for (std::size_t i = 0; i < reached.size(); ++i) {
        const std::size_t g = by.programmes[i];
        reached[i] = by.reached[i] * (is_one ? draws_.mean_left(g) : draws_.left(draw, g));
      }
      sum += of(reached);
    }
    return sum / static_cast<double>(n);
  }

  /// Of every universe, the share that any of the programmes meets, or that follows.
  std::vector<double> shares_reached_by(const std::vector<std::size_t>& own) const {
    std::map<UniverseId, Reaching> by_universe;
    for (const std::size_t g : own) {
      for (const ReachedUniverse& at : programmes_[g].reached) {
        if (at.reached <= 0) continue;
        Reaching& by = by_universe[at.universe];
        // Who follows an endorser does so in all of its contests.
        const bool is_again = std::ranges::any_of(by.programmes, [&](std::size_t other) {
          return in_.programmes[other].id == in_.programmes[g].id;
        });
        if (is_again) continue;
        by.programmes.push_back(g);
        by.reached.push_back(at.reached);
      }
    }
    std::vector<double> shares(model_.universes.size());
    for (const auto& [universe, by] : by_universe) {
      shares[universe.index()] = mean_over(by, [](const std::vector<double>& reached) {
        return campaign::combine(reached, 1).reached;
      });
    }
    return shares;
  }

  /// Candidates of one contest for whom an owner works, where they are several.
  std::vector<std::string> rivals_of(const std::vector<std::size_t>& own) const {
    std::map<ContestId, std::set<CandidateId>> candidates;
    for (const std::size_t g : own) {
      const CandidateId candidate = programmes_[g].candidate;
      if (!programmes_[g].reached.empty())
        candidates[model_.candidates[candidate].contest].insert(candidate);
    }
    std::vector<std::string> rivals;
    for (const auto& [contest, of_contest] : candidates) {
      if (of_contest.size() < 2) continue;
      for (const CandidateId candidate : of_contest) {
        rivals.push_back(model_.candidates[candidate].label);
      }
    }
    return rivals;
  }

  const scenario::Scenario& in_;
  const Model& model_;
  ToldApart told_;
  std::vector<ModelProgramme> programmes_;  ///< on the mean of what is told by chance
  ResourceDraws draws_;
  std::vector<Expected> full_;  ///< per programme, over its lift, where resources leave all of it
  std::vector<double> sd_;      ///< the same over its captains' luck, too
};

}  // namespace

CampaignPlan plan_programmes(const scenario::Scenario& scenario, const Model& model) {
  return Planning(scenario, model).programmes();
}

CampaignPlan plan_campaign(const scenario::Scenario& scenario, const Model& model) {
  return Planning(scenario, model).plan();
}

}  // namespace hustings
