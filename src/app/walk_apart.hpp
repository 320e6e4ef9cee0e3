#pragma once

#include <string>

#include "hustings/results/results_file.hpp"

namespace hustings {

/// Makes what judges files from elsewhere: a child process, this program as `verify --walk`, parses
/// their bytes first, with limits of memory and time. Files that it refuses, or dies of, are
/// refused (65); the same bytes are judged once. Throws Failure (66) where no child can be started.
Trust::Walk walk_apart();

/// Is that child: limits this process, then parses the file. Throws Failure (65).
///
/// Limits: memory of 4 files and 512 MB more than now, a second of processor time and one more for
/// each 4 MB, no other file opened, none written, no core file.
void walk_limited(const std::string& file);

}  // namespace hustings
