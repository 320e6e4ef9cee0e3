#pragma once

#include <string>

#include "hustings/summary/view.hpp"
#include "report/style.hpp"

namespace hustings {

/// Writes how one run differs from another: their titles and numbers of elections, contests that
/// only one of them has, then the table of a what-if. `first` is what the base is called.
std::string compare_text(const std::string& first, const std::string& second, const View& after,
                         const TableStyle& style);

}  // namespace hustings
