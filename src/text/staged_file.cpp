#include "text/staged_file.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporary = ".hustings-";

[[noreturn]] void fail(ExitCode code, const fs::path& target, int error) {
  throw Failure(code, "cannot write " + target.string() + ": " + std::strerror(error));
}

/// Whether a name is one of ours: `.hustings-PID-i`.
bool is_temporary(std::string_view name) {
  if (!name.starts_with(kTemporary)) return false;
  name.remove_prefix(kTemporary.size());
  const std::size_t dash = name.find('-');
  const auto is_digits = [](std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c); });
  };
  return dash != std::string_view::npos && is_digits(name.substr(0, dash)) &&
         is_digits(name.substr(dash + 1));
}

}  // namespace

void refuse_existing(const fs::path& path) {
  throw Failure(ExitCode::cannot_create,
                "cannot write " + path.string() + ": it is already there (--force replaces it)");
}

/// What cannot be listed or removed stays: it is in nobody's way.
void sweep_temporaries(FileSystem& files, const fs::path& folder) {
  std::vector<std::string> names;
  files.list(folder, names);
  for (const std::string& name : names) {
    if (is_temporary(name)) files.remove_abandoned(folder / name);
  }
}

/// The folder is opened first: once the file has its name it is too late to find that it cannot be.
StagedFile::StagedFile(FileSystem& files, const fs::path& target, Kind kind)
    : files_(files),
      target_(target),
      folder_path_(target.has_parent_path() ? target.parent_path() : ".") {
  const Called folder = files_.open_folder(folder_path_);
  if (!folder) fail(ExitCode::cannot_create, target_, folder.error);
  folder_ = static_cast<int>(folder.value);
  sweep_temporaries(files_, folder_path_);
  try {
    const Called unnamed =
        kind == Kind::unnamed ? files_.open_unnamed(folder_path_, kNewFile) : Called{-1, ENOTSUP};
    if (unnamed) {
      file_ = static_cast<int>(unnamed.value);
    } else {
      open_named();
    }
  } catch (const Failure&) {
    close(folder_);
    throw;
  }
  take_mode_of_target();
}

StagedFile::~StagedFile() {
  close(file_);
  if (!temporary_.empty()) files_.remove(temporary_);
  close(folder_);
}

void StagedFile::close(int& file) {
  if (file >= 0) files_.close(file);
  file = -1;
}

/// Before anything is written: nobody is to read in between what nobody may read afterwards.
void StagedFile::take_mode_of_target() {
  if (const Called mode = files_.mode(target_)) {
    files_.set_mode(file_, static_cast<unsigned>(mode.value & kPermissions));
  }
}

void StagedFile::open_named() {
  file_ =
      take_temporary_name([&](const fs::path& name) { return files_.open_new(name, kNewFile); });
}

/// Gives a file without a name a temporary one, as renaming needs: linking can refuse an existing
/// target but not replace it. Some file systems give files without a name and refuse to name them:
/// then a named one is written in its place.
void StagedFile::name_unnamed() {
  try {
    take_temporary_name([&](const fs::path& name) { return files_.link(file_, name); });
  } catch (const Failure&) {
    close(file_);
    open_named();
    take_mode_of_target();
    write(bytes_);
  }
}

/// Takes the first free name .hustings-PID-i in the target's folder: on one file system with the
/// target, or renaming would not be atomic. Returns what creating it came to.
int StagedFile::take_temporary_name(const std::function<Called(const fs::path&)>& create) {
  const std::string stem = std::string(kTemporary) + std::to_string(files_.process()) + "-";
  for (int i = 0;; ++i) {
    const fs::path name = folder_path_ / (stem + std::to_string(i));
    const Called created = create(name);
    if (created) {
      temporary_ = name;
      return static_cast<int>(created.value);
    }
    if (created.error != EEXIST) fail(ExitCode::cannot_create, target_, created.error);
  }
}

/// Writes all bytes, however many calls that takes, and syncs: names are given only to what is on
/// the disk.
void StagedFile::write(std::string_view bytes) {
  bytes_ = bytes;
  while (!bytes.empty()) {
    const Called n = files_.write(file_, bytes);
    if (n && n.value > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n.value));
    } else if (n.error != EINTR) {
      fail(ExitCode::write_failed, target_, n ? ENOSPC : n.error);
    }
  }
  if (const Called done = synced(file_); !done) {
    fail(ExitCode::write_failed, target_, done.error);
  }
}

Called StagedFile::synced(int file) {
  Called done = files_.sync(file);
  while (done.error == EINTR) done = files_.sync(file);
  return done;
}

/// Renames in one step: others see the old file or the new one, never none and never half of one.
/// With `refuse` the kernel itself refuses an existing target, so no other program can come
/// between.
void StagedFile::rename_to_target(Existing existing) {
  const Called renamed = files_.rename(temporary_, target_, existing == Existing::replace);
  if (renamed.error == EEXIST) refuse_existing(target_);
  if (!renamed) fail(ExitCode::cannot_create, target_, renamed.error);
  temporary_.clear();
}

void StagedFile::publish(Existing existing) {
  if (temporary_.empty()) name_unnamed();
  rename_to_target(existing);
  sync_folder();
}

/// Syncs the folder, without which the new name may be lost in a crash. Some file systems cannot
/// (EINVAL) and need not.
void StagedFile::sync_folder() {
  const Called done = synced(folder_);
  if (done || done.error == EINVAL) return;
  throw Failure(ExitCode::write_failed,
                target_.string() + " is written, but may be lost if the power fails now: " +
                    "its folder cannot be synced: " + std::strerror(done.error));
}

}  // namespace hustings
