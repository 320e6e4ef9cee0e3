#pragma once

#include <cstdio>
#include <cstdlib>

namespace hustings::detail {
[[noreturn]] inline void contract_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: contract broken: %s\n", file, line, what);
  std::abort();
}
}  // namespace hustings::detail

/// States what a caller must guarantee; aborts in debug builds, costs nothing in release builds.
/// Never for a user's data: that is a ScenarioError.
#ifdef NDEBUG
#define HUSTINGS_REQUIRE(condition) static_cast<void>(0)
#else
#define HUSTINGS_REQUIRE(condition)   \
  ((condition) ? static_cast<void>(0) \
               : ::hustings::detail::contract_failed(#condition, __FILE__, __LINE__))
#endif
