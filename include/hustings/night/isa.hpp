#pragma once

#include <string>

namespace hustings {

/// Chooses the instruction set of all vector kernels: the best this CPU has, or the one the
/// environment variable HUSTINGS_ISA names (plain, avx2, avx512). Every choice gives the same bits.
///
/// Call once, before the first simulation. Fails (ExitCode::usage) on an unknown name or one this
/// CPU lacks.
void choose_isa();

/// Name of the instruction set in use: `plain`, `avx2` or `avx512`.
std::string isa_name();

}  // namespace hustings
