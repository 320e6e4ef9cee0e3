#pragma once

#include <cstddef>

namespace hustings::test {

/// Counts the bytes that `operator new` has given out so far. Work shows in it that copies or keeps
/// too much, on any machine alike.
std::size_t allocated_bytes();

}  // namespace hustings::test
