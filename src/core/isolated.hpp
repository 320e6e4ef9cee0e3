#pragma once

#include <string>

namespace hustings {

/// A name as it stands in a sentence: one that is written from right to left, or that has controls
/// of direction in it, between U+2068 and U+2069, so that it turns round no number beside it; any
/// other as it is. Source: Unicode Standard Annex 9, 2.4.
std::string isolated(const std::string& name);

}  // namespace hustings
