#include "model/solve/shock_rows.hpp"

#include <cmath>
#include <map>

#include "model/campaign/shock_chance.hpp"

namespace hustings {
namespace {

/// Appends draws to a program, each name once.
class Normals {
 public:
  Normals(RowIndex next, NightPlan& plan) : next_(next), plan_(plan) {}

  RowIndex next() { return next_++; }
  RowIndex end() const { return next_; }

  RowIndex row(const std::optional<std::uint64_t>& name) {
    if (!name) return kZeroRow;
    const auto [found, is_new] = of_name_.try_emplace(*name, next_);
    if (is_new) {
      plan_.shared.factors.push_back({next_++, draw_address(plan_.key, *name), kZeroRow});
    }
    return found->second;
  }

  /// The normal that says whether a shock happens: of a group partly the group's.
  RowIndex happens(const campaign::ShockDraws& draws) {
    const RowIndex own = row(draws.happens);
    if (!draws.group) return own;
    const RowIndex group = row(draws.group);
    const auto first = static_cast<std::uint32_t>(plan_.shared.terms.size());
    const double share = campaign::kGroupShare;
    plan_.shared.terms.push_back({group, static_cast<float>(std::sqrt(share))});
    plan_.shared.terms.push_back({own, static_cast<float>(std::sqrt(1 - share))});
    plan_.shared.sums.push_back({next_, first, 2, false});
    return next_++;
  }

 private:
  RowIndex next_;
  NightPlan& plan_;
  std::map<std::uint64_t, RowIndex> of_name_;
};

}  // namespace

RowIndex ShockRows::add(const campaign::ShockTouches& touches, RowIndex next, NightPlan& plan) {
  Normals normals(next, plan);
  for (std::size_t s = 0; s < touches.laws.size(); ++s) {
    const campaign::ShockDraws& draws = touches.draws[s];
    ShockDraw shock = touches.laws[s];
    shock.normal = normals.happens(draws);
    shock.onset = normals.row(draws.onset);
    shock.response = normals.row(draws.response);
    effects_.emplace_back(normals.row(draws.turnout), normals.row(draws.support));
    shock.happens = normals.next();
    shock.moved = normals.next();
    moved_.push_back(shock.moved);
    plan.shared.shocks.push_back(std::move(shock));
  }
  return normals.end();
}

}  // namespace hustings
