#pragma once

#include <cstdint>

namespace hustings {

/// The bare limit of workload W: per election 1,586 normals of the engine's generator and 1,440
/// exponentials, nothing else. Returns a number that depends on all of them.
double draw_limit(std::uint64_t elections, int threads);

}  // namespace hustings
