#include "hustings/summary/swing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/fixed.hpp"

namespace hustings {
namespace {

/// Blocks below which windows are not held against each other: the error itself is too uncertain.
constexpr std::uint64_t kFewestBlocks = 8;

/// Standard deviation of a sum over blocks, two at least, from the sum of their squares.
double sd_of_sum(double sum, U128 squares, std::uint64_t blocks) {
  const auto n = static_cast<double>(blocks);
  const double around = static_cast<double>(squares) - sum * sum / n;
  return std::sqrt(std::max(0.0, around) * n / (n - 1));
}

/// Voters of a group and how their ballots answer to log-odds: sums of N and of N mean(tau (1 -
/// tau)), the latter as mean(tau) - mean(tau^2), exact from the tally. A point of turnout is .01 N
/// / that sum in log-odds, 1,000 ballots are 1,000 / it. Source: docs/method.md, "Swing" (Units).
struct Weight {
  double registered = 0;
  double ballots = 0;
};

Weight weight_of(const Labels& labels, const Tally& tally, std::size_t universe) {
  const MomentSums& turnout = tally[kUniverseTurnout].sums[universe];
  const auto n = static_cast<double>(tally.elections);
  const double mean = static_cast<double>(turnout.sum) / n / kFixedOne;
  const double square = static_cast<double>(turnout.squares) / n / kFixedOne / kFixedOne;
  const double registered = labels.universes[universe].registered;
  return {registered, registered * (mean - square)};
}

/// The slope dP / dm by Richardson's (4 e(h / 2) - e(h)) / 3, what windows of a half and a whole
/// width say, in units of a point of turnout and of 1,000 ballots; its error from sums of blocks,
/// whose squares SwingSums has. A warning where the two windows differ by more than 3 errors of
/// their difference: the slope then changes where races are close, and Richardson's step assumes
/// that it is smooth. Source: docs/method.md, "Swing" (Windows, Units).
SwingEffect effect(const SwingSums& sums, const Weight& weight, const Tally& tally) {
  const double unit = kSwingUnit / static_cast<double>(tally.swing.elections);
  const auto wide = static_cast<double>(sums.wide);
  const auto narrow = static_cast<double>(sums.narrow);
  const std::uint64_t blocks = tally.swing.blocks;
  const double slope = (4 * narrow - wide) / 3 * unit;
  SwingEffect made;
  made.registered = weight.registered;
  if (!(weight.ballots > 0)) return made;
  const double point = 0.01 * weight.registered / weight.ballots;
  const double thousand = 1000 / weight.ballots;
  made.per_point = slope * point;
  made.per_1000_ballots = slope * thousand;
  if (blocks < 2) return made;
  const double error = sd_of_sum(4 * narrow - wide, sums.squares, blocks) / 3 * unit;
  made.per_point_standard_error = error * point;
  made.per_1000_ballots_standard_error = error * thousand;
  if (blocks < kFewestBlocks) return made;
  const double gap_error = sd_of_sum(narrow - wide, sums.gap_squares, blocks);
  made.warning = std::abs(narrow - wide) > 3 * gap_error;
  return made;
}

}  // namespace

std::vector<SwingEffect> swing_effects(const Labels& labels, const Tally& tally) {
  const SwingTally& swing = tally.swing;
  std::vector<SwingEffect> effects;
  if (swing.rows.empty()) return effects;
  std::vector<Weight> weights;
  for (std::size_t i = 0; i < labels.universes.size(); ++i) {
    weights.push_back(weight_of(labels, tally, i));
  }
  std::vector<std::vector<std::uint32_t>> members(swing.groups.size());
  for (const SwingMember& member : swing.members) {
    members[member.group].push_back(member.universe);
  }
  // Marks the universes that have a row of their own for the target at hand.
  std::vector<std::uint32_t> last_target(weights.size(), static_cast<std::uint32_t>(-1));
  for (std::size_t i = 0; i < swing.rows.size(); ++i) {
    const auto [target, group] = swing.rows[i];
    if (swing.groups[group].kind == SwingGroup::Kind::universe) last_target[group] = target;
    Weight weight;
    for (const std::uint32_t universe : members[group]) {
      if (last_target[universe] != target) continue;
      weight.registered += weights[universe].registered;
      weight.ballots += weights[universe].ballots;
    }
    effects.push_back(effect(swing.sums[i], weight, tally));
  }
  return effects;
}

std::string swing_target_name(const Labels& labels, const SwingTarget& target) {
  if (target.kind == SwingTarget::Kind::win) return candidate_label(labels, target.item);
  return target.kind == SwingTarget::Kind::sweep ? labels.slates[target.item].id
                                                 : labels.events[target.item].name;
}

std::string swing_kind_name(SwingTarget::Kind kind) {
  constexpr std::array<const char*, 3> kNames = {"win", "sweep", "event"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string swing_kind_name(SwingGroup::Kind kind) {
  constexpr std::array<const char*, 4> kNames = {"universe", "tag", "faction", "district"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string swing_words(const std::string& by, const SwingRanking::Row& row) {
  if (by != "universe") return by + " " + row.shown;
  return row.name.find('/') == std::string::npos ? row.shown + ", all districts" : row.shown;
}

}  // namespace hustings
