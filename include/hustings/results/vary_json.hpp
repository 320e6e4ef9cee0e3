#pragma once

#include <string>

#include "hustings/decide/vary.hpp"
#include "hustings/summary/labels.hpp"

namespace hustings {

/// Writes a variation as JSON: inputs, then points with amounts and what they come to. Source:
/// docs/results.md, "JSON".
std::string vary_json(const Labels& labels, const Tally& base, const VaryTally& vary,
                      const std::string& digest);

}  // namespace hustings
