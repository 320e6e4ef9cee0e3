#include "model/solve/normals.hpp"

#include "model/campaign/lift.hpp"

namespace hustings {

RowIndex Normals::row(const std::optional<std::uint64_t>& name) {
  if (!name) return kZeroRow;
  const auto [found, is_new] = of_name_.try_emplace(*name, next_);
  if (is_new) {
    plan_.shared.factors.push_back({next_++, draw_address(plan_.key, *name), kZeroRow});
  }
  return found->second;
}

RowIndex Normals::shared(const std::optional<std::uint64_t>& common, std::uint64_t own,
                         double share) {
  if (!common) return row(own);
  const RowIndex of_common = row(common);
  const RowIndex of_own = row(own);
  const campaign::DoseLoads loads = campaign::dose_loads(1, share);
  const auto first = static_cast<std::uint32_t>(plan_.shared.terms.size());
  plan_.shared.terms.push_back({of_common, static_cast<float>(loads.mode)});
  plan_.shared.terms.push_back({of_own, static_cast<float>(loads.own)});
  plan_.shared.sums.push_back({next_, first, 2, false});
  return next_++;
}

}  // namespace hustings
