#pragma once

#include <optional>
#include <string>
#include <vector>

#include "faults/known_runs.hpp"
#include "faults/simulated_files.hpp"

namespace hustings::faults {

/// `run SCENARIO -o OUTPUT --checkpoint FOLDER`, with its options.
struct RunCommand {
  int run = 0;
  std::string folder;
  std::string output;
  std::uint64_t shard = 1;
  std::uint64_t shards = 1;  ///< 1 = the whole run
  int threads = 1;
  double every = 60;         ///< [s]
  double piece_seconds = 1;  ///< that a piece takes
  bool resume = true;
  bool keep = false;
  bool force = true;
  bool writes_beside = false;  ///< parts are written by a thread, else in the turn of the rounds
  int signal = 0;              ///< 130, 143 or 129
  int signal_at = 0;           ///< comes when so many pieces are done
  int second_at = 0;           ///< and another one at so many, which ends it; 0 = none

  Mask asked(const KnownRuns& known) const;
};

/// `merge PART... -o OUTPUT`.
struct MergeCommand {
  std::vector<std::string> files;
  std::string output;
  bool partial = false;
  bool force = true;
};

/// What a command came to.
struct Outcome {
  int code = 0;
  std::string message;  ///< of a failure
  std::vector<std::string> notes;
  bool was_killed = false;  ///< or the power failed: then the rest is not to be used
  Mask simulated = 0;
  Mask done = 0;    ///< what an interrupted run says that it has
  std::string odd;  ///< something that no command may do, such as another exception
};

/// Runs the code of `hustings run --checkpoint` on simulated files, the engine excepted.
Outcome run(const RunCommand& command, KnownRuns& known, SimulatedFiles& files, Planted planted);

/// The same of `hustings merge`.
Outcome merge(const MergeCommand& command, KnownRuns& known, SimulatedFiles& files,
              Planted planted);

}  // namespace hustings::faults
