#pragma once

#include <string>

#include "hustings/core/failure.hpp"

// SIGINT, SIGTERM and SIGHUP, where the program was not started with them ignored. A second one
// always ends the program at once.
namespace hustings {

/// Lets a signal end the program with a line and exit code 130, 143 or 129, as long as nothing is
/// at stake: from the start on, before anything is read.
void end_at_signals();

/// Has that line say this instead of `interrupted, nothing written`.
void say_at_signals(const std::string& words);

/// Remembers signals from now on, for work that looks for them: a run stops at its next block, and
/// a file that is being written is finished. Before any file gets its name: else the line of a
/// signal would say that nothing was written.
void remember_signals();

/// Whether one has come since.
bool interrupted();

/// The failure to report then; the line says `interrupted` and what there is to say beside.
Failure interruption(const std::string& words = ", nothing written");

}  // namespace hustings
