#pragma once

#include <string>

#include "hustings/core/problem.hpp"
#include "hustings/infer/recipe.hpp"

namespace hustings::infer {

/// What a draft leaves out on purpose, to be scored on it afterwards.
struct LeftOut {
  std::string region;  ///< no past contest is known there; empty = none
  std::string past;    ///< the past contest that has not been; empty = none
};

/// Checks what the parts of a recipe must agree on: names, sums, ballots and registered voters,
/// crosswalks, polls. Everything wrong goes to `problems`.
void check_recipe(const recipe::Recipe& recipe, Problems& problems);

/// Takes out of a recipe what is left out; refuses names that it has not.
void leave_out(const LeftOut& left_out, recipe::Recipe& recipe, Problems& problems);

}  // namespace hustings::infer
