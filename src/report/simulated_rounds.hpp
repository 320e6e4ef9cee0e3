#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// The rounds of one simulated contest, and how its candidates are listed.
struct SimulatedRounds {
  const View& view;
  std::size_t contest = 0;
  const std::vector<std::size_t>& order;  ///< its candidates, from the top
};

/// Writes mean shares of valid votes by round (who is out counts as 0), what is exhausted, and who
/// are the last two.
std::string simulated_rounds_table(const SimulatedRounds& of, const TableStyle& style);

}  // namespace hustings
