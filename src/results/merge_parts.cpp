#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "hustings/core/failure.hpp"
#include "hustings/engine/block_ranges.hpp"
#include "hustings/results/parts.hpp"
#include "results/part_image.hpp"
#include "results/verified_file.hpp"
#include "text/bytes.hpp"

namespace hustings {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostGaps = 5;  // that are told

/// A part, and which blocks it has.
struct File {
  fs::path path;
  std::vector<BlockRange> blocks;
};

/// A folder's results files, by name; a file as it stands.
std::vector<fs::path> files_of(const fs::path& path, const fs::path& output) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  std::error_code fault;
  for (fs::directory_iterator at(path, fault), end; !fault && at != end; at.increment(fault)) {
    std::error_code none;
    const fs::path& file = at->path();
    const bool is_hidden = file.filename().string().starts_with('.');
    if (file.extension() != ".h5" || is_hidden || fs::equivalent(file, output, none)) continue;
    files.push_back(file);
  }
  if (fault) {
    throw Failure(ExitCode::no_input, "cannot read " + path.string() + ": " + fault.message());
  }
  if (files.empty()) {
    throw Failure(ExitCode::no_input, path.string() + ": there is no part of a run in this folder");
  }
  std::ranges::sort(files);
  return files;
}

bool same_bytes(const fs::path& a, const fs::path& b) {
  constexpr std::size_t kAtOnce = 1U << 16;
  const ByteSource sources[] = {open_bytes(a), open_bytes(b)};
  std::string read[2];
  do {
    for (std::size_t i = 0; i < 2; ++i) {
      read[i].resize(kAtOnce);
      read[i].resize(sources[i](read[i].data(), kAtOnce));
    }
    if (read[0] != read[1]) return false;
  } while (!read[0].empty());
  return true;
}

/// What is to be merged, known from the heads of the parts: little is read of a file for it, so
/// that nothing is added up which must be refused in the end.
///
/// Law: all parts have the key of the first. Their sets of blocks are disjoint, and together those
/// of the run, but for --partial. Two parts with the same set must be the same bytes; one of them
/// is left out then, with a note. Parts are told by block and election, in the order of the run.
class Heads {
 public:
  void add(const fs::path& path, const Trust& trust) {
    RunPart part = read_part_head(path, trust);
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
    if (!same_bytes(path, before)) {
      refuse(path, "it holds the same elections as " + before.string() +
                       ", but not the same results: one of them is wrong");
    }
    notes_.push_back(path.string() + " is the same part as " + before.string() +
                     ": it is added once");
  }

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
  std::vector<fs::path> paths;
  for (const fs::path& one : asked.files) {
    for (fs::path& path : files_of(one, asked.output)) paths.push_back(std::move(path));
  }
  if (!judge_ahead(paths, asked.trust, observer)) return {};
  Heads heads;
  for (const fs::path& path : paths) heads.add(path, asked.trust);
  heads.check_overlaps();
  if (!asked.partial) heads.check_gaps();

  Progress progress{.of = heads.files().size(), .what = "parts"};
  PartSum sum(heads.blocks());
  for (const File& file : heads.files()) {
    sum.add(read_part(file.path, asked.trust), file.path.string());
    ++progress.done;
    if (!tell(observer, progress)) return {};
  }
  return {std::move(sum).take(), heads.files().size(), heads.notes()};
}

}  // namespace hustings
