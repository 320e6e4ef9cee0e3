#include "text/bytes.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

constexpr unsigned kZlibBuffer = 1u << 18;

/// Reads on; what begins as gzip does is unpacked, anything else passes as it stands. A gzip file
/// that is cut or damaged fails (bad_data) where that shows, so it is never taken for a shorter
/// one.
std::size_t read_some(gzFile input, const std::string& name, char* buffer, std::size_t size) {
  const auto n_wanted = static_cast<unsigned>(std::min<std::size_t>(size, 1u << 30));
  const int n = gzread(input, buffer, n_wanted);
  int code = Z_OK;
  const char* reason = gzerror(input, &code);
  if (code == Z_ERRNO) {
    throw Failure(ExitCode::no_input, "cannot read " + name + ": " + std::strerror(errno));
  }
  if (n < 0 || code != Z_OK) {
    throw Failure(ExitCode::bad_data, name + ": damaged or cut gzip data (" + reason + ")");
  }
  return static_cast<std::size_t>(n);
}

/// Throws Failure (66) for what cannot be read as a file, in the words that all commands have.
void require_file(const std::filesystem::path& file) {
  std::error_code fault;
  const std::filesystem::file_status status = std::filesystem::status(file, fault);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw Failure(ExitCode::no_input, "cannot open " + file.string() + ": there is no such file");
  }
  if (std::filesystem::is_directory(status)) {
    throw Failure(ExitCode::no_input, "cannot read " + file.string() + ": it is a folder");
  }
}

/// A file that is open, and who is told how far it is read.
class ObservedFile {
 public:
  ObservedFile(gzFile input, const std::filesystem::path& file, Observer observer)
      : input_(input, gzclose), name_(file.string()), observer_(std::move(observer)) {
    std::error_code unknown;
    const auto size = std::filesystem::file_size(file, unknown);
    if (!unknown) progress_.of = size;
  }

  std::size_t operator()(char* buffer, std::size_t size) {
    const std::size_t n = read_some(input_.get(), name_, buffer, size);
    n_given_ += n;
    const auto offset = progress_.of > 0 ? gzoffset(input_.get()) : -1;
    progress_.done = offset > 0 ? static_cast<std::uint64_t>(offset) : n_given_;
    return tell(observer_, progress_) ? n : 0;
  }

 private:
  std::shared_ptr<gzFile_s> input_;
  std::string name_;
  Observer observer_;
  Progress progress_{.what = "bytes"};
  std::uint64_t n_given_ = 0;
};

}  // namespace

void require_regular_file(const std::filesystem::path& file) {
  require_file(file);
  std::error_code fault;
  if (std::filesystem::is_other(file, fault)) {
    throw Failure(ExitCode::no_input, "cannot read " + file.string() + ": not a regular file");
  }
}

bool begins_as_hdf5(std::string_view bytes) {
  return bytes.starts_with("\x89HDF\r\n\x1a\n");
}

ByteSource open_bytes(const std::filesystem::path& file, const Observer& observer) {
  require_file(file);
  gzFile_s* const opened = gzopen(file.c_str(), "rb");
  if (opened == nullptr) {
    const int code = errno == 0 ? ENOMEM : errno;
    throw Failure(ExitCode::no_input, "cannot open " + file.string() + ": " + std::strerror(code));
  }
  gzbuffer(opened, kZlibBuffer);
  return ObservedFile(opened, file, observer);
}

ByteSource bytes_of(std::string_view text) {
  return [rest = text](char* buffer, std::size_t size) mutable {
    const std::size_t n = std::min(size, rest.size());
    std::copy_n(rest.data(), n, buffer);
    rest.remove_prefix(n);
    return n;
  };
}

/// Holds at most limit + 1 bytes, the last of which tells that the file is too large: a small gzip
/// file that unpacks without end costs no more.
std::string read_text(const std::filesystem::path& file, std::size_t limit) {
  const ByteSource source = open_bytes(file);
  std::string text;
  std::size_t n_read = 0;
  do {
    text.resize(std::min(limit + 1, std::max<std::size_t>(2 * n_read, 1u << 16)));
    const std::size_t n = source(text.data() + n_read, text.size() - n_read);
    if (n == 0) break;
    n_read += n;
  } while (n_read <= limit);
  if (n_read > limit) {
    throw Failure(ExitCode::bad_data,
                  file.string() + ": the file is larger than " + std::to_string(limit) + " bytes");
  }
  text.resize(n_read);
  return text;
}

}  // namespace hustings
