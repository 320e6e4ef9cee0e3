#pragma once

#include <string_view>

namespace hustings {

/// Tells whether a tag is about race, religion, health or sexuality, by its name.
bool is_sensitive(std::string_view tag);

}  // namespace hustings
