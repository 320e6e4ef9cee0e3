#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hustings {

/// Returns the offset of the first byte that is no part of valid UTF-8 (overlong forms, surrogates
/// and code points past U+10FFFF are not), or npos.
std::size_t find_broken_utf8(std::string_view text);

/// Returns the offset of the first character of valid UTF-8 that could take hold of a terminal or
/// show other text than is written, or npos: C0 but tab and line breaks, DEL, C1, the separators of
/// lines U+2028 and U+2029, and what turns the direction of all behind it, U+202A to U+202E.
std::size_t find_control(std::string_view text);

/// Writes '?' for every such character, and for every byte that is no UTF-8.
std::string printable(std::string_view text);

/// Counts the characters (code points) of valid UTF-8.
std::size_t n_characters(std::string_view text);

}  // namespace hustings
