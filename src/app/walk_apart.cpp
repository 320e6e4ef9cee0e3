#include "app/walk_apart.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <set>

#include "hustings/core/failure.hpp"
#include "text/xxh3.hpp"

namespace hustings {
namespace {

constexpr const char* kBytes = "/proc/self/fd/0";  // the child's standard input

[[noreturn]] void fail(const std::string& name, const char* what) {
  throw Failure(ExitCode::no_input, "cannot judge " + name + " in a process of its own: " + what +
                                        ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  void reset(int number = -1) {
    if (number_ >= 0) ::close(number_);
    number_ = number;
  }

 private:
  int number_;
};

/// Puts bytes into a file without a name, of which the child is given no other.
void fill(const Descriptor& file, std::string_view bytes, const std::string& name) {
  if (file.number() < 0) fail(name, "memfd_create");
  while (!bytes.empty()) {
    const ssize_t n = ::write(file.number(), bytes.data(), bytes.size());
    if (n < 0 && errno != EINTR) fail(name, "write");
    if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Starts the child: bytes on its standard input, what it says into a pipe. In a process group of
/// its own, so that a key pressed at the terminal is no reason to call the file damaged.
pid_t start(const Descriptor& bytes, const Descriptor& said, const std::string& name) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t manner;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, bytes.number(), STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files, said.number(), STDERR_FILENO);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGXCPU);
  posix_spawnattr_init(&manner);
  posix_spawnattr_setpgroup(&manner, 0);
  posix_spawnattr_setsigdefault(&manner, &defaults);
  posix_spawnattr_setflags(&manner, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  std::array<std::string, 4> words = {"hustings", "verify", "--walk", kBytes};
  std::array<char*, 5> line = {words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                               nullptr};
  pid_t child = 0;
  errno = ::posix_spawn(&child, "/proc/self/exe", &files, &manner, line.data(), environ);
  const int fault = errno;
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&manner);
  errno = fault;
  if (fault != 0) fail(name, "posix_spawn");
  return child;
}

std::string all_of(const Descriptor& pipe) {
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t n = ::read(pipe.number(), part.data(), part.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    if (text.size() < part.size()) text.append(part.data(), static_cast<std::size_t>(n));
  }
}

/// The reason in a child's message, without its name of the file; empty = it gave none.
std::string reason_in(std::string_view said) {
  const std::string before = std::string("hustings: ") + kBytes + ": ";
  if (!said.starts_with(before)) return "";
  said.remove_prefix(before.size());
  return std::string(said.substr(0, said.find('\n')));
}

/// Has a child parse bytes, and takes its end as the judgement.
///
/// Law: exit code 0 is good; 65 is refused for the reason that the child gives; any other end (a
/// signal of HDF5's, a limit of memory or time) is a file that HDF5 cannot read. The child sees the
/// very bytes that will be parsed here, not the file, which may change meanwhile.
void judge(const std::string& bytes, const std::string& name) {
  const Descriptor file(::memfd_create("hustings", MFD_CLOEXEC));
  fill(file, bytes, name);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(name, "pipe");
  const Descriptor read_end(ends[0]);
  Descriptor write_end(ends[1]);
  const pid_t child = start(file, write_end, name);
  write_end.reset();
  const std::string said = all_of(read_end);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail(name, "waitpid");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  const bool is_refused =
      WIFEXITED(status) && WEXITSTATUS(status) == static_cast<int>(ExitCode::bad_data);
  const std::string reason = is_refused ? reason_in(said) : "";
  throw Failure(ExitCode::bad_data,
                name + ": " + (reason.empty() ? "damaged so that HDF5 cannot read it" : reason));
}

void limit(__rlimit_resource what, rlim_t most) {
  rlimit now{};
  getrlimit(what, &now);
  now.rlim_cur = std::min(now.rlim_max, most);
  setrlimit(what, &now);
}

/// Address space that this process has [bytes].
rlim_t address_space() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

Trust::Walk walk_apart() {
  struct Judged {
    std::mutex mutex;
    std::set<std::string> good;
  };
  const auto judged = std::make_shared<Judged>();
  return [judged](const std::string& bytes, const std::string& name) {
    const std::string which = hex(xxh3(bytes));
    {
      const std::lock_guard lock(judged->mutex);
      if (judged->good.contains(which)) return;
    }
    judge(bytes, name);
    const std::lock_guard lock(judged->mutex);
    judged->good.insert(which);
  };
}

void walk_limited(const std::string& file) {
  constexpr rlim_t kMega = 1u << 20;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::ifstream input(file, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  if (!input) throw Failure(ExitCode::no_input, "cannot read " + file);
  input.close();
  limit(RLIMIT_AS, address_space() + 4 * bytes.size() + 512 * kMega);
  const auto used = static_cast<rlim_t>(std::clock() / CLOCKS_PER_SEC);
  limit(RLIMIT_CPU, used + 1 + bytes.size() / (4 * kMega));
  limit(RLIMIT_NOFILE, 3);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  walk_image(bytes, file);
}

}  // namespace hustings
