#pragma once

#include <cstddef>

namespace hustings {

/// Problems that are told one by one: of more the first, and how many there are.
inline constexpr std::size_t kMostTold = 50;

}  // namespace hustings
