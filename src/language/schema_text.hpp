#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace hustings {

/// Writes JSON with two blanks of indentation; what fits on a line of 100 columns stands on one.
std::string schema_text(const nlohmann::ordered_json& json);

}  // namespace hustings
