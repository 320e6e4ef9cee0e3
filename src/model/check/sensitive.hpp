#pragma once

#include "model/check/checking.hpp"

namespace hustings {

/// Refuses programmes, channels and shocks that pick people by what is private, in keys or values
/// of `where`, as groups of followers or of who uses a medium, unless the scenario gives a reason.
/// Names of districts and regions are of places and may be any. Source: docs/campaign.md, "Ethics".
void check_private_targets(const Checking& checking);

}  // namespace hustings
