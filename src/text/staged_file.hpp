#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "hustings/text/write_file.hpp"

namespace hustings {

/// Throws the Failure (73) for an output that is already there.
[[noreturn]] void refuse_existing(const std::filesystem::path& path);

/// A file in the making, next to the place it is for.
///
/// It has no name while it is written, where the file system can do that (a killed process then
/// leaves nothing), else a hidden temporary one. Unless it is published, it is gone with the
/// object.
class StagedFile {
 public:
  enum class Kind { unnamed, named };

  /// `unnamed` falls back on `named`. Throws Failure (73).
  explicit StagedFile(const std::filesystem::path& target, Kind kind = Kind::unnamed);
  ~StagedFile();
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  /// Writes and syncs to disk. Throws Failure (74).
  void write(std::string_view bytes);
  /// Gives the file its name. Throws Failure (73).
  void publish(Existing existing);

 private:
  bool open_unnamed();
  void open_named();
  void name_unnamed();
  void take_temporary_name(const std::function<bool(const char*)>& create);
  void rename_to_target(Existing existing);
  void sync_folder() const;

  std::filesystem::path target_;
  std::filesystem::path folder_;
  std::string temporary_;  ///< empty while there is no name
  int file_ = -1;
};

}  // namespace hustings
