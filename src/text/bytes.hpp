#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace hustings {

/// Fills a buffer with the next bytes of an input and returns how many; 0 = end. Throws Failure.
using ByteSource = std::function<std::size_t(char* buffer, std::size_t size)>;

/// Opens a file to be read as bytes; gzip is unpacked. Throws Failure if it is missing or a folder.
ByteSource open_bytes(const std::filesystem::path& file);

/// Gives the bytes of a text that outlives the source.
ByteSource bytes_of(std::string_view text);

/// Reads a whole file of at most `limit` bytes. Throws Failure.
std::string read_text(const std::filesystem::path& file, std::size_t limit);

}  // namespace hustings
