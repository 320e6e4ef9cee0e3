#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "hustings/model/model.hpp"
#include "hustings/scenario/scenario.hpp"

namespace hustings {

/// What may be told of plans so that nobody learns of a group below the least size.
struct ToldApart {
  double least = 0;  ///< registered voters
  /// Per programme: whether it may be told how many it reaches, and how many ballots that adds.
  std::vector<bool> programmes;
  std::set<std::string> owners;    ///< all of whose programmes are told
  std::set<std::string> coverage;  ///< owners of whom it may be told by group whom they reach
  /// Per universe: equal where what is told reaches people alike; of no contest of a programme, or
  /// without registered voters: 0.
  std::vector<std::size_t> parts;

  /// Whether a programme, or all of an owner, are told.
  bool tells(std::size_t programme) const { return programmes[programme]; }
  bool tells(const std::string& owner) const { return owners.contains(owner); }
};

/// Finds what may be told of the plans of all owners together.
///
/// The rule. Sums over people are known of everything that is told, and the chances with which each
/// is reached, which tell how large a target is. So whatever is told divides people into parts: a
/// programme by whom it means, whom it meets by mistake and what part of them follows or uses its
/// medium; coverage by who is in the contests of its owner. In the order of the file, programmes
/// first, then owners, each is told where every part is empty or has the least size. Source:
/// docs/campaign.md, "Coverage".
ToldApart told_apart(const scenario::Scenario& scenario, const Model& model);

/// Districts of the contests that an owner's programmes are for.
std::set<DistrictId> districts_of(const Model& model, const std::string& owner);

/// Owners of programmes, in the order of these.
std::vector<std::string> owners_of(const Model& model);

}  // namespace hustings
