#pragma once

#include "hustings/core/failure.hpp"

namespace hustings {

/// Catches SIGINT and SIGTERM from construction to destruction: a run then stops at its next block.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Whether one has come.
  static bool interrupted();

  /// The failure to report then: exit code 130 or 143.
  static Failure failure();
};

}  // namespace hustings
