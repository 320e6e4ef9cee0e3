#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hustings {

/// Drops blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// Cuts a text at every `between`; an empty part at its end is left out.
std::vector<std::string> split(std::string_view text, char between);

/// Puts a user's text into quotes for a message: its beginning, without what disturbs a terminal.
std::string shown(std::string_view text);

/// Writes a step of a path, in double quotes where it holds anything odd, without what disturbs a
/// terminal.
std::string path_step(std::string_view name);

/// Writes a word of a command line as a shell takes it: in quotes where it holds anything odd.
std::string shell_word(const std::string& word);

/// Writes a number the way a scenario would: `0.27`, `1_000_000`.
std::string number_text(double value);

}  // namespace hustings
