#include "model/campaign/touches.hpp"

#include <algorithm>

#include "hustings/random/name.hpp"
#include "model/campaign/combine.hpp"
#include "model/campaign/solve_programmes.hpp"

namespace hustings::campaign {
namespace {

/// The normal of one lift of a programme; endorsers share none.
std::optional<LiftDraw> draw_of(const scenario::Programme& programme, const ProgrammeDose& dose,
                                const char* what) {
  if (dose.sd == 0) return std::nullopt;
  LiftDraw draw{std::nullopt, name_hash({"programme", programme.id, what}), 0};
  if (is_direct(programme.mode) && programme.together > 0) {
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

/// The laying of programmes on universes.
class Planner {
 public:
  Planner(const ScenarioIndex& index, const std::vector<ModelProgramme>& programmes,
          const std::vector<std::vector<double>>& written)
      : in_(index.scenario()), programmes_(programmes), written_(written) {
    const std::size_t n = in_.universes.size();
    touches_.turnout.resize(n);
    touches_.endorsers.assign(in_.contests.size(), std::vector<std::vector<PlannedTouch>>(n));
    touches_.support = touches_.endorsers;
    for (std::size_t g = 0; g < programmes.size(); ++g) {
      const scenario::Programme& from = in_.programmes[g];
      touches_.contest_of.push_back(index.contest(from.contest));
      slots_.push_back(static_cast<std::uint32_t>(programmes[g].candidate.index() -
                                                  index.first_candidate(touches_.contest_of[g])));
      touches_.turnout_draw.push_back(draw_of(from, programmes[g].turnout, "turnout"));
      touches_.support_draw.push_back(draw_of(from, programmes[g].support, "support"));
    }
  }

  Touches plan() {
    add_resources();
    for (const std::size_t g : dose_order(means(programmes_, &ModelProgramme::turnout))) {
      add_turnout(g);
    }
    for (const std::size_t g : dose_order(means(programmes_, &ModelProgramme::support))) {
      add_support(g);
    }
    for (auto& contest : touches_.support) {
      for (auto& touches : contest) {
        std::stable_sort(touches.begin(), touches.end(),
                         [](const auto& a, const auto& b) { return a.slot < b.slot; });
      }
    }
    return std::move(touches_);
  }

 private:
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

  void add_turnout(std::size_t g) {
    const ModelProgramme& programme = programmes_[g];
    if (programme.turnout.does_nothing()) return;
    const auto& supporters = in_.programmes[g].supporters;
    for (const ReachedUniverse& at : programme.reached) {
      PlannedTouch touch{g,
                         at.reached,
                         programme.turnout.mean * at.turnout_kept,
                         programme.turnout.sd * at.turnout_kept,
                         slots_[g],
                         std::nullopt};
      if (touch.dose == 0 && touch.load == 0) continue;
      const std::size_t u = at.universe.index();
      if (supporters) touch.split = split_weight(*supporters, written_[g][u]);
      touches_.turnout[u].push_back(touch);
    }
  }

  void add_support(std::size_t g) {
    const ModelProgramme& programme = programmes_[g];
    if (programme.support.does_nothing()) return;
    const bool is_endorser = !is_direct(programme.mode);
    auto& contest =
        (is_endorser ? touches_.endorsers : touches_.support)[touches_.contest_of[g].index()];
    for (const ReachedUniverse& at : programme.reached) {
      const double sign = at.reached < 0 ? -1 : 1;  // who turns away
      const PlannedTouch touch{g,
                               sign * at.reached,
                               sign * programme.support.mean * at.support_kept,
                               sign * programme.support.sd * at.support_kept,
                               slots_[g],
                               std::nullopt};
      if (touch.dose != 0 || touch.load != 0) contest[at.universe.index()].push_back(touch);
    }
  }

  const scenario::Scenario& in_;
  const std::vector<ModelProgramme>& programmes_;
  const std::vector<std::vector<double>>& written_;
  std::vector<std::uint32_t> slots_;
  Touches touches_;
};

}  // namespace

Touches plan_touches(const ScenarioIndex& index, const std::vector<ModelProgramme>& programmes,
                     const std::vector<std::vector<double>>& written) {
  return Planner(index, programmes, written).plan();
}

std::vector<std::uint64_t> draw_names(const Touches& touches) {
  std::vector<std::uint64_t> names;
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
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace hustings::campaign
