#pragma once

#include <stdexcept>
#include <string>

namespace hustings {

/// What the program returns to the shell (docs/architecture.md, "Exit codes").
enum class ExitCode : int {
  ok = 0,
  different = 1,  ///< not as expected, or not alike
  usage = 2,
  compatible = 3,
  bad_data = 65,
  no_input = 66,
  internal = 70,
  memory = 71,
  cannot_create = 73,
  write_failed = 74,
  hung_up = 129,
  interrupted = 130,
  terminated = 143,
};

/// A failure with its exit code and one line a person can act on.
class Failure : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace hustings
