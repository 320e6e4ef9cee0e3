#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hustings/model/labels.hpp"

namespace hustings {

/// What may be said of an election, for logic to judge.
struct Claim {
  enum class Kind : std::uint8_t {
    wins,      ///< candidate `item` wins
    seats,     ///< slate `item` wins `count` seats
    at_least,  ///< slate `item` wins `count` seats or more
    event,     ///< event `item` happens
    shock      ///< shock `item` does
  };
  Kind kind = Kind::wins;
  std::size_t item = 0;
  std::size_t count = 0;
};

/// Says whether there can be an election that meets a condition (a sentence of the event language
/// or the name of an event; empty = none) and in which the claim holds, or does not hold.
///
/// False only where logic rules it out: each contest elects as many as it has seats, out of those
/// who stand and are on some ballot; `wins`, `sweep of` and `at least k of` follow from that. Every
/// other term, and a sentence that cannot be read, may be so or not; the same term of the same text
/// is so or not throughout. Gives up, and says true, where that leaves too much to look at.
/// Source: docs/method.md, "Precision".
bool can_be(const Labels& labels, std::string_view condition, const Claim& claim,
            bool holds = true);

}  // namespace hustings
