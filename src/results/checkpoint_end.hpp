#pragma once

#include <functional>
#include <string>

#include "hustings/results/results_file.hpp"
#include "results/checkpoint_folder.hpp"

namespace hustings {

/// What becomes of a folder of checkpoints once its run is done.
struct CheckpointEnd {
  RunPart run;             ///< what was simulated
  bool keep = false;       ///< the folder is kept
  std::string to_go_on{};  ///< the command line that goes on with it
};

/// Writes what a run came to by `write`, and only then removes the folder it was kept in, or keeps
/// all in it as one part. Returns what else is in a folder that therefore stays; empty where it is
/// gone or kept. Throws Failure as `write` does: all is kept in the folder then, and the message
/// says how to go on.
std::string end_checkpoint(CheckpointFolder& folder, const Results& results,
                           const CheckpointEnd& end, const std::function<void()>& write);

}  // namespace hustings
