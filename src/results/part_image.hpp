#pragma once

#include <string>

#include "hustings/results/parts.hpp"

namespace hustings {

/// Reads the part in an HDF5 file in memory, which messages call `name`, as read_part does.
Results part_in(std::string& image, const std::string& name);

/// Reads only of what it is a part, as read_part_head does.
RunPart part_head_in(std::string& image, const std::string& name);

}  // namespace hustings
