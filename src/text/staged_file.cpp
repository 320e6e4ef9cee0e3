#include "text/staged_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kMode = 0666;  // the user's umask takes away from it

[[noreturn]] void fail(ExitCode code, const fs::path& target, int error) {
  throw Failure(code, "cannot write " + target.string() + ": " + std::strerror(error));
}

/// Turns the signal that a file-size limit sends into the error that `write` returns.
class FileSizeSignalIgnored {
 public:
  FileSizeSignalIgnored() {
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &before_);
  }
  ~FileSizeSignalIgnored() { sigaction(SIGXFSZ, &before_, nullptr); }
  FileSizeSignalIgnored(const FileSizeSignalIgnored&) = delete;
  FileSizeSignalIgnored& operator=(const FileSizeSignalIgnored&) = delete;

 private:
  struct sigaction before_ = {};
};

}  // namespace

void refuse_existing(const fs::path& path) {
  throw Failure(ExitCode::cannot_create,
                "cannot write " + path.string() + ": it is already there (--force replaces it)");
}

StagedFile::StagedFile(const fs::path& target, Kind kind)
    : target_(target), folder_(target.has_parent_path() ? target.parent_path() : ".") {
  if (kind == Kind::named || !open_unnamed()) open_named();
}

StagedFile::~StagedFile() {
  if (file_ >= 0) ::close(file_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

/// Opens a file without a name (O_TMPFILE): a killed process leaves nothing behind. False where the
/// file system or a missing /proc does not allow it.
bool StagedFile::open_unnamed() {
  // Its name comes from /proc later: without it the file could not be published.
  if (::access("/proc/self/fd", X_OK) != 0) return false;
  file_ = ::open(folder_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, kMode);
  return file_ >= 0;
}

void StagedFile::open_named() {
  take_temporary_name([&](const char* name) {
    file_ = ::open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kMode);
    return file_ >= 0;
  });
}

/// Gives a file without a name a temporary one, as renameat needs: linking can refuse an existing
/// target but not replace it.
void StagedFile::name_unnamed() {
  const std::string unnamed = "/proc/self/fd/" + std::to_string(file_);
  take_temporary_name([&](const char* name) {
    return ::linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
  });
}

/// Takes the first free name .hustings-PID-i in the target's folder: on one file system with the
/// target, or renaming would not be atomic.
void StagedFile::take_temporary_name(const std::function<bool(const char*)>& create) {
  const std::string stem = ".hustings-" + std::to_string(::getpid()) + "-";
  for (int i = 0; temporary_.empty(); ++i) {
    const std::string name = (folder_ / (stem + std::to_string(i))).string();
    if (create(name.c_str())) {
      temporary_ = name;
    } else if (errno != EEXIST) {
      fail(ExitCode::cannot_create, target_, errno);
    }
  }
}

/// Writes all bytes, however many calls that takes, and syncs: names are given only to what is on
/// the disk.
void StagedFile::write(std::string_view bytes) {
  const FileSizeSignalIgnored guard;
  while (!bytes.empty()) {
    const ssize_t n = ::write(file_, bytes.data(), std::min<std::size_t>(bytes.size(), 1u << 30));
    if (n > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno != EINTR) {
      fail(ExitCode::write_failed, target_, n == 0 ? ENOSPC : errno);
    }
  }
  if (::fsync(file_) != 0) fail(ExitCode::write_failed, target_, errno);
}

/// Renames in one step: others see the old file or the new one, never none and never half of one.
/// With `refuse` the kernel itself refuses an existing target, so no other program can come
/// between.
void StagedFile::rename_to_target(Existing existing) {
  const unsigned flags = existing == Existing::refuse ? RENAME_NOREPLACE : 0;
  int status = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), flags);
  // Some network file systems know no flags; the check before writing has to do there.
  if (status != 0 && errno == EINVAL) status = ::rename(temporary_.c_str(), target_.c_str());
  if (status != 0 && errno == EEXIST) refuse_existing(target_);
  if (status != 0) fail(ExitCode::cannot_create, target_, errno);
  temporary_.clear();
}

void StagedFile::publish(Existing existing) {
  if (temporary_.empty()) name_unnamed();
  rename_to_target(existing);
  sync_folder();
}

/// Syncs the folder, without which the new name may be lost in a crash.
void StagedFile::sync_folder() const {
  const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && (::fsync(folder) == 0 || errno == EINVAL);
  const int error = errno;
  if (folder >= 0) ::close(folder);
  if (!synced) fail(ExitCode::write_failed, target_, error);
}

}  // namespace hustings
