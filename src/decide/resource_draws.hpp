#pragma once

#include <cstddef>
#include <vector>

#include "hustings/decide/campaign_plan.hpp"

namespace hustings {

/// What resources leave of plans when what comes in is drawn.
///
/// Law: a drawn resource brings F times its mean, F lognormal of mean 1; of programme g the part
/// L_g = sum over weeks of a(week) x min over resources of min(1, came in / planned) is left.
/// Numbers are means over 1,024 draws, the points of Sobol's sequence of each owner's factors, each
/// in the middle of its cell: of one resource the midpoint rule. 1 draw where nothing is drawn.
/// Source: docs/campaign.md, "Resources".
class ResourceDraws {
 public:
  explicit ResourceDraws(const scenario::Scenario& scenario);

  std::size_t n() const { return left_.size(); }
  /// L of a programme in one draw.
  double left(std::size_t draw, std::size_t programme) const { return left_[draw][programme]; }
  double mean_left(std::size_t programme) const;
  /// E[L_g L_h].
  double mean_product(std::size_t g, std::size_t h) const;
  /// What a programme uses on the mean: what its plan needs in the weeks that are covered.
  const scenario::ResourceAmounts& cost(std::size_t programme) const { return costs_[programme]; }
  /// What comes in, is planned, used and left, on the mean.
  const std::vector<ResourceWeeks>& resources() const { return resources_; }

 private:
  std::vector<std::vector<double>> left_;  ///< draw x programme
  std::vector<scenario::ResourceAmounts> costs_;
  std::vector<ResourceWeeks> resources_;
};

}  // namespace hustings
