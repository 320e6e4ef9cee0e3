#include "hustings/text/write_file.hpp"

#include <unistd.h>

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
fs::path followed(fs::path path) {
  std::error_code fault;
  for (int i = 0; i < kMostLinks && fs::is_symlink(path, fault); ++i) {
    path = path.parent_path() / fs::read_symlink(path, fault);
  }
  return path;
}

/// Refuses, before anything is written, what would be refused after: folders, devices and pipes,
/// existing files without leave, names that are too long, folders that cannot be written to, or
/// not opened to be synced.
fs::path checked_target(const fs::path& path, Existing existing) {
  const auto refuse = [&](const std::string& reason) {
    throw Failure(ExitCode::cannot_create, "cannot write " + path.string() + ": " + reason);
  };
  fs::path target = followed(path);
  if (target.filename().empty()) refuse("it is a folder");
  std::error_code fault;
  const fs::file_status status = fs::status(target, fault);
  if (status.type() == fs::file_type::none) refuse(fault.message());
  if (fs::is_directory(status)) refuse("it is a folder");
  if (fs::exists(status) && !fs::is_regular_file(status)) refuse("it is not a regular file");
  if (fs::exists(status) && existing == Existing::refuse) refuse_existing(path);
  // With a '/' at its end: a file in place of the folder is told as that.
  const fs::path folder = (target.has_parent_path() ? target.parent_path() : ".") / fs::path();
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) refuse(std::strerror(errno));
  return target;
}

}  // namespace

void check_output(const fs::path& path, Existing existing) {
  checked_target(path, existing);
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
    staged.push_back(std::make_unique<StagedFile>(real, checked_target(file.path, existing)));
    staged.back()->write(file.bytes);
  }
  for (auto file = staged.rbegin(); file != staged.rend(); ++file) (*file)->publish(existing);
}

void write_file(const fs::path& path, std::string_view bytes, Existing existing) {
  RealFileSystem real;
  StagedFile file(real, checked_target(path, existing));
  file.write(bytes);
  file.publish(existing);
}

}  // namespace hustings
