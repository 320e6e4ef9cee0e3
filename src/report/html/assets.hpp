#pragma once

#include <string_view>

namespace hustings {

/// The text of a file of src/report/assets, by its name; it must be there. CMake puts them into the
/// program.
std::string_view asset(std::string_view name);

}  // namespace hustings
