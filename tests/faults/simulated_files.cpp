#include "faults/simulated_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "results/trailer.hpp"

namespace hustings::faults {
namespace {

bool needs_space(Call call) {
  return call == Call::write || call == Call::open_new || call == Call::open_unnamed ||
         call == Call::link || call == Call::make_folder;
}

bool changes(Call call) {
  return needs_space(call) || call == Call::rename || call == Call::remove ||
         call == Call::set_mode || call == Call::remove_folder || call == Call::replace_contents ||
         call == Call::lock;
}

Called failed(int error) {
  return {-1, error};
}

/// A trailer that fits, as if nobody looked at it.
std::string with_sound_trailer(std::string bytes) {
  if (bytes.size() < kTrailerBytes || remove_trailer(bytes)) {
    append_trailer(bytes);
    return bytes;
  }
  bytes.resize(bytes.size() - kTrailerBytes);
  append_trailer(bytes);
  return bytes;
}

}  // namespace

SimulatedFiles::SimulatedFiles(Machine& machine, int process, Trouble trouble, Random random,
                               Planted planted)
    : machine_(machine),
      process_(process),
      trouble_(std::move(trouble)),
      random_(random),
      planted_(planted) {}

void SimulatedFiles::die() {
  if (is_dead_) return;
  for (const auto& [file, node] : std::exchange(open_, {})) {
    Node& closed = disk().at(node);
    --closed.n_open;
    std::erase_if(closed.locks, [&, file = file](const FileLock& lock) {
      return lock.process == process_ && lock.file == file;
    });
  }
  is_dead_ = true;
}

/// Counts a call and says which error it ends in; 0 = none.
int SimulatedFiles::begin(Call call) {
  if (is_dead_) return EIO;
  ++n_calls_;
  ++n_of_[call];
  if (n_calls_ == trouble_.other_at && trouble_.other) trouble_.other();
  if (n_calls_ == trouble_.dies_at) {
    die();
    if (trouble_.power_fails) disk().lose_power(random_);
    return EIO;
  }
  const int error = refusal(call);
  if (error != 0) was_refused_ = true;
  return error;
}

int SimulatedFiles::refusal(Call call) {
  for (const WrongCall& wrong : trouble_.wrong) {
    const int n = n_of_[call];
    if (wrong.call == call && (n == wrong.n || (wrong.stays && n > wrong.n))) return wrong.error;
  }
  if (machine_.full == EROFS && changes(call)) return EROFS;
  if (machine_.full != 0 && machine_.full != EROFS && needs_space(call)) return machine_.full;
  return 0;
}

int SimulatedFiles::open(int node) {
  const int file = next_file_++;
  open_[file] = node;
  ++disk().at(node).n_open;
  return file;
}

Called SimulatedFiles::open_folder(const Path& folder) {
  if (const int error = begin(Call::open_folder)) return failed(error);
  const int found = disk().find(folder.string());
  if (found == 0) return failed(ENOENT);
  if (!disk().at(found).is_folder) return failed(ENOTDIR);
  return {open(found), 0};
}

/// Planted: parts go before that which replaces them is there.
void SimulatedFiles::plant_removal(const Path& folder) {
  if (planted_ != Planted::removed_early || folder.string() != planted_for_) return;
  const int found = disk().find(planted_folder_);
  if (found == 0) return;
  for (const auto& [name, node] : std::map<std::string, int>(disk().at(found).names)) {
    if (name.starts_with("part-")) disk().set_name(found, name, 0);
  }
}

Called SimulatedFiles::open_unnamed(const Path& folder, unsigned mode) {
  if (const int error = begin(Call::open_unnamed)) return failed(error);
  plant_removal(folder);
  if (!machine_.has_unnamed) return failed(EOPNOTSUPP);
  const int file = open(disk().make(false, mode));
  if (machine_.has_locks) node_of(file).locks.push_back({process_, file, false});
  return {file, 0};
}

Called SimulatedFiles::open_new(const Path& file, unsigned mode) {
  if (const int error = begin(Call::open_new)) return failed(error);
  const auto [folder, name] = disk().place(file.string());
  if (folder == 0) return failed(ENOENT);
  if (disk().find(file.string()) != 0) return failed(EEXIST);
  const int node = disk().make(false, mode);
  disk().set_name(folder, name, node);
  const int opened = open(node);
  if (machine_.has_locks) node_of(opened).locks.push_back({process_, opened, false});
  return {opened, 0};
}

void SimulatedFiles::close(int file) {
  const auto found = open_.find(file);
  if (is_dead_ || found == open_.end()) return;
  Node& closed = disk().at(found->second);
  --closed.n_open;
  std::erase_if(closed.locks, [&](const FileLock& lock) {
    return lock.process == process_ && lock.file == file;
  });
  open_.erase(found);
}

/// Who is killed while it writes, and finds the disk full, has written some of it.
Called SimulatedFiles::write(int file, std::string_view bytes) {
  const int node = is_dead_ ? 0 : open_.at(file);
  const int error = begin(Call::write);
  std::size_t n = bytes.size();
  if (error == EINTR || (error != 0 && node == 0)) return failed(error);
  if (error == 0 && trouble_.interrupts > 0 && random_.once_in(trouble_.interrupts)) {
    return failed(EINTR);
  }
  const bool is_short = trouble_.shortens > 0 && random_.once_in(trouble_.shortens);
  if (error != 0 || is_short) n = random_.below(bytes.size());
  if (is_short && error == 0) n = std::max<std::size_t>(n, 1);
  const bool is_lost = error != 0 && trouble_.power_fails && is_dead_;
  if (n > 0 && !is_lost) {
    Node& written = disk().at(node);
    std::string all;
    all.reserve(written.bytes->size() + n);
    all.append(*written.bytes).append(bytes.substr(0, n));
    written.bytes = std::make_shared<const std::string>(std::move(all));
  }
  return error != 0 ? failed(error) : Called{static_cast<std::int64_t>(n), 0};
}

Called SimulatedFiles::sync(int file) {
  const int node = is_dead_ ? 0 : open_.at(file);
  const int error = begin(Call::sync);
  if (error != 0) {
    if (error != EINTR && node != 0 && !is_dead_) disk().lose_unsynced(node);
    return failed(error);
  }
  const bool is_folder = disk().at(node).is_folder;
  if (trouble_.interrupts > 0 && random_.once_in(trouble_.interrupts)) return failed(EINTR);
  const bool is_left_out = planted_ == (is_folder ? Planted::no_folder_sync : Planted::no_sync);
  if (!is_left_out) disk().sync(node);
  return {0, 0};
}

Called SimulatedFiles::set_mode(int file, unsigned mode) {
  if (const int error = begin(Call::set_mode)) return failed(error);
  node_of(file).mode = mode;
  return {0, 0};
}

Called SimulatedFiles::mode(const Path& file) {
  if (const int error = begin(Call::mode)) return failed(error);
  const int found = disk().find(file.string());
  if (found == 0) return failed(ENOENT);
  const Node& node = disk().at(found);
  return {(node.is_folder ? S_IFDIR : S_IFREG) | node.mode, 0};
}

Called SimulatedFiles::may_write(const Path& folder) {
  if (is_dead_) return failed(EIO);
  if (disk().find(folder.string()) == 0) return failed(ENOENT);
  if (machine_.full == EROFS) {
    was_refused_ = true;
    return failed(EROFS);
  }
  return {0, 0};
}

Called SimulatedFiles::read_link(const Path&, Path&) {
  return failed(is_dead_ ? EIO : EINVAL);
}

bool SimulatedFiles::is_same(const Path& a, const Path& b) {
  const int found = disk().find(a.string());
  return !is_dead_ && found != 0 && found == disk().find(b.string());
}

Called SimulatedFiles::link(int file, const Path& name) {
  if (const int error = begin(Call::link)) return failed(error);
  if (!machine_.names_unnamed) return failed(ENOENT);
  const auto [folder, called] = disk().place(name.string());
  if (folder == 0) return failed(ENOENT);
  if (disk().find(name.string()) != 0) return failed(EEXIST);
  disk().set_name(folder, called, open_.at(file));
  return {0, 0};
}

Called SimulatedFiles::rename(const Path& from, const Path& to, bool replace) {
  if (const int error = begin(Call::rename)) return failed(error);
  const int node = disk().find(from.string());
  const auto [out_of, old_name] = disk().place(from.string());
  const auto [into, new_name] = disk().place(to.string());
  if (node == 0 || into == 0) return failed(ENOENT);
  const int there = disk().find(to.string());
  if (there != 0 && !replace) return failed(EEXIST);
  if (there != 0 && disk().at(there).is_folder) return failed(EISDIR);
  disk().set_name(out_of, old_name, 0);
  disk().set_name(into, new_name, node);
  return {0, 0};
}

Called SimulatedFiles::remove(const Path& file) {
  if (const int error = begin(Call::remove)) {
    could_not_remove_ = true;
    return failed(error);
  }
  const int node = disk().find(file.string());
  if (node == 0) return failed(ENOENT);
  if (disk().at(node).is_folder) return failed(EISDIR);
  const auto [folder, name] = disk().place(file.string());
  disk().set_name(folder, name, 0);
  return {0, 0};
}

Called SimulatedFiles::remove_abandoned(const Path& file) {
  if (const int error = begin(Call::remove)) return failed(error);
  const int node = disk().find(file.string());
  if (node == 0) return failed(ENOENT);
  if (!machine_.has_locks) return failed(ENOLCK);
  if (!disk().at(node).locks.empty()) return failed(EWOULDBLOCK);
  const auto [folder, name] = disk().place(file.string());
  disk().set_name(folder, name, 0);
  return {0, 0};
}

Called SimulatedFiles::make_folder(const Path& folder) {
  if (const int error = begin(Call::make_folder)) return failed(error);
  const auto [in, name] = disk().place(folder.string());
  if (in == 0) return failed(ENOENT);
  if (disk().find(folder.string()) != 0) return failed(EEXIST);
  disk().set_name(in, name, disk().make(true, 0700));
  return {0, 0};
}

Called SimulatedFiles::remove_folder(const Path& folder) {
  if (const int error = begin(Call::remove_folder)) return failed(error);
  const int node = disk().find(folder.string());
  if (node == 0) return failed(ENOENT);
  if (!disk().at(node).names.empty()) return failed(ENOTEMPTY);
  const auto [in, name] = disk().place(folder.string());
  disk().set_name(in, name, 0);
  return {0, 0};
}

Called SimulatedFiles::list(const Path& folder, std::vector<std::string>& names) {
  if (const int error = begin(Call::list)) return failed(error);
  const int node = disk().find(folder.string());
  if (node == 0) return failed(ENOENT);
  if (!disk().at(node).is_folder) return failed(ENOTDIR);
  const std::size_t before = names.size();
  for (const auto& [name, named] : disk().at(node).names) names.push_back(name);
  for (std::size_t i = names.size(); i > before + 1; --i) {  // in no order
    std::swap(names[i - 1], names[before + random_.below(i - before)]);
  }
  return {0, 0};
}

Called SimulatedFiles::read(const Path& file, std::string& bytes) {
  if (const int error = begin(Call::read)) return failed(error);
  const int node = disk().find(file.string());
  if (node == 0) return failed(ENOENT);
  if (disk().at(node).is_folder) return failed(EISDIR);
  bytes = *disk().at(node).bytes;
  if (planted_ == Planted::trailer_unchecked && file.extension() == ".h5") {
    bytes = with_sound_trailer(std::move(bytes));
  }
  return {static_cast<std::int64_t>(bytes.size()), 0};
}

Called SimulatedFiles::lock(const Path& file) {
  if (const int error = begin(Call::lock)) return failed(error);
  const auto [folder, name] = disk().place(file.string());
  if (folder == 0) return failed(ENOENT);
  int node = disk().find(file.string());
  if (node == 0 && machine_.full != 0) {
    was_refused_ = true;
    return failed(machine_.full);
  }
  if (node == 0) {
    node = disk().make(false, 0600);
    disk().set_name(folder, name, node);
  }
  const int opened = open(node);
  if (!machine_.has_locks) return {opened, ENOLCK};
  if (!disk().at(node).locks.empty() && planted_ != Planted::unlocked) return {opened, EWOULDBLOCK};
  disk().at(node).locks.push_back({process_, opened, true});
  return {opened, 0};
}

Called SimulatedFiles::replace_contents(int file, std::string_view bytes) {
  if (const int error = begin(Call::replace_contents)) return failed(error);
  node_of(file).bytes = std::make_shared<const std::string>(bytes);
  return {static_cast<std::int64_t>(bytes.size()), 0};
}

}  // namespace hustings::faults
