#pragma once

namespace hustings {

/// Parses the command line, runs the chosen command and returns its exit code; every failure
/// becomes one clear message on stderr and the code of docs/architecture.md, "Exit codes".
int run_program(int argc, const char* const* argv);

}  // namespace hustings
