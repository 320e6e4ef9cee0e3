#pragma once

#include <string>
#include <string_view>

#include "hustings/core/problem.hpp"

namespace hustings {

/// Whether a text is JSON; if not, says where it stops being so.
bool check_json(std::string_view text, const std::string& name, Problems& problems);

}  // namespace hustings
