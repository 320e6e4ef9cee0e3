#pragma once

#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/style.hpp"

namespace hustings {

/// Opens those of the standard streams that are closed, in a way in which they cannot be used: or
/// the next file opened would take their place, and messages would be written into it.
void hold_standard_streams();

/// Whether a file descriptor goes to a terminal that obeys codes: one that TERM does not call dumb.
bool takes_codes(int file_descriptor);

/// What the standard output, or another file descriptor, can show. Colours: a terminal that obeys
/// codes, and no NO_COLOR. Width: COLUMNS, else the terminal's, else 80; at least 40. Signs beyond
/// ASCII: where LC_ALL, LC_CTYPE or LANG (the first that is set) names UTF-8.
TableStyle terminal_style(int file_descriptor = 1);

/// Writes data to the standard output as they are. Throws Failure if that fails.
void print_out(const std::string& text);

/// Writes a text for people to the standard output, in lines that fit it. Throws Failure as above.
void print_text(const std::string& text);

/// Writes a line about what was done to the standard error output, '?' for what could take hold of
/// a terminal: it may have names of files and words of the command line in it.
void print_note(const std::string& line);

/// Writes problems to the standard error output in the same way, one below the other, of more than
/// 50 the first; and how many there are of each kind where there are several.
void print_problems(const std::vector<Problem>& problems);

}  // namespace hustings
