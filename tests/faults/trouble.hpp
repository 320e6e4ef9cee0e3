#pragma once

#include <string>

#include "faults/commands.hpp"
#include "faults/simulated_files.hpp"

namespace hustings::faults {

/// Draws what befalls a process: often nothing, else a kill, a power failure, calls that fail,
/// interruptions and short writes.
Trouble trouble_of(Random& random);

std::string error_name(int error);

/// In words, for who reads how a sequence failed.
std::string text_of(const Trouble& trouble);
std::string text_of(const RunCommand& command);
std::string text_of(const MergeCommand& command);
std::string text_of(const Outcome& outcome);

}  // namespace hustings::faults
