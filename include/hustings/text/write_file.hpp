#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/failure.hpp"

namespace hustings {

/// What to do where the output is already there.
enum class Existing { refuse, replace };

/// Writes a file whole or not at all: under no name or a temporary one, synced to disk, then named.
///
/// Nobody sees half a file, whatever happens and whenever it happens; what stood there before stays
/// until the new file is complete. A symbolic link is followed; what is no regular file is never
/// replaced. Throws Failure: 73 where it cannot be created, 74 where writing fails.
void write_file(const std::filesystem::path& path, std::string_view bytes, Existing existing);

/// A file to be written: where, and what.
struct FileToWrite {
  std::filesystem::path path;
  std::string bytes;
};

/// Writes several files that belong together, as write_file does each: all are written and synced
/// before the first gets its name, the first of the list last. Folders are made where they lack.
void write_files(const std::vector<FileToWrite>& files, Existing existing);

/// Throws the Failure that `write_file` would give at once, before long work is done in vain.
void check_output(const std::filesystem::path& path, Existing existing);

}  // namespace hustings
