#include "hustings/model/swing_plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "hustings/model/model.hpp"
#include "model/swing/centre_count.hpp"
#include "model/swing/centre_spread.hpp"
#include "model/swing/contest_slopes.hpp"
#include "model/swing/event_thresholds.hpp"

namespace hustings {
namespace {

/// Begins the names of groups of universes of one name in several districts.
constexpr std::string_view kUniverseTag = "universe=";

/// The making of a swing plan: groups, decisions with their windows, targets with their scopes.
///
/// A window is .1 of the margin's sd by the delta method at the centre, as a power of two. So it is
/// a function of the model alone, and sums over it of parts of a run add up. A target's scope is
/// the universes of the contests it depends on: only their turnout can move it, so a run keeps
/// target x universe of the scope sums, not target x universe. Source: docs/method.md, "Swing".
class SwingPlanner {
 public:
  explicit SwingPlanner(const Model& model)
      : model_(model), centre_(model), events_(model, centre_) {}

  SwingPlan plan() {
    add_groups();
    for (std::size_t c = 0; c < model_.contests.size(); ++c) add_decisions(ContestId(c));
    for (std::size_t i = 0; i < model_.candidates.size(); ++i) {
      const ContestId contest = model_.candidates[CandidateId(i)].contest;
      if (!any_delegates(model_, {contest})) add(SwingTarget::Kind::win, i, {contest});
    }
    for (std::size_t s = 0; s < model_.slates.size(); ++s) add_sweep(s);
    for (std::size_t i = 0; i < model_.events.size(); ++i) add_event(i);
    return std::move(plan_);
  }

 private:
  /// Lists the groups: every universe (in the model's order, so that group i is universe i), tag
  /// values and names that several universes share, factions, districts.
  void add_groups() {
    using Group = SwingGroup;
    std::map<std::pair<std::string, std::string>, std::vector<UniverseId>> tags;
    std::map<std::string, std::vector<UniverseId>> short_names;
    std::vector<std::vector<UniverseId>> of_faction(model_.factions.size());
    std::vector<std::vector<UniverseId>> of_district(model_.districts.size());
    for (std::size_t i = 0; i < model_.universes.size(); ++i) {
      const ModelUniverse& universe = model_.universes[UniverseId(i)];
      plan_.groups.push_back({Group::Kind::universe, universe.label, {UniverseId(i)}});
      for (const auto& [key, value] : universe.tags) tags[{key, value}].push_back(UniverseId(i));
      short_names[universe.universe].push_back(UniverseId(i));
      of_faction[universe.faction.index()].push_back(UniverseId(i));
      of_district[universe.district.index()].push_back(UniverseId(i));
    }
    for (auto& [name, universes] : short_names) {
      if (universes.size() > 1) tags[{"universe", name}] = std::move(universes);
    }
    for (auto& [tag, universes] : tags) {
      plan_.groups.push_back(
          {Group::Kind::tag, tag.first + "=" + tag.second, std::move(universes)});
    }
    for (std::size_t f = 0; f < of_faction.size(); ++f) {
      plan_.groups.push_back(
          {Group::Kind::faction, model_.factions[FactionId(f)].id, std::move(of_faction[f])});
    }
    for (std::size_t d = 0; d < of_district.size(); ++d) {
      plan_.groups.push_back(
          {Group::Kind::district, model_.districts[DistrictId(d)].id, std::move(of_district[d])});
    }
  }

  /// Finds the windows of a contest's decisions, in the order of its rule; none where delegates are
  /// counted.
  void add_decisions(ContestId contest) {
    const ContestSlopes slopes(model_, centre_, contest);
    const ModelContest& about = model_.contests[contest];
    std::vector<float>& widths = plan_.half_widths.emplace_back();
    for (const CentreDecision& decision :
         centre_decisions(about.count, slopes.parts(), about.n_candidates)) {
      widths.push_back(swing_half_width(centre_.sd(slopes.of(decision.weights))));
    }
  }

  /// Adds a target. Targets about the same contests share a scope.
  void add(SwingTarget::Kind kind, std::size_t item, const std::set<ContestId>& contests) {
    const auto [known, is_new] =
        scopes_.try_emplace(contests, static_cast<std::uint32_t>(plan_.scopes.size()));
    if (is_new) plan_.scopes.push_back(scope({contests.begin(), contests.end()}));
    plan_.targets.push_back({kind, static_cast<std::uint32_t>(item)});
    plan_.scope_of.push_back(known->second);
  }

  /// Makes the scope of some contests: their universes, and of each group the members among these.
  SwingScope scope(std::vector<ContestId> contests) const {
    SwingScope made;
    made.place.assign(model_.universes.size(), SwingScope::kNowhere);
    for (const ContestId contest : contests) {
      for (const UniverseTurnout& turnout : model_.night.contests[contest.index()].turnouts) {
        made.place[turnout.universe] = 0;
      }
    }
    for (std::size_t i = 0; i < made.place.size(); ++i) {
      if (made.place[i] == SwingScope::kNowhere) continue;
      made.place[i] = static_cast<std::uint32_t>(made.universes.size());
      made.universes.push_back(UniverseId(i));
    }
    for (std::size_t g = model_.universes.size(); g < plan_.groups.size(); ++g) {
      SwingScope::Group group{static_cast<std::uint32_t>(g), {}};
      for (const UniverseId universe : plan_.groups[g].universes) {
        const std::uint32_t place = made.place[universe.index()];
        if (place != SwingScope::kNowhere) group.members.push_back(place);
      }
      // A universe's name that only one of them has here says nothing new.
      const bool is_name = plan_.groups[g].name.starts_with(kUniverseTag) &&
                           plan_.groups[g].kind == SwingGroup::Kind::tag;
      if (group.members.size() > (is_name ? 1 : 0)) made.groups.push_back(std::move(group));
    }
    made.contests = std::move(contests);
    return made;
  }

  void add_sweep(std::size_t slate) {
    std::set<ContestId> contests;
    for (const CandidateId member : model_.slates[SlateId(slate)].members) {
      contests.insert(model_.candidates[member].contest);
    }
    if (!any_delegates(model_, contests)) add(SwingTarget::Kind::sweep, slate, contests);
  }

  /// Adds an event with its thresholds, unless one of its terms is of no use here.
  void add_event(std::size_t event) {
    const auto& steps = model_.events[EventId(event)].program.steps;
    plan_.threshold_of.emplace_back(steps.size(), SwingPlan::kNone);
    std::set<ContestId> contests;
    bool is_left_out = false;
    for (const EventStep& step : steps) {
      const std::set<ContestId> more = events_.contests_of(step);
      is_left_out |= !events_.is_followed(step);
      contests.insert(more.begin(), more.end());
    }
    if (is_left_out) return;
    for (std::size_t s = 0; s < steps.size(); ++s) {
      plan_.threshold_of.back()[s] = find_threshold(steps[s]);
    }
    add(SwingTarget::Kind::event, event, contests);
  }

  /// The threshold that a step asks about; kNone where it is none.
  std::uint32_t find_threshold(const EventStep& step) {
    if (!events_.is_threshold(step)) return SwingPlan::kNone;
    const auto alike = [&](const SwingThreshold& other) {
      const EventStep& one = other.step;
      return one.kind == step.kind && one.contest == step.contest && one.n_left == step.n_left &&
             one.numbers == step.numbers;
    };
    const auto known = std::find_if(plan_.thresholds.begin(), plan_.thresholds.end(), alike);
    const auto place = static_cast<std::uint32_t>(known - plan_.thresholds.begin());
    if (known == plan_.thresholds.end()) {
      plan_.thresholds.push_back({step, swing_half_width(events_.spread(step))});
    }
    return place;
  }

  const Model& model_;
  CentreSpread centre_;
  EventThresholds events_;
  SwingPlan plan_;
  std::map<std::set<ContestId>, std::uint32_t> scopes_;
};

}  // namespace

/// Takes the power of two nearest in ratio to .1 sd, at least 2^-12, at most 2^-4: as floats both h
/// and h / 2 are exact then, on any machine.
float swing_half_width(double sd) {
  constexpr double kRoot2 = 1.4142135623730951;
  float width = 0x1p-12F;
  while (width < 0x1p-4F && 0.1 * sd >= width * kRoot2) width *= 2;
  return width;
}

SwingPlan plan_swing(const Model& model) {
  return SwingPlanner(model).plan();
}

}  // namespace hustings
