#pragma once

#include <string>

namespace hustings::test {

/// What one run of the program left behind.
struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs `hustings` with arguments as a shell would split them.
Ran run(const std::string& arguments);

/// A text as it was before its lines were broken: all blanks and line ends between words are one.
std::string in_one_line(const std::string& text);

}  // namespace hustings::test
