#pragma once

#include "hustings/scenario/scenario.hpp"

namespace hustings::test {

/// Two contests that award delegates by every kind of pool and option, one by plurality, totals
/// over the two, events about them. Everybody of a name may win, lose and tie.
scenario::Scenario delegate_scenario();

}  // namespace hustings::test
