#pragma once

#include <string>
#include <vector>

#include "hustings/tally/draws.hpp"
#include "hustings/tally/tally.hpp"

namespace hustings::test {

/// The record of the first n elections of a longer record.
Draws first_draws(const Draws& draws, std::uint64_t n);

/// Counts again, in plain loops, all that can be told from the record of the first n elections:
/// wins, shares, turnouts, seats, joint outcomes, pairs, events, delegates and totals. Lots, ties
/// of remainders and margins are left at 0.
Tally recount(const Model& model, const Draws& draws, std::uint64_t n);

/// Names the parts in which a tally differs from a recount. Turnouts are held only to rounding: a
/// record multiplies them by another constant.
std::vector<std::string> differences(const Tally& tally, const Tally& recount);

}  // namespace hustings::test
