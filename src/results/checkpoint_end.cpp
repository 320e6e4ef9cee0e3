#include "results/checkpoint_end.hpp"

#include "hustings/core/failure.hpp"

namespace hustings {
namespace {

void keep_all(CheckpointFolder& folder, const Results& results, const RunPart& run) {
  Results all = results;
  all.part = run;
  folder.replace_all(all);
}

/// Keeps what could not be written; says where it is.
std::string kept_or_why_not(CheckpointFolder& folder, const Results& results,
                            const CheckpointEnd& end) {
  try {
    keep_all(folder, results, end.run);
    return "all that was simulated is in " + folder.path().string() +
           ", to be written by: " + end.to_go_on;
  } catch (const Failure& failure) {
    return std::string(failure.what()) + "; go on with: " + end.to_go_on;
  }
}

}  // namespace

std::string end_checkpoint(CheckpointFolder& folder, const Results& results,
                           const CheckpointEnd& end, const std::function<void()>& write) {
  try {
    write();
  } catch (const Failure& failure) {
    throw Failure(failure.code(),
                  std::string(failure.what()) + "; " + kept_or_why_not(folder, results, end));
  }
  if (!end.keep) return folder.remove();
  keep_all(folder, results, end.run);
  return "";
}

}  // namespace hustings
