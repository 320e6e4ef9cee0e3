#pragma once

#include <string>

#include "hustings/infer/draft.hpp"

// The tables of a drafted scenario, as CSV.
namespace hustings {

std::string districts_table(const infer::Draft& draft, const recipe::Recipe& recipe);
std::string universes_table(const infer::Draft& draft);
/// Shares in millionths, which add up to 1 and are never 0.
std::string support_table(const infer::Draft& draft);
/// Loads of the effect `likeness`, of those who are like somebody.
std::string likeness_table(const infer::Draft& draft);

}  // namespace hustings
