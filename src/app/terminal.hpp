#pragma once

#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "report/style.hpp"

namespace hustings {

/// Whether text for this file descriptor may hold colours: a terminal, and no NO_COLOR.
bool takes_colours(int file_descriptor);

/// Columns of the terminal that a file descriptor (else the standard output) goes to, at least 40;
/// 100 where it is none.
std::size_t terminal_width(int file_descriptor = 1);

/// Colours and width of the standard output.
TableStyle terminal_style();

/// Writes data to the standard output. Throws Failure if that fails.
void print_out(const std::string& text);

/// Writes a line about what was done to the standard error output.
void print_note(const std::string& line);

/// Writes problems to the standard error output, one below the other, and how many there are of
/// each kind where there are several.
void print_problems(const std::vector<Problem>& problems);

}  // namespace hustings
