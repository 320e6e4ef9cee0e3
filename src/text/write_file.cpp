#include "hustings/text/write_file.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include "hustings/core/failure.hpp"
#include "text/staged_file.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

/// Most links that are followed one after the other: as many as Linux follows.
constexpr int kMostLinks = 40;

/// Follows a symbolic link to where it points, so that the link stays and its target is replaced,
/// or made where there is none.
fs::path followed(FileSystem& files, fs::path path) {
  fs::path to;
  for (int i = 0; i < kMostLinks && files.read_link(path, to); ++i) {
    path = path.parent_path() / to;
  }
  return path;
}

/// Refuses, before anything is written, what would be refused after: folders, devices and pipes,
/// existing files without leave, names that are too long, folders that cannot be written to, or
/// not opened to be synced.
fs::path checked_target(FileSystem& files, const fs::path& path, Existing existing) {
  const auto refuse = [&](const std::string& reason) {
    throw Failure(ExitCode::cannot_create, "cannot write " + path.string() + ": " + reason);
  };
  fs::path target = followed(files, path);
  if (target.filename().empty()) refuse("it is a folder");
  const Called mode = files.mode(target);
  const bool is_missing = mode.error == ENOENT || mode.error == ENOTDIR;
  if (!mode && !is_missing) refuse(std::strerror(mode.error));
  if (mode && S_ISDIR(mode.value)) refuse("it is a folder");
  if (mode && !S_ISREG(mode.value)) refuse("it is not a regular file");
  if (mode && existing == Existing::refuse) refuse_existing(path);
  // With a '/' at its end: a file in place of the folder is told as that.
  const fs::path folder = (target.has_parent_path() ? target.parent_path() : ".") / fs::path();
  if (const Called may = files.may_write(folder); !may) refuse(std::strerror(may.error));
  return target;
}

}  // namespace

void check_output(FileSystem& files, const fs::path& path, Existing existing) {
  checked_target(files, path, existing);
}

void check_output(const fs::path& path, Existing existing) {
  RealFileSystem real;
  check_output(real, path, existing);
}

void write_files(const std::vector<FileToWrite>& files, Existing existing) {
  for (const FileToWrite& file : files) {
    std::error_code fault;
    fs::create_directories(file.path.parent_path(), fault);
    if (fault) {
      throw Failure(
          ExitCode::cannot_create,
          "cannot make the folder " + file.path.parent_path().string() + ": " + fault.message());
    }
  }
  RealFileSystem real;
  std::vector<std::unique_ptr<StagedFile>> staged;
  for (const FileToWrite& file : files) {
    staged.push_back(std::make_unique<StagedFile>(real, checked_target(real, file.path, existing)));
    staged.back()->write(file.bytes);
  }
  for (auto file = staged.rbegin(); file != staged.rend(); ++file) (*file)->publish(existing);
}

void write_file(FileSystem& files, const fs::path& path, std::string_view bytes,
                Existing existing) {
  StagedFile file(files, checked_target(files, path, existing));
  file.write(bytes);
  file.publish(existing);
}

void write_file(const fs::path& path, std::string_view bytes, Existing existing) {
  RealFileSystem real;
  write_file(real, path, bytes, existing);
}

}  // namespace hustings
