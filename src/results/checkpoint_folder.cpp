#include "results/checkpoint_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "hustings/engine/block_ranges.hpp"
#include "hustings/results/parts.hpp"
#include "results/checkpoint_run.hpp"
#include "results/table.hpp"
#include "results/trailer.hpp"
#include "text/staged_file.hpp"

namespace hustings {
namespace {

constexpr const char* kLock = "lock";
constexpr const char* kRun = "run.json";
constexpr const char* kDamaged = "damaged";
constexpr const char* kAgain = "its elections are simulated again";

bool is_part_name(const std::string& name) {
  return name.starts_with("part-") && name.ends_with(".h5");
}

bool is_ours(const std::string& name) {
  return is_part_name(name) || name == kLock || name == kRun || name == kDamaged ||
         name.starts_with(".hustings-");
}

/// The last 8 of the hex digits in which the trailer of a file ends.
std::string name_of(const Results& part, const std::string& bytes) {
  std::string digits;
  for (const unsigned char c : bytes.substr(bytes.size() - 4)) {
    constexpr const char* kDigits = "0123456789abcdef";
    digits += {kDigits[c >> 4], kDigits[c & 15]};
  }
  return "part-" + std::to_string(part.part->blocks.front().first) + "-" + digits + ".h5";
}

bool is_within(const std::vector<BlockRange>& inner, const std::vector<BlockRange>& outer) {
  return common(inner, outer) == inner;
}

}  // namespace

Results sum_of_parts(Results a, Results b) {
  RunPart part = *a.part;
  part.stops += b.part->stops;
  part.blocks.insert(part.blocks.end(), b.part->blocks.begin(), b.part->blocks.end());
  part.blocks = joined(std::move(part.blocks));
  PartSum sum(part.blocks);
  sum.add(std::move(a), "the run");
  sum.add(std::move(b), "a round of it");
  Results all = std::move(sum).take();
  all.part = std::move(part);
  return all;
}

CheckpointFolder::CheckpointFolder(const ResultsStore& store, const Path& folder,
                                   const CheckpointRun& run)
    : store_(store), files_(store.files), folder_(folder), most_parts_(run.most_parts) {
  make();
  lock();
  try {
    // A process that was killed may have left names that the power could still take away.
    sync(folder_);
    check_run(run);
    sweep_temporaries(files_, folder_);
    read_parts(run);
  } catch (...) {
    files_.close(lock_);
    throw;
  }
}

CheckpointFolder::~CheckpointFolder() {
  files_.close(lock_);
}

void CheckpointFolder::fail(ExitCode code, const std::string& reason) const {
  throw Failure(code, folder_.string() + ": " + reason);
}

/// A folder of something else is left alone, and not even locked.
void CheckpointFolder::make() {
  std::vector<std::string> names;
  const Path above = (folder_.has_filename() ? folder_ : folder_.parent_path()).parent_path();
  const Called made = files_.make_folder(folder_);
  if (!made && made.error != EEXIST) {
    const std::string reason = made.error == ENOENT && !above.empty()
                                   ? "there is no folder " + above.string()
                                   : std::strerror(made.error);
    fail(ExitCode::cannot_create, "cannot make the folder: " + reason);
  }
  if (const Called listed = files_.list(folder_, names); !listed) {
    fail(listed.error == ENOTDIR ? ExitCode::cannot_create : ExitCode::no_input,
         std::string("cannot read the folder: ") + std::strerror(listed.error));
  }
  sync(above.empty() ? "." : above);
  const bool holds_run = std::ranges::count(names, kRun) > 0;
  const auto other = std::ranges::find_if_not(names, is_ours);
  if (!holds_run && other != names.end()) {
    fail(ExitCode::cannot_create,
         "not a folder of checkpoints: it has '" + *other + "' (name a new or an empty one)");
  }
}

/// Brings the names in a folder to the disk; where it may not be opened, that is left to the
/// system.
void CheckpointFolder::sync(const Path& folder) {
  const Called opened = files_.open_folder(folder);
  if (opened.error == EACCES) return;
  Called done = opened;
  if (opened) {
    const int file = static_cast<int>(opened.value);
    do done = files_.sync(file);
    while (done.error == EINTR);
    files_.close(file);
  }
  if (done || done.error == EINVAL) return;
  fail(ExitCode::cannot_create,
       "cannot sync " + folder.string() + ": " + std::strerror(done.error));
}

void CheckpointFolder::lock() {
  const Called locked = files_.lock(folder_ / kLock);
  if (locked.error == EWOULDBLOCK) {
    std::string process;
    files_.read(folder_ / kLock, process);
    files_.close(static_cast<int>(locked.value));
    while (process.ends_with('\n')) process.pop_back();
    fail(ExitCode::cannot_create,
         "in use by " + (process.empty() ? "another process" : "process " + process));
  }
  if (!locked && locked.error != ENOLCK) {
    fail(ExitCode::cannot_create, std::string("cannot lock it: ") + std::strerror(locked.error));
  }
  if (!locked) {
    notes_.push_back(folder_.string() + " cannot be locked: let no other process use it meanwhile");
  }
  lock_ = static_cast<int>(locked.value);
  files_.replace_contents(lock_, std::to_string(files_.process()) + "\n");
}

/// Refuses a folder of another run, and of this one unless it is gone on with. A record that was
/// damaged is written anew: parts know themselves of which run they are.
void CheckpointFolder::check_run(const CheckpointRun& run) {
  std::string text;
  const Called read = files_.read(folder_ / kRun, text);
  if (!read && read.error != ENOENT) {
    fail(ExitCode::no_input, std::string("cannot read run.json: ") + std::strerror(read.error));
  }
  const bool holds_parts = std::ranges::any_of(names(), is_part_name);
  if ((read || holds_parts) && !run.resume) {
    const std::optional<RunRecord> record = run_record_of(text);
    if (!record || record->key == run.run.key) {
      fail(ExitCode::cannot_create,
           "it holds this run already (--resume goes on with it; or name another folder)");
    }
  }
  if (!read) return write_run(run);
  const std::optional<RunRecord> record = run_record_of(text);
  if (!record) {
    set_aside(kRun, "was changed or cut", "and written anew");
    return write_run(run);
  }
  if (record->format != kRunRecordFormat) {
    fail(ExitCode::bad_data, "written in format " + std::to_string(record->format) +
                                 " of checkpoints; this program goes on with format " +
                                 std::to_string(kRunRecordFormat));
  }
  const std::string difference = first_difference(record->key, run.run.key);
  if (!difference.empty()) {
    fail(ExitCode::bad_data, "it holds another run: " + difference + " (name another folder)");
  }
}

void CheckpointFolder::write_run(const CheckpointRun& run) {
  StagedFile file(files_, folder_ / kRun);
  const std::string text =
      run_record_text({kRunRecordFormat, run.run.key, run.run.elections, run.command});
  file.write(text);
  file.publish(Existing::replace);
}

/// Moves to damaged/ what is not believed; its place there is that of its name.
void CheckpointFolder::set_aside(const std::string& name, const std::string& reason,
                                 const std::string& remedy) {
  files_.make_folder(folder_ / kDamaged);
  const Called moved = files_.rename(folder_ / name, folder_ / kDamaged / name, true);
  if (!moved) {
    fail(ExitCode::write_failed,
         "cannot move " + name + " to damaged/: " + std::strerror(moved.error));
  }
  notes_.push_back((folder_ / name).string() + " " + reason + ": moved to " + kDamaged + "/" +
                   (remedy.empty() ? "" : ", " + remedy));
}

std::string CheckpointFolder::bytes_of(const std::string& name) {
  std::string bytes;
  if (const Called read = files_.read(folder_ / name, bytes); !read) {
    fail(ExitCode::no_input, "cannot read " + name + ": " + std::strerror(read.error));
  }
  return bytes;
}

/// Reads of what a file is a part; sets it aside where that is not this run.
std::optional<CheckpointFolder::Kept> CheckpointFolder::believed(const std::string& name,
                                                                 const CheckpointRun& asked) {
  const RunPart& run = asked.run;
  std::string bytes = bytes_of(name);
  if (!remove_trailer(bytes)) {
    set_aside(name, "was changed or cut", kAgain);
    return std::nullopt;
  }
  try {
    if (asked.walk) asked.walk(bytes, name);
    RunPart part = store_.parse_head(bytes, name);
    const std::string difference = first_difference(part.key, run.key);
    if (difference.empty() && part.elections == run.elections && part.n_draws == run.n_draws) {
      return Kept{name, std::move(part.blocks)};
    }
    set_aside(name, "is of another run (" + difference + ")", "");
  } catch (const Failure&) {
    set_aside(name, "is no part of a run", "");
  }
  return std::nullopt;
}

/// A part inside another is left where a process was killed while one took the place of many. Parts
/// that overlap come of shards that are cut in several ways: the smaller ones are done again.
void CheckpointFolder::drop_covered() {
  std::ranges::stable_sort(parts_, std::greater(), [](const Kept& part) {
    return elections_in(part.blocks, kMostBlocks * kBlock);
  });
  std::vector<Kept> kept;
  for (Kept& part : parts_) {
    const bool is_covered = std::ranges::any_of(
        kept, [&](const Kept& other) { return is_within(part.blocks, other.blocks); });
    const bool is_apart = std::ranges::all_of(
        kept, [&](const Kept& other) { return common(part.blocks, other.blocks).empty(); });
    if (is_covered) files_.remove(folder_ / part.name);
    if (is_apart) kept.push_back(std::move(part));
  }
  parts_ = std::move(kept);
}

void CheckpointFolder::read_parts(const CheckpointRun& run) {
  for (const std::string& name : names()) {
    if (!is_part_name(name)) continue;
    std::optional<Kept> part = believed(name, run);
    if (!part) continue;
    if (is_within(part->blocks, run.run.blocks)) {
      parts_.push_back(std::move(*part));
    } else {
      others_.push_back(name);
    }
  }
  drop_covered();
  std::erase_if(parts_, [&](const Kept& part) {
    std::optional<Results> results = results_in(part.name);
    if (!results) return true;
    kept_ = kept_ ? sum_of_parts(std::move(*kept_), std::move(*results)) : std::move(results);
    return false;
  });
}

/// Reads a part; sets it aside where its numbers do not fit each other.
std::optional<Results> CheckpointFolder::results_in(const std::string& name) {
  std::string bytes = bytes_of(name);
  try {
    if (remove_trailer(bytes)) return store_.parse_part(bytes, name);
    set_aside(name, "was changed or cut", kAgain);
  } catch (const Failure& failure) {
    set_aside(name, std::string("is damaged (") + failure.what() + ")", kAgain);
  }
  return std::nullopt;
}

std::string CheckpointFolder::publish(const Results& part) {
  std::string bytes = store_.make_image(part, part_format());
  append_trailer(bytes);
  std::string name = name_of(part, bytes);
  StagedFile file(files_, folder_ / name);
  file.write(bytes);
  file.publish(Existing::replace);
  return name;
}

void CheckpointFolder::save(const Results& part) {
  parts_.push_back({publish(part), part.part->blocks});
}

bool CheckpointFolder::is_crowded() const {
  return parts_.size() > most_parts_;
}

void CheckpointFolder::replace_all(const Results& sum) {
  const std::string name = publish(sum);
  for (const Kept& part : parts_) {
    if (part.name != name) files_.remove(folder_ / part.name);
  }
  parts_ = {{name, sum.part->blocks}};
}

/// Parts too of which it could not be told whether they are on the disk.
std::string CheckpointFolder::remove() try {
  parts_.clear();
  for (const std::string& name : names()) {
    if (is_part_name(name) && std::ranges::count(others_, name) == 0) {
      files_.remove(folder_ / name);
    }
  }
  if (!others_.empty()) return "parts of the run that this command was not asked for";
  files_.remove(folder_ / kRun);
  files_.remove(folder_ / kLock);
  files_.remove_folder(folder_);
  std::string left;
  for (const std::string& name : names()) left += (left.empty() ? "" : ", ") + name;
  return left;
} catch (const Failure&) {
  return "files that cannot be listed";
}

/// What cannot be listed is not taken for an empty folder.
std::vector<std::string> CheckpointFolder::names() {
  std::vector<std::string> names;
  if (const Called listed = files_.list(folder_, names); !listed && listed.error != ENOENT) {
    fail(ExitCode::no_input, std::string("cannot read the folder: ") + std::strerror(listed.error));
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace hustings
