#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "hustings/core/progress.hpp"

namespace hustings {

/// Fills a buffer with the next bytes of an input and returns how many; 0 = end. Throws Failure.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t size)>;

/// Throws Failure (66) where there is no such file, or where it is a folder, a device or a pipe.
void require_regular_file(const std::filesystem::path& file);

/// Whether bytes begin as those of an HDF5 file, such as a results file, do.
bool begins_as_hdf5(std::string_view bytes);

/// Opens a file to be read as bytes; gzip is unpacked. Throws Failure if it is missing or a folder.
///
/// The observer is told of the bytes of the file as it stands (of a pipe, whose size is not known:
/// of those given); where it says stop the input ends.
ByteSource open_bytes(const std::filesystem::path& file, const Observer& observer = {});

/// Gives the bytes of a text that outlives the source.
ByteSource bytes_of(std::string_view text);

/// Reads a whole file of at most `limit` bytes. Throws Failure.
std::string read_text(const std::filesystem::path& file, std::size_t limit);

}  // namespace hustings
