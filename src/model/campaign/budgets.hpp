#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "hustings/scenario/scenario.hpp"
#include "model/campaign/supply.hpp"

namespace hustings::campaign {

/// A resource of an owner that is not unlimited, with what all programmes plan to use of it.
struct OwnerResource {
  std::string owner;
  Source source;
  scenario::ResourceKind kind = scenario::ResourceKind::money;
  std::vector<double> planned;  ///< per week
  Supply supply;                ///< stock and what is kept; `weekly` on average
  std::vector<double> drawn;    ///< comes in per week, times the factor
  double limit = std::numeric_limits<double>::infinity();  ///< of a week's drawn x factor
  double sd = 0;  ///< coefficient of variation of the factor; 0 = not drawn
};

/// Weeks of the campaign: as written, else from that of the first contact.
int campaign_weeks(const scenario::Scenario& scenario);

/// What a programme costs: as written, else its mode's, of which a script's seconds replace hours
/// of volunteers; a mesh takes its captains once, at its start.
scenario::Cost planned_cost(const scenario::Programme& programme);

/// Lists every resource of every owner that has a limit, in the order of the file.
std::vector<OwnerResource> owner_resources(const scenario::Scenario& scenario);

/// What comes in on average.
inline const Supply& mean_supply(const OwnerResource& resource) {
  return resource.supply;
}

/// Returns F where a standard normal is at this part of its law, in (0, 1): e^(sigma z - sigma^2 /
/// 2), sigma^2 = log(1 + sd^2); 1 where it is not drawn.
double supply_factor(const OwnerResource& resource, double part);

/// What comes in where the factor is F: min(drawn F, limit) a week; the mean where it is not drawn.
Supply drawn_supply(const OwnerResource& resource, double factor);

/// Name of the normal of a resource's factor.
std::uint64_t draw_name(const OwnerResource& resource);

}  // namespace hustings::campaign
