#pragma once

#include <algorithm>
#include <string_view>

namespace hustings {

/// What a title says of a scenario whose inputs are invented (`illustration: true`), and how it
/// begins to say why sensitive targets are allowed: titles carry both into every headline, picture
/// and file.
inline constexpr std::string_view kInvented = "(illustration: invented inputs)";
inline constexpr std::string_view kSensitive = "(sensitive targets are allowed: ";

/// The notices of a title; they stand at its end.
inline std::string_view notices_in(std::string_view title) {
  const std::size_t begin = std::min(title.find(kInvented), title.find(kSensitive));
  return begin == std::string_view::npos ? std::string_view() : title.substr(begin);
}

/// The title as the scenario has it.
inline std::string_view without_notices(std::string_view title) {
  title.remove_suffix(notices_in(title).size());
  while (title.ends_with(' ')) title.remove_suffix(1);
  return title;
}

}  // namespace hustings
