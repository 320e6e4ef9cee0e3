#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hustings {

/// What a call of a file system came to: its value, else why there is none (errno).
struct Called {
  std::int64_t value = 0;
  int error = 0;

  explicit operator bool() const { return error == 0; }
};

/// Permissions of files that replace none: the user's umask takes away from them.
inline constexpr unsigned kNewFile = 0666;
/// Of a mode the permissions.
inline constexpr std::int64_t kPermissions = 0777;

/// The calls by which files are published and kept; tests put another in the place of the real one.
///
/// Every call does what the system's does and no more: it may write less than all, or be
/// interrupted (EINTR). An open file is a number, closed with `close`. Files that are being written
/// are locked (shared), so that nobody takes them for left behind; where the file system knows no
/// locks they are not.
class FileSystem {
 public:
  using Path = std::filesystem::path;

  virtual ~FileSystem() = default;

  /// The number of this process, by which its temporary files are named.
  virtual int process() = 0;

  /// Opens a folder, so that it can be synced.
  virtual Called open_folder(const Path& folder) = 0;
  /// Opens a file without a name in a folder: a killed process leaves nothing behind.
  virtual Called open_unnamed(const Path& folder, unsigned mode) = 0;
  /// Opens a file that must be new (EEXIST).
  virtual Called open_new(const Path& file, unsigned mode) = 0;
  virtual void close(int file) = 0;

  /// Writes some of the bytes, and says how many.
  virtual Called write(int file, std::string_view bytes) = 0;
  /// Brings what was written to a file, or the names in a folder, to the disk.
  virtual Called sync(int file) = 0;
  virtual Called set_mode(int file, unsigned mode) = 0;
  /// The mode of what is there (ENOENT): its kind and, in `kPermissions`, its permissions.
  virtual Called mode(const Path& file) = 0;
  /// Says whether names may be given and taken in a folder, and it may be synced (EACCES, EROFS).
  virtual Called may_write(const Path& folder) = 0;
  /// Reads where a symbolic link points (EINVAL where it is none).
  virtual Called read_link(const Path& link, Path& target) = 0;
  /// Whether two paths lead to one file that is there.
  virtual bool is_same(const Path& a, const Path& b) = 0;

  /// Gives an unnamed file a name that must be new (EEXIST).
  virtual Called link(int file, const Path& name) = 0;
  /// Renames in one step; without `replace` a name that is taken is refused (EEXIST).
  virtual Called rename(const Path& from, const Path& to, bool replace) = 0;
  virtual Called remove(const Path& file) = 0;
  /// Removes a file, unless somebody has it locked (EWOULDBLOCK).
  virtual Called remove_abandoned(const Path& file) = 0;

  /// Makes a folder that only its owner may enter (EEXIST).
  virtual Called make_folder(const Path& folder) = 0;
  virtual Called remove_folder(const Path& folder) = 0;
  /// Names what is in a folder, in no order.
  virtual Called list(const Path& folder, std::vector<std::string>& names) = 0;
  /// Reads a whole file.
  virtual Called read(const Path& file, std::string& bytes) = 0;
  /// Opens a file, made where there is none, and locks it for this process alone until it is
  /// closed: EWOULDBLOCK where another has it, ENOLCK where there are no locks. In both cases, and
  /// without an error, the value is the open file.
  virtual Called lock(const Path& file) = 0;
  /// Puts bytes in the place of all that is in an open file.
  virtual Called replace_contents(int file, std::string_view bytes) = 0;
};

/// The calls of the machine.
class RealFileSystem : public FileSystem {
 public:
  int process() override;
  Called open_folder(const Path& folder) override;
  Called open_unnamed(const Path& folder, unsigned mode) override;
  Called open_new(const Path& file, unsigned mode) override;
  void close(int file) override;
  Called write(int file, std::string_view bytes) override;
  Called sync(int file) override;
  Called set_mode(int file, unsigned mode) override;
  Called mode(const Path& file) override;
  Called may_write(const Path& folder) override;
  Called read_link(const Path& link, Path& target) override;
  bool is_same(const Path& a, const Path& b) override;
  Called link(int file, const Path& name) override;
  Called rename(const Path& from, const Path& to, bool replace) override;
  Called remove(const Path& file) override;
  Called remove_abandoned(const Path& file) override;
  Called make_folder(const Path& folder) override;
  Called remove_folder(const Path& folder) override;
  Called list(const Path& folder, std::vector<std::string>& names) override;
  Called read(const Path& file, std::string& bytes) override;
  Called lock(const Path& file) override;
  Called replace_contents(int file, std::string_view bytes) override;
};

}  // namespace hustings
