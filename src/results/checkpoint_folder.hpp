#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hustings/core/failure.hpp"
#include "hustings/results/results_file.hpp"
#include "results/results_store.hpp"

namespace hustings {

/// Adds up two parts of one run, neither of which has blocks of the other; the sum says of what it
/// is a part, even where it is the whole. Throws Failure (65) as PartSum does.
Results sum_of_parts(Results a, Results b);

/// Which run a folder of checkpoints is for.
struct CheckpointRun {
  RunPart run;                       ///< `blocks`: those that are to be simulated
  std::vector<std::string> command;  ///< that simulates it, as it was typed
  bool resume = false;               ///< a folder that holds this run already is gone on with
  Trust::Walk walk = {};             ///< as of Trust: a folder may come from elsewhere
  std::size_t most_parts = 64;       ///< with more one of all is better
};

/// A folder in which a run is kept while it is simulated:
///
///     lock                              locked while a process uses the folder; holds its number
///     run.json                          which run, so that no other is mixed with it
///     part-<first block>-<8 hex>.h5     parts of the run; the hex digits are the end of the
///     trailer .hustings-<pid>-<n>               files in the making damaged/ what was not believed
///
/// Whatever instruction a process is killed at, there are whole parts and perhaps temporary files:
/// a part has its name once its bytes are synced, and counts as kept, and what it replaces is
/// removed, once the folder is. A part is believed if its trailer holds and it is of this run.
/// Source: docs/reliability.md, "Interrupted runs and checkpoints".
class CheckpointFolder {
 public:
  using Path = std::filesystem::path;

  /// Opens a folder, made where there is none, and reads what it holds of the run. Throws Failure:
  /// 73 where it cannot be made, is in use, is no folder of checkpoints, or holds this run and that
  /// is not to be gone on with; 65 where it holds another run, which names the first difference; 66
  /// where it cannot be read.
  CheckpointFolder(const ResultsStore& store, const Path& folder, const CheckpointRun& run);
  ~CheckpointFolder();
  CheckpointFolder(const CheckpointFolder&) = delete;
  CheckpointFolder& operator=(const CheckpointFolder&) = delete;

  /// What it held of the blocks that are asked for, added up; handed over once. Nothing where it
  /// held nothing.
  std::optional<Results> take_kept() { return std::exchange(kept_, std::nullopt); }
  /// What people should know of how it was opened: a line each.
  const std::vector<std::string>& notes() const { return notes_; }

  /// Keeps a part. Throws Failure (73, 74).
  void save(const Results& part);
  /// Whether it has so many parts that one of all of them is better.
  bool is_crowded() const;
  /// Keeps one part in the place of all. Throws Failure (73, 74).
  void replace_all(const Results& sum);
  /// Removes all that belongs to what was asked for, and the folder, unless something else is in
  /// it, such as parts of another shard. Says what that is; nothing where the folder is gone.
  std::string remove();

  const Path& path() const { return folder_; }

 private:
  struct Kept {
    std::string name;
    std::vector<BlockRange> blocks;
  };

  std::vector<std::string> names();
  void make();
  void sync(const Path& folder);
  void lock();
  void check_run(const CheckpointRun& run);
  void write_run(const CheckpointRun& run);
  void read_parts(const CheckpointRun& run);
  std::optional<Kept> believed(const std::string& name, const CheckpointRun& asked);
  std::optional<Results> results_in(const std::string& name);
  void drop_covered();
  void set_aside(const std::string& name, const std::string& reason, const std::string& remedy);
  std::string bytes_of(const std::string& name);
  std::string publish(const Results& part);
  [[noreturn]] void fail(ExitCode code, const std::string& reason) const;

  ResultsStore store_;
  FileSystem& files_;
  Path folder_;
  std::size_t most_parts_;
  int lock_ = -1;
  std::vector<Kept> parts_;
  std::vector<std::string> others_;  ///< parts with blocks that are not asked for: they stay
  std::optional<Results> kept_;
  std::vector<std::string> notes_;
};

}  // namespace hustings
