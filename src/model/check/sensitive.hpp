#pragma once

#include <string>
#include <string_view>

#include "model/check/checking.hpp"

namespace hustings {

/// Returns the first word of a tag or of its value that tells of race, origin, language, religion,
/// health, sex or sexuality; empty where none does.
///
/// Words are runs of letters; another begins at a capital that follows a small letter. Case does
/// not matter, nor an s at the end.
std::string sensitive_word(std::string_view text);

/// Refuses programmes, channels and shocks that pick people by what is private, in keys or values
/// of `where`, as groups of followers or of who uses a medium, unless the scenario gives a reason.
/// Names of districts and regions are of places and may be any. Source: docs/campaign.md, "Ethics".
void check_private_targets(const Checking& checking);

}  // namespace hustings
