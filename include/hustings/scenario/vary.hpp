#pragma once

#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "hustings/scenario/change.hpp"

namespace hustings::scenario {

/// How the points at which inputs are tried are laid out.
enum class Design {
  grid,   ///< every combination of the inputs' values
  latin,  ///< a Latin hypercube: every input evenly, in an order of its own drawn by the seed
  sobol   ///< the first points of Sobol's low-discrepancy sequence
};

/// Most points of one variation: each is a simulation.
inline constexpr std::size_t kMostPoints = 4096;

/// One input that is moved: a change whose amount takes many values.
struct VaryInput {
  Source source;
  std::string name;            ///< as given, or made from what is changed
  Change change;               ///< with any amount
  std::vector<double> values;  ///< of a grid
  double from = 0;             ///< of other designs
  double to = 0;
};

/// Inputs that are moved over a range, on the same draws.
struct Vary {
  Source source;
  Design design = Design::grid;
  std::size_t points = 0;  ///< of designs other than grids
  std::vector<VaryInput> inputs;
};

/// Tells what the amount of a change does, as `change` and `over` of an input: `turnout plus`.
/// Empty for changes without an amount.
std::string change_and_over(const Change& change);

/// The change with another amount.
Change with_amount(Change change, double amount);

}  // namespace hustings::scenario
