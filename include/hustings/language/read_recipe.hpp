#pragma once

#include <filesystem>

#include "hustings/core/failure.hpp"
#include "hustings/core/problem.hpp"
#include "hustings/infer/recipe.hpp"

namespace hustings {

/// Reads a recipe and its tables (docs/recipe.md).
///
/// Everything wrong goes to `problems`; what is returned after an error serves only to look for
/// further ones. Names are not checked against each other here: recipe::check_recipe does that.
/// Throws Failure if the recipe itself is missing.
recipe::Recipe read_recipe(const std::filesystem::path& path, Problems& problems);

}  // namespace hustings
