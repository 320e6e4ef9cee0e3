#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hustings/core/problem.hpp"

// Files of cases: what each changes in a good input, and what must then be reported, word for word.
// `* 3 - f{}` stands for three lines, with 0, 1 and 2 in the place of {}.
// HUSTINGS_UPDATE=1 writes what is reported now into the file.
namespace hustings::test {

/// Reads and checks a main file, whose text is given and whose tables stand beside it.
using Reporter =
    std::function<Problems(const std::filesystem::path& main_file, const std::string& text,
                           const std::vector<std::string>& overrides)>;

/// Holds every case of `tests/unit/language/NAME` against what is reported. The first is the good
/// input with all its files; `least` cases must be there.
void check_bad_cases(const std::string& name, const std::string& main_file, std::size_t least,
                     const Reporter& report);

}  // namespace hustings::test
