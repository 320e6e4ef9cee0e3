#pragma once

#include <string_view>

namespace hustings {

/// Orders names as people do: runs of digits by their number, all else by bytes, so `AD 9` stands
/// before `AD 10`. Different names are never equal: `07` stands before `7`.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace hustings
