#include "model/campaign/touches.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "hustings/random/name.hpp"
#include "model/campaign/combine.hpp"
#include "model/campaign/solve_programmes.hpp"
#include "model/campaign/spread.hpp"
#include "model/campaign/spread_targets.hpp"

namespace hustings::campaign {
namespace {

/// The normal of one lift of a programme; endorsers share none.
std::optional<LiftDraw> draw_of(const scenario::Programme& programme, const ProgrammeDose& dose,
                                const char* what) {
  if (dose.sd == 0) return std::nullopt;
  LiftDraw draw{std::nullopt, name_hash({"programme", programme.id, what}), 0};
  if (programme.mode != scenario::Mode::endorser && programme.together > 0) {
    const std::string mode(scenario::defaults_of(programme.mode).name);
    draw.mode = name_hash({"mode", mode, what});
    draw.together = programme.together;
  }
  return draw;
}

/// Weight of the candidate among gained ballots: odds of a supporter among those contacted over the
/// written odds; nothing where the candidate has no votes to begin with.
std::optional<double> split_weight(double supporters, double written) {
  if (written <= 0 || written >= 1) return std::nullopt;
  return supporters / (1 - supporters) * ((1 - written) / written);
}

std::vector<double> means(const std::vector<ModelProgramme>& programmes,
                          ProgrammeDose ModelProgramme::*dose) {
  std::vector<double> means;
  for (const ModelProgramme& programme : programmes) means.push_back((programme.*dose).mean);
  return means;
}

/// Lays solved programmes on universes as touches, in the order in which they count: by mean dose
/// m, largest first, ties as in the file; those of support candidate by candidate.
///
/// A touch of a share R, of whose dose K is left, moves those reached by K (m + s z), z the normal
/// of LiftDraw; with a message it has no dose of its own and loads K on the row of (m + s z) x
/// message. Ballots gained split by the weight that makes y_c of "Supporters only": odds of x over
/// written odds. With `spread` it moves j by A_jk / A_kk of that, of those reached where both are
/// on the ballots, else of all by the mean of R K over ballots. Source: docs/campaign.md, "Several
/// programmes", "Supporters only", "Spread".
class Planner {
 public:
  Planner(const ScenarioIndex& index, const std::vector<ModelProgramme>& programmes,
          const TouchInput& input)
      : index_(index), in_(index.scenario()), programmes_(programmes), input_(input) {
    const std::size_t n = in_.universes.size();
    touches_.turnout.resize(n);
    touches_.endorsers.assign(in_.contests.size(), std::vector<std::vector<PlannedTouch>>(n));
    touches_.support = touches_.endorsers;
    touches_.spread = touches_.endorsers;
    for (std::size_t g = 0; g < programmes.size(); ++g) {
      const scenario::Programme& from = in_.programmes[g];
      touches_.contest_of.push_back(index.contest(from.contest));
      slots_.push_back(static_cast<std::uint32_t>(programmes[g].candidate.index() -
                                                  index.first_candidate(touches_.contest_of[g])));
      touches_.turnout_draw.push_back(draw_of(from, programmes[g].turnout, "turnout"));
      touches_.support_draw.push_back(draw_of(from, programmes[g].support, "support"));
      auto& versions = touches_.versions.emplace_back();
      for (const ProgrammeVersion& version : programmes[g].versions) {
        versions.push_back({version.cases, version.contacts});
      }
    }
  }

  Touches plan() {
    add_messages();
    add_resources();
    add_meshes();
    for (const std::size_t g : dose_order(means(programmes_, &ModelProgramme::turnout))) {
      add_turnout(g);
    }
    for (const std::size_t g : dose_order(means(programmes_, &ModelProgramme::support))) {
      add_support(g);
      if (in_.programmes[g].spread != 0) add_spread(g);
    }
    for (auto& contest : touches_.support) {
      for (auto& touches : contest) {
        std::stable_sort(touches.begin(), touches.end(), [](const auto& a, const auto& b) {
          return a.slot != b.slot ? a.slot < b.slot : a.mean > b.mean;
        });
      }
    }
    return std::move(touches_);
  }

 private:
  void add_messages() {
    touches_.message_of.resize(programmes_.size());
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      const auto set = message_of(in_, in_.programmes[g]);
      if (!set) continue;
      const scenario::MessageSet& messages = in_.messages[*set];
      auto& drawn = touches_.messages;
      const auto found = std::ranges::find(drawn, messages.id, &MessageDraws::id);
      const auto at = static_cast<std::size_t>(found - drawn.begin());
      if (found == drawn.end()) {
        const ChosenMessage& chosen = (*input_.messages)[*set];
        drawn.push_back({messages.id, chosen.law, chosen.mean, carry_of(messages)});
      }
      touches_.message_of[g] = MessageUse{at, programmes_[g].turnout, programmes_[g].support};
    }
  }

  /// A dose as a touch has it, of which the share `kept` counts.
  ProgrammeDose laid(std::size_t g, const ProgrammeDose& dose, double kept) const {
    if (touches_.message_of[g]) return {0, kept};
    return {dose.mean * kept, dose.sd * kept};
  }

  /// Lists what may run out in some elections, and whom that concerns.
  void add_resources() {
    if (programmes_.empty()) return;
    touches_.weeks = campaign_weeks(in_);
    touches_.resources_of.resize(programmes_.size());
    touches_.contacts_of.resize(programmes_.size());
    for (const OwnerResource& resource : owner_resources(in_)) {
      if (resource.sd <= 0) continue;
      for (std::size_t g = 0; g < programmes_.size(); ++g) {
        const scenario::Programme& programme = in_.programmes[g];
        const auto kind = static_cast<std::size_t>(resource.kind);
        const scenario::Cost cost = planned_cost(programme);
        const bool uses = cost.per_attempt[kind] > 0 || cost.fixed[kind] > 0;
        if (programme.owner != resource.owner || !uses || programmes_[g].reached.empty()) continue;
        touches_.resources_of[g].push_back(touches_.drawn_resources.size());
        touches_.contacts_of[g] = contact_days(programme);
      }
      touches_.drawn_resources.push_back(resource);
    }
  }

  /// A mesh has its draw whether or not it reaches anybody, as lifts have theirs.
  void add_meshes() {
    for (std::size_t g = 0; g < programmes_.size(); ++g) {
      const bool is_mesh = programmes_[g].mode == scenario::Mode::relational;
      touches_.mesh_draw.push_back(is_mesh ? std::optional(mesh_name(programmes_[g].id))
                                           : std::nullopt);
      auto& by_chance = touches_.by_chance.emplace_back();
      each_reached(g, [&](std::size_t version, const ReachedUniverse& at) {
        if (at.by_chance.empty()) return;
        by_chance[{version, at.universe.index()}].assign(at.by_chance.begin(), at.by_chance.end());
      });
    }
  }

  void add_turnout(std::size_t g) {
    const ModelProgramme& programme = programmes_[g];
    if (programme.turnout.does_nothing()) return;
    const auto& supporters = in_.programmes[g].supporters;
    each_reached(g, [&](std::size_t version, const ReachedUniverse& at) {
      const ProgrammeDose dose = laid(g, programme.turnout, at.turnout_kept);
      PlannedTouch touch{g, at.reached, dose.mean, dose.sd, slots_[g], std::nullopt};
      touch.version = version;
      if (touch.dose == 0 && touch.load == 0) return;
      const std::size_t u = at.universe.index();
      if (supporters) touch.split = split_weight(*supporters, (*input_.written)[g][u]);
      touches_.turnout[u].push_back(touch);
    });
  }

  void add_support(std::size_t g) {
    const ModelProgramme& programme = programmes_[g];
    if (programme.support.does_nothing()) return;
    const bool is_endorser = programme.mode == scenario::Mode::endorser;
    auto& contest =
        (is_endorser ? touches_.endorsers : touches_.support)[touches_.contest_of[g].index()];
    each_reached(g, [&](std::size_t version, const ReachedUniverse& at) {
      const double sign = at.reached < 0 ? -1 : 1;  // who turns away
      const ProgrammeDose dose = laid(g, programme.support, sign * at.support_kept);
      const PlannedTouch touch{g,
                               sign * at.reached,
                               dose.mean,
                               dose.sd,
                               slots_[g],
                               std::nullopt,
                               programme.support.mean,
                               false,
                               version};
      if (touch.dose != 0 || touch.load != 0) contest[at.universe.index()].push_back(touch);
    });
  }

  /// Moves those whom endorsements join with the candidate, each by a share of the lift: of those
  /// reached where both are on the ballots, elsewhere all, as if the lift were spread evenly.
  void add_spread(std::size_t g) {
    const ModelProgramme& programme = programmes_[g];
    if (programme.support.does_nothing() || programme.reached.empty()) return;
    for (std::size_t version = 0; version <= programme.versions.size(); ++version) {
      add_spread(g, version);
    }
  }

  void add_spread(std::size_t g, std::size_t version) {
    const ModelProgramme& programme = programmes_[g];
    const std::vector<bool> own_ballots = voting_in(touches_.contest_of[g]);
    const double everywhere = mean_reach(g, version);
    std::set<std::pair<ContestId, UniverseId>> counted;
    for (const ReachedUniverse& at : reached_in(g, version)) {
      counted.emplace(touches_.contest_of[g], at.universe);
    }
    for (const SpreadTarget& to :
         spread_targets(index_, programme.candidate, in_.programmes[g].spread)) {
      const auto spread = [&](double reached, double kept) {
        const ProgrammeDose dose = laid(g, programme.support, to.share * kept);
        return PlannedTouch{g,
                            reached,
                            dose.mean,
                            dose.sd,
                            to.slot,
                            std::nullopt,
                            to.share * programme.support.mean,
                            false,
                            version};
      };
      const std::vector<bool> ballots = voting_in(to.contest);
      for (const ReachedUniverse& at : reached_in(g, version)) {
        if (!ballots[at.universe.index()]) continue;
        PlannedTouch touch = spread(at.reached, at.support_kept);
        touch.again = !counted.emplace(to.contest, at.universe).second;
        touches_.support[to.contest.index()][at.universe.index()].push_back(touch);
      }
      for (std::size_t u = 0; u < ballots.size(); ++u) {
        if (!ballots[u] || own_ballots[u]) continue;
        touches_.spread[to.contest.index()][u].push_back(spread(1, everywhere));
      }
    }
  }

  /// Whom a programme reaches: as planned, or of a version of it.
  const std::vector<ReachedUniverse>& reached_in(std::size_t g, std::size_t version) const {
    return version == 0 ? programmes_[g].reached : programmes_[g].versions[version - 1].reached;
  }

  /// Calls do_it(version, universe) for all whom a programme and its versions reach.
  template <class Do>
  void each_reached(std::size_t g, const Do& do_it) const {
    for (std::size_t version = 0; version <= programmes_[g].versions.size(); ++version) {
      for (const ReachedUniverse& at : reached_in(g, version)) do_it(version, at);
    }
  }

  std::vector<bool> voting_in(ContestId contest) const {
    std::vector<bool> votes(in_.universes.size(), false);
    for (const UniverseId universe : (*input_.universes_of_contest)[contest.index()]) {
      votes[universe.index()] = true;
    }
    return votes;
  }

  /// Share reached x what is kept of a dose, on average over the ballots of the contest.
  double mean_reach(std::size_t g, std::size_t version) const {
    std::map<UniverseId, PersuadedUniverse> universes;
    for (const UniverseId u : (*input_.universes_of_contest)[touches_.contest_of[g].index()]) {
      universes[u].ballots =
          static_cast<double>(in_.universes[u.index()].registered) * (*input_.turnout)[u.index()];
    }
    for (const ReachedUniverse& at : reached_in(g, version)) {
      universes[at.universe].reached = at.reached;
      universes[at.universe].dose = at.support_kept;
    }
    std::vector<PersuadedUniverse> all;
    for (const auto& [id, universe] : universes) all.push_back(universe);
    return dose_elsewhere(all, 1);
  }

  const ScenarioIndex& index_;
  const scenario::Scenario& in_;
  const std::vector<ModelProgramme>& programmes_;
  const TouchInput& input_;
  std::vector<std::uint32_t> slots_;
  Touches touches_;
};

}  // namespace

std::uint64_t MessageDraws::rate_name() const {
  return name_hash({"message", id});
}

std::uint64_t MessageDraws::carry_name() const {
  return name_hash({"message", id, "carry"});
}

Touches plan_touches(const ScenarioIndex& index, const std::vector<ModelProgramme>& programmes,
                     const TouchInput& input) {
  return Planner(index, programmes, input).plan();
}

std::uint64_t mesh_name(const std::string& programme) {
  return name_hash({"mesh", programme});
}

std::vector<std::uint64_t> draw_names(const Touches& touches) {
  std::vector<std::uint64_t> names;
  for (const auto& draw : touches.mesh_draw) {
    if (draw) names.push_back(*draw);
  }
  for (const auto* draws : {&touches.turnout_draw, &touches.support_draw}) {
    for (const auto& draw : *draws) {
      if (!draw) continue;
      names.push_back(draw->own);
      if (draw->mode) names.push_back(*draw->mode);
    }
  }
  for (const OwnerResource& resource : touches.drawn_resources) {
    names.push_back(draw_name(resource));
  }
  add_draw_names(touches.shocks, names);
  for (const MessageDraws& message : touches.messages) {
    names.push_back(message.rate_name());
    if (message.carry.sd > 0) names.push_back(message.carry_name());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace hustings::campaign
