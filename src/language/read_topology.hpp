#pragma once

#include "hustings/scenario/campaign.hpp"
#include "language/value.hpp"

// What captains, broadcasts and media say: parts of programmes, changes and channels.
namespace hustings {

/// Reads a share of people: one for everybody, or by faction or tag value.
scenario::GroupShares read_group_shares(const Value& value);

}  // namespace hustings
