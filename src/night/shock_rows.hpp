#pragma once

#include "hustings/model/night_plan.hpp"

namespace hustings {

/// Fills the rows of a program's shocks from those of its normals, which must have been filled:
/// where each happens, and what it moves there. Its arithmetic is in double precision and the same
/// on every instruction set. Source: docs/campaign.md, "Shocks".
void fill_shocks(const RowProgram& program, float* rows);

/// Fills the rows that say which version of a programme an election has, from those of shocks and
/// of what resources leave.
void fill_versions(const RowProgram& program, float* rows);

}  // namespace hustings
