#pragma once

#include <cstdint>
#include <filesystem>

namespace hustings {

/// What tells that a file is another one than before.
struct FileState {
  std::uintmax_t size = 0;
  std::filesystem::file_time_type changed;
  bool is_there = false;

  friend bool operator==(const FileState&, const FileState&) = default;
};

FileState state_of(const std::filesystem::path& file);

}  // namespace hustings
