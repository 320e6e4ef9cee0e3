#pragma once

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// A small scenario with some of everything: contests that share districts and one that has its
/// own, t tails by contest and by family, slates that overlap, loads on turnout and support, every
/// way to write turnout, a candidate who is not on the ballot everywhere, universes of nobody,
/// events of every kind.
scenario::Scenario busy_scenario();

/// A small scenario with every counting rule: one seat and two, ranked choice one by one and in
/// batches, a runoff, delegates with a total; with recounts, and contests of so few voters that
/// exact ties happen.
scenario::Scenario every_rule_scenario();

}  // namespace hustings::test
