#pragma once

#include <string_view>

namespace hustings {

/// What the title says of a scenario whose inputs are invented (`illustration: true`): titles carry
/// it into every headline, picture and file.
inline constexpr std::string_view kInvented = "(illustration: invented inputs)";

inline bool is_illustration(std::string_view title) {
  return title.find(kInvented) != std::string_view::npos;
}

}  // namespace hustings
