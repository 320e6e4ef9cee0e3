#pragma once

#include <cmath>
#include <cstdint>
#include <string>

#include "hustings/summary/view.hpp"

namespace hustings {

/// A chance that a world moves.
struct Moved {
  std::string name;
  std::string colour;
  Compared of;

  double size() const { return std::fabs(of.moved.difference); }
  /// Whether it is beyond two errors.
  bool is_seen() const;
};

/// Writes one side of it.
std::string chance_text(double p, Certainty certainty, std::uint64_t elections);

}  // namespace hustings
