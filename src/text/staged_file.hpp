#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "hustings/text/write_file.hpp"
#include "text/file_system.hpp"

namespace hustings {

/// Throws the Failure (73) for an output that is already there.
[[noreturn]] void refuse_existing(const std::filesystem::path& path);

/// Checks an output as check_output of the public header does, on some file system.
void check_output(FileSystem& files, const std::filesystem::path& path, Existing existing);

/// Writes a file as write_file of the public header does, on some file system.
void write_file(FileSystem& files, const std::filesystem::path& path, std::string_view bytes,
                Existing existing);

/// Removes the temporary files in a folder whose process is gone, as far as that can be told.
void sweep_temporaries(FileSystem& files, const std::filesystem::path& folder);

/// A file in the making, next to the place it is for.
///
/// It has no name while it is written, where the file system can do that (a killed process then
/// leaves nothing), else a hidden temporary one. Unless it is published, it is gone with the
/// object. What other processes left in the folder is swept. It has the permissions of the file
/// that it replaces.
class StagedFile {
 public:
  enum class Kind { unnamed, named };

  /// `unnamed` falls back on `named`. Throws Failure (73).
  StagedFile(FileSystem& files, const std::filesystem::path& target, Kind kind = Kind::unnamed);
  ~StagedFile();
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  /// Writes all there is to it and syncs to disk; the bytes must stay until it is published. Throws
  /// Failure (74).
  void write(std::string_view bytes);
  /// Gives the file its name. Throws Failure: 73 where that is refused, 74 where it has the name
  /// but its folder cannot be synced.
  void publish(Existing existing);

 private:
  void open_named();
  void take_mode_of_target();
  void name_unnamed();
  int take_temporary_name(const std::function<Called(const std::filesystem::path&)>& create);
  void rename_to_target(Existing existing);
  void sync_folder();
  Called synced(int file);
  void close(int& file);

  FileSystem& files_;
  std::filesystem::path target_;
  std::filesystem::path folder_path_;
  std::string_view bytes_;
  std::filesystem::path temporary_;  ///< empty while there is no name
  int folder_ = -1;
  int file_ = -1;
};

}  // namespace hustings
