#include <algorithm>
#include <cmath>

#include "hustings/summary/swing.hpp"
#include "hustings/summary/view.hpp"

namespace hustings {
namespace {

/// Whether a group is of the kind asked for, and its name within it.
bool belongs(const SwingGroupName& group, const std::string& by, std::string& name) {
  name = group.name;
  if (group.kind != SwingGroup::Kind::tag) return swing_kind_name(group.kind) == by;
  if (!name.starts_with(by + "=")) return false;
  name.erase(0, by.size() + 1);
  return true;
}

/// The name that people read of a faction, given by its id.
std::string faction_name(const Labels& labels, const std::string& id) {
  const auto found = std::ranges::find(labels.factions, id, &FactionLabel::id);
  return found == labels.factions.end() ? id : found->name;
}

Probability probability_of(const SwingTarget& target, const View& view) {
  if (target.kind == SwingTarget::Kind::win) return view.chance(kWin, target.item);
  if (target.kind == SwingTarget::Kind::event) return view.chance(kEvent, target.item);
  return view.at_least(target.item, view.labels().slates[target.item].members.size());
}

}  // namespace

std::vector<std::string> swing_kinds(const SwingTally& swing) {
  std::vector<std::string> kinds = {"universe", "faction", "district"};
  for (const SwingGroupName& group : swing.groups) {
    if (group.kind != SwingGroup::Kind::tag) continue;
    const std::string key = group.name.substr(0, group.name.find('='));
    if (std::find(kinds.begin(), kinds.end(), key) == kinds.end()) kinds.push_back(key);
  }
  return kinds;
}

SwingRanking swing_ranking(const Labels& labels, const Tally& tally, std::size_t target,
                           const std::string& by) {
  const SwingTally& swing = tally.swing;
  const std::string of = swing_target_name(labels, swing.targets[target]);
  const bool is_sweep = swing.targets[target].kind == SwingTarget::Kind::sweep;
  SwingRanking ranking{swing.targets[target],
                       of,
                       is_sweep ? labels.slates[swing.targets[target].item].name : of,
                       probability_of(swing.targets[target], View(labels, tally)),
                       tally.elections,
                       by,
                       {}};
  const std::vector<SwingEffect> effects = swing_effects(labels, tally);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    std::string name;
    if (swing.rows[i].target != target) continue;
    if (!belongs(swing.groups[swing.rows[i].group], by, name)) continue;
    const std::string shown = by == "faction" ? faction_name(labels, name) : name;
    ranking.rows.push_back({name, shown, effects[i]});
  }
  std::stable_sort(ranking.rows.begin(), ranking.rows.end(), [](const auto& a, const auto& b) {
    return std::abs(a.effect.per_point) > std::abs(b.effect.per_point);
  });
  return ranking;
}

}  // namespace hustings
