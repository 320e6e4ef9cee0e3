#pragma once

#include <string>
#include <string_view>

namespace hustings {

/// What a title says of a scenario whose inputs are invented (`illustration: true`), and how it
/// begins to say why sensitive targets are allowed: titles carry both into every headline, picture
/// and file.
inline constexpr std::string_view kInvented = "(illustration: invented inputs)";
inline constexpr std::string_view kSensitive = "(sensitive targets are allowed: ";

inline bool is_illustration(std::string_view title) {
  return title.find(kInvented) != std::string_view::npos;
}

inline bool has_notice(std::string_view title) {
  return is_illustration(title) || title.find(kSensitive) != std::string_view::npos;
}

}  // namespace hustings
