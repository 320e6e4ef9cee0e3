#pragma once

#include <string>

#include "hustings/infer/draft.hpp"
#include "report/style.hpp"

namespace hustings {

/// Says what a recipe came to: registered voters by outlook and place, the shares and their errors,
/// what is not identified, and which places are unlike the data.
std::string draft_text(const infer::Draft& draft, const recipe::Recipe& recipe,
                       const TableStyle& style);

}  // namespace hustings
