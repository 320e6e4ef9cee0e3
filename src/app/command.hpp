#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "hustings/core/failure.hpp"

namespace hustings {

/// What the parsed command line asks for: set by the callback of the chosen subcommand, run after
/// parsing. Data go to stdout, messages to stderr; failures are thrown (Failure, ScenarioError).
using Command = std::function<ExitCode()>;

}  // namespace hustings
