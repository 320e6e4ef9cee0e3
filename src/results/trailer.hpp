#pragma once

#include <cstddef>
#include <string>

namespace hustings {

/// What stands behind the HDF5 file: 8 bytes of magic, the length of all before it (64 bits,
/// little-endian) and the XXH3-128 of all before it. Source: docs/results.md, "The trailer".
inline constexpr std::size_t kTrailerBytes = 32;

void append_trailer(std::string& image);

/// Removes the trailer; false where there is none or the bytes before it are not those it was
/// written for.
bool remove_trailer(std::string& image);

}  // namespace hustings
