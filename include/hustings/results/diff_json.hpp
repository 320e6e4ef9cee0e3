#pragma once

#include <string>

#include "hustings/decide/diff.hpp"

namespace hustings {

/// Writes how two runs differ as JSON; `same` = their digests are equal. Source: docs/ci.md,
/// "JSON".
std::string diff_json(const RunDifference& difference, bool same);

}  // namespace hustings
