#include <cstdlib>
#include <iostream>

#include "app/program.hpp"
#include "app/terminal.hpp"
#include "hustings/core/failure.hpp"

int main(int argc, char** argv) {
  hustings::hold_standard_streams();
  std::cerr.rdbuf(nullptr);  // HDF5's destructors would report on it
  const int code = hustings::run_program(argc, argv);
  // Libraries that lacked memory may hang or complain while they are closed.
  if (code == static_cast<int>(hustings::ExitCode::memory)) std::_Exit(code);
  return code;
}
