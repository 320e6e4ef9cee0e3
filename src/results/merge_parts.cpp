#include <sys/stat.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "hustings/results/parts.hpp"
#include "results/part_image.hpp"
#include "results/results_store.hpp"
#include "results/verified_file.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostGaps = 5;  // that are told

/// A part, and which blocks it has.
struct File {
  fs::path path;
  std::vector<BlockRange> blocks;
};

[[noreturn]] void cannot_read(const fs::path& path, int error) {
  throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": " + std::strerror(error));
}

/// A folder's results files, by name; a file as it stands.
std::vector<fs::path> files_of(FileSystem& files, const fs::path& path, const fs::path& output) {
  const Called mode = files.mode(path);
  if (!mode || !S_ISDIR(mode.value)) return {path};
  std::vector<std::string> names;
  if (const Called listed = files.list(path, names); !listed) cannot_read(path, listed.error);
  std::vector<fs::path> found;
  for (const std::string& name : names) {
    const fs::path file = path / name;
    if (file.extension() != ".h5" || name.starts_with('.') || files.is_same(file, output)) continue;
    found.push_back(file);
  }
  if (found.empty()) {
    throw Failure(ExitCode::no_input, path.string() + ": there is no part of a run in this folder");
  }
  std::ranges::sort(found);
  return found;
}

/// The bytes of a file, in the words that all commands have of what cannot be read.
std::string bytes_of_file(FileSystem& files, const fs::path& path) {
  const Called mode = files.mode(path);
  if (mode.error == ENOENT || mode.error == ENOTDIR) {
    throw Failure(ExitCode::no_input, "cannot open " + path.string() + ": there is no such file");
  }
  if (mode && S_ISDIR(mode.value)) {
    throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": it is a folder");
  }
  if (mode && !S_ISREG(mode.value)) {
    throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": not a regular file");
  }
  std::string bytes;
  if (const Called read = files.read(path, bytes); !read) cannot_read(path, read.error);
  return bytes;
}

/// The HDF5 part of a part's file, as far trusted as was asked for.
std::string image_in(const ResultsStore& store, const fs::path& path, const Trust& trust) {
  return verified(bytes_of_file(store.files, path), path, part_format(), trust);
}

/// What is to be merged, known from the heads of the parts: little is read of a file for it, so
/// that nothing is added up which must be refused in the end.
///
/// Law: all parts have the key of the first. Their sets of blocks are disjoint, and together those
/// of the run, but for --partial. Two parts with the same set must be the same bytes; one of them
/// is left out then, with a note. Parts are told by block and election, in the order of the run.
class Heads {
 public:
  explicit Heads(const ResultsStore& store) : store_(store) {}

  void add(const fs::path& path, const Trust& trust) {
    std::string image = image_in(store_, path, trust);
    RunPart part = store_.parse_head(image, path.string());
    const std::string difference =
        files_.empty() ? ""
                       : first_difference(part.key, run_.key, "that of " + files_[0].path.string());
    if (!difference.empty()) refuse(path, "a part of another run: " + difference);
    const auto [same, is_new] = by_blocks_.emplace(blocks_text(part.blocks), path);
    if (!is_new) return add_again(path, same->second);
    files_.push_back({path, part.blocks});
    if (files_.size() == 1) run_ = std::move(part);
  }

  /// Refuses parts that share blocks.
  void check_overlaps() const {
    struct Owned {
      BlockRange range;
      const File* file = nullptr;
    };
    std::vector<Owned> all;
    for (const File& file : files_) {
      for (const BlockRange& range : file.blocks) all.push_back({range, &file});
    }
    std::ranges::sort(all, {}, [](const Owned& one) { return one.range.first; });
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (all[i - 1].range.end <= all[i].range.first) continue;
      const File& a = *all[i - 1].file;
      const File& b = *all[i].file;
      const std::vector<BlockRange> both = common(a.blocks, b.blocks);
      throw Failure(ExitCode::bad_data, a.path.string() + " and " + b.path.string() +
                                            " both hold blocks " + blocks_text(both) + " (" +
                                            elections_text(both, run_.elections) +
                                            "): leave one of them out");
    }
  }

  /// Refuses a run of which blocks are missing.
  void check_gaps() const {
    std::vector<BlockRange> gaps = left_of(blocks(), n_blocks(run_.elections));
    if (gaps.empty()) return;
    const std::size_t n = gaps.size();
    const std::string which = elections_text(gaps, run_.elections);
    gaps.resize(std::min(n, kMostGaps));
    throw Failure(ExitCode::bad_data,
                  which +
                      " of the run are missing: simulate them with the options of the others and "
                      "--blocks " +
                      blocks_text(gaps) + ", or merge what there is with --partial");
  }

  std::vector<BlockRange> blocks() const {
    std::vector<BlockRange> all;
    for (const File& file : files_) all.insert(all.end(), file.blocks.begin(), file.blocks.end());
    return joined(std::move(all));
  }

  const std::vector<File>& files() const { return files_; }
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  [[noreturn]] static void refuse(const fs::path& path, const std::string& reason) {
    throw Failure(ExitCode::bad_data, path.string() + ": " + reason);
  }

  /// A part whose blocks another one has is the same part, or one of them is wrong.
  void add_again(const fs::path& path, const fs::path& before) {
    if (bytes_of_file(store_.files, path) != bytes_of_file(store_.files, before)) {
      refuse(path, "it holds the same elections as " + before.string() +
                       ", but not the same results: one of them is wrong");
    }
    notes_.push_back(path.string() + " is the same part as " + before.string() +
                     ": it is added once");
  }

  const ResultsStore& store_;
  RunPart run_;  ///< the first part
  std::vector<File> files_;
  std::map<std::string, fs::path> by_blocks_;
  std::vector<std::string> notes_;
};

/// Has files judged in processes of their own, several at a time: half of what merging takes, where
/// HDF5 itself reads one after the other. What is refused is told when it is read. False where the
/// observer stopped it.
bool judge_ahead(const std::vector<fs::path>& paths, const Trust& trust, const Observer& observer) {
  std::atomic<bool> is_stopped = !trust.walk;
  std::mutex telling;
  tbb::parallel_for(std::size_t{0}, paths.size(), [&](std::size_t i) {
    if (is_stopped) return;
    try {
      read_verified(paths[i], part_format(), trust);
    } catch (const Failure&) {
    }
    const std::lock_guard lock(telling);
    if (!tell(observer, {.of = paths.size(), .what = "parts"})) is_stopped = true;
  });
  return !trust.walk || !is_stopped;
}

}  // namespace

Merged merge_parts(const MergeAsked& asked, const Observer& observer) {
  RealFileSystem real;
  return merge_parts(ResultsStore(real), asked, observer);
}

Merged merge_parts(const ResultsStore& store, const MergeAsked& asked, const Observer& observer) {
  std::vector<fs::path> paths;
  for (const fs::path& one : asked.files) {
    for (fs::path& path : files_of(store.files, one, asked.output)) {
      paths.push_back(std::move(path));
    }
  }
  if (!judge_ahead(paths, asked.trust, observer)) return {};
  Heads heads(store);
  for (const fs::path& path : paths) heads.add(path, asked.trust);
  heads.check_overlaps();
  if (!asked.partial) heads.check_gaps();

  Progress progress{.of = heads.files().size(), .what = "parts"};
  PartSum sum(heads.blocks());
  for (const File& file : heads.files()) {
    std::string image = image_in(store, file.path, asked.trust);
    sum.add(store.parse_part(image, file.path.string()), file.path.string());
    ++progress.done;
    if (!tell(observer, progress)) return {};
  }
  return {std::move(sum).take(), heads.files().size(), heads.notes()};
}

}  // namespace hustings
