#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/style.hpp"

namespace hustings {

/// Joins words, `head` and then `a, b, c`, so that `fitted` breaks lines between them; nothing
/// where there are none.
std::string list_of(const std::vector<std::string>& words, const char* separator = ", ",
                    const std::string& head = "");

/// Breaks the lines that are wider than the style says, at blanks; a word that is wider still,
/// where the line ends. What is broken goes on below what follows its first gap (two blanks), else
/// two columns further in where it is indented. Our own signs become what the terminal can show.
std::string fitted(std::string_view text, const TableStyle& style);

}  // namespace hustings
