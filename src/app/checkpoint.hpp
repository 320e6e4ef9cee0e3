#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "hustings/model/model.hpp"
#include "results/checkpoint_rounds.hpp"
#include "text/file_system.hpp"

namespace hustings {

/// Where a command keeps what it has simulated, so that it can be gone on with.
struct CheckpointOptions {
  std::string folder;
  std::string every = "60s";
  bool resume = false;
  bool keep = false;
  std::vector<std::string> line;  ///< the whole command line, as it was typed

  bool any() const { return !folder.empty(); }
};
Options checkpoint_options(CheckpointOptions& values);

/// Says how long a text such as `90s`, `5min` or `1.5h` is [s]; nothing where it says no time from
/// 0.1 s to a day.
std::optional<double> seconds_of(const std::string& text);

/// A command line as a shell takes it, with --resume at its end unless it has it.
std::string line_to_go_on(const std::vector<std::string>& line);

/// Has the line of a signal that comes before anything is simulated say how to go on, if there is a
/// folder: what it holds is not touched.
void expect_signals(const CheckpointOptions& options);

/// Simulates a run: at once, or, with --checkpoint, in rounds that are kept.
class Checkpoint {
 public:
  Checkpoint(const CheckpointOptions& options, bool quiet) : options_(options), quiet_(quiet) {}

  /// Takes note of what is to be simulated: the whole run, or some blocks, whose results then say
  /// what they are a part of. Opens the folder, if there is to be one. Throws Failure as
  /// CheckpointFolder does.
  void open(const scenario::Scenario& scenario, const RunAsked& asked,
            std::vector<BlockRange> blocks = {});
  /// Simulates it by a plan, whose blocks are these, under a progress bar. Throws Failure where a
  /// signal stopped it, which says how to go on.
  Round simulate(const Model& model, const RunPlan& plan, const SimulateRound& simulate);
  /// Writes what the run came to; then the folder is no longer needed. Throws Failure as `write`
  /// does, keeps all in the folder then, and says how to go on.
  void conclude(const Results& results, const std::function<void()>& write);

 private:
  Round simulate_kept(const Model& model, const RunPlan& plan, const SimulateRound& simulate);

  const CheckpointOptions& options_;
  bool quiet_;
  RunPart run_;
  bool is_part_ = false;
  RealFileSystem files_;
  std::optional<CheckpointFolder> folder_;
};

}  // namespace hustings
