#pragma once

#include <algorithm>
#include <string>
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

/// The same without their brackets, for where they stand apart from the title: `illustration:
/// invented inputs; sensitive targets are allowed: a union asks`.
inline std::string bare_notices(std::string_view title) {
  std::string notices(notices_in(title));
  if (!notices.starts_with('(') || !notices.ends_with(')')) return notices;
  notices = notices.substr(1, notices.size() - 2);
  constexpr std::string_view kNext = ") (";
  for (std::size_t at; (at = notices.find(kNext)) != std::string::npos;) {
    notices.replace(at, kNext.size(), "; ");
  }
  return notices;
}

/// The title as the scenario has it.
inline std::string_view without_notices(std::string_view title) {
  title.remove_suffix(notices_in(title).size());
  while (title.ends_with(' ')) title.remove_suffix(1);
  return title;
}

}  // namespace hustings
