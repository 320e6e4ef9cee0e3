#include "text/file_system.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <system_error>

namespace hustings {
namespace {

namespace fs = std::filesystem;

/// Turns what a system call returned into what it came to.
Called called(std::int64_t value) {
  return value < 0 ? Called{value, errno} : Called{value, 0};
}

Called called(const std::error_code& fault) {
  return {fault ? -1 : 0, fault.value()};
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

/// An open file that is closed with the object.
class Closing {
 public:
  explicit Closing(int file) : file_(file) {}
  ~Closing() { ::close(file_); }
  Closing(const Closing&) = delete;
  Closing& operator=(const Closing&) = delete;

 private:
  int file_;
};

std::string unnamed_path(int file) {
  return "/proc/self/fd/" + std::to_string(file);
}

/// Locks a file in the making for as long as it is open. Whoever sweeps may have removed it
/// between its opening and this: then it is as if its name had been taken.
Called locked_while_open(int file) {
  if (::flock(file, LOCK_SH | LOCK_NB) != 0 && errno != EWOULDBLOCK) return {file, 0};
  struct stat about = {};
  if (::fstat(file, &about) == 0 && about.st_nlink > 0) return {file, 0};
  ::close(file);
  return {-1, EEXIST};
}

bool is_same_file(int file, const char* name) {
  struct stat opened = {};
  struct stat named = {};
  return ::fstat(file, &opened) == 0 && ::stat(name, &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

}  // namespace

int RealFileSystem::process() {
  return ::getpid();
}

Called RealFileSystem::open_folder(const Path& folder) {
  return called(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

Called RealFileSystem::open_unnamed(const Path& folder, unsigned mode) {
  // Its name comes from /proc later: without it the file could not be published.
  if (::access("/proc/self/fd", X_OK) != 0) return {-1, errno};
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
  if (file >= 0) ::flock(file, LOCK_SH | LOCK_NB);
  return called(file);
}

Called RealFileSystem::open_new(const Path& file, unsigned mode) {
  const int opened = ::open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode);
  return opened < 0 ? called(opened) : locked_while_open(opened);
}

void RealFileSystem::close(int file) {
  ::close(file);
}

Called RealFileSystem::write(int file, std::string_view bytes) {
  const FileSizeSignalIgnored guard;
  return called(::write(file, bytes.data(), std::min<std::size_t>(bytes.size(), 1u << 30)));
}

Called RealFileSystem::sync(int file) {
  return called(::fsync(file));
}

Called RealFileSystem::set_mode(int file, unsigned mode) {
  return called(::fchmod(file, mode));
}

Called RealFileSystem::mode(const Path& file) {
  struct stat about = {};
  const Called found = called(::stat(file.c_str(), &about));
  return found ? Called{about.st_mode, 0} : found;
}

Called RealFileSystem::may_write(const Path& folder) {
  return called(::access(folder.c_str(), R_OK | W_OK | X_OK));
}

Called RealFileSystem::read_link(const Path& link, Path& target) {
  std::error_code fault;
  target = fs::read_symlink(link, fault);
  return called(fault);
}

bool RealFileSystem::is_same(const Path& a, const Path& b) {
  std::error_code none;
  return fs::equivalent(a, b, none);
}

Called RealFileSystem::link(int file, const Path& name) {
  return called(
      ::linkat(AT_FDCWD, unnamed_path(file).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW));
}

Called RealFileSystem::rename(const Path& from, const Path& to, bool replace) {
  const unsigned flags = replace ? 0 : RENAME_NOREPLACE;
  int status = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags);
  // Some network file systems know no flags; the check before writing has to do there.
  if (status != 0 && errno == EINVAL) status = ::rename(from.c_str(), to.c_str());
  return called(status);
}

Called RealFileSystem::remove(const Path& file) {
  return called(::unlink(file.c_str()));
}

Called RealFileSystem::remove_abandoned(const Path& file) {
  const int opened = ::open(file.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (opened < 0) return called(opened);
  const Closing closing(opened);
  if (::flock(opened, LOCK_EX | LOCK_NB) != 0) return {-1, errno};
  // Somebody else may have swept it, and its name may be that of a new file.
  return is_same_file(opened, file.c_str()) ? remove(file) : Called{-1, ENOENT};
}

Called RealFileSystem::make_folder(const Path& folder) {
  return called(::mkdir(folder.c_str(), 0700));
}

Called RealFileSystem::remove_folder(const Path& folder) {
  return called(::rmdir(folder.c_str()));
}

Called RealFileSystem::list(const Path& folder, std::vector<std::string>& names) {
  std::error_code fault;
  for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end;
       entry.increment(fault)) {
    names.push_back(entry->path().filename().string());
  }
  return called(fault);
}

Called RealFileSystem::read(const Path& file, std::string& bytes) {
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return called(opened);
  const Closing closing(opened);
  struct stat about = {};
  if (::fstat(opened, &about) != 0) return {-1, errno};
  bytes.resize(static_cast<std::size_t>(about.st_size));
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t n = ::read(opened, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return {-1, errno};
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  bytes.resize(done);
  return {static_cast<std::int64_t>(done), 0};
}

Called RealFileSystem::lock(const Path& file) {
  const int opened = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (opened < 0) return called(opened);
  if (::flock(opened, LOCK_EX | LOCK_NB) == 0) return {opened, 0};
  const bool is_without_locks = errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL;
  return {opened, is_without_locks ? ENOLCK : errno};
}

Called RealFileSystem::replace_contents(int file, std::string_view bytes) {
  if (::ftruncate(file, 0) != 0) return {-1, errno};
  return called(::pwrite(file, bytes.data(), bytes.size(), 0));
}

}  // namespace hustings
