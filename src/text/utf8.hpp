#pragma once

#include <cstddef>
#include <string_view>

namespace hustings {

/// Returns the offset of the first byte that is no part of valid UTF-8 (overlong forms, surrogates
/// and code points past U+10FFFF are not), or npos.
std::size_t find_broken_utf8(std::string_view text);

/// Counts the characters (code points) of valid UTF-8.
std::size_t n_characters(std::string_view text);

}  // namespace hustings
