#pragma once

#include "app/interrupt.hpp"
#include "app/progress_bar.hpp"

namespace hustings {

/// Does work under a progress bar (unless all is to be quiet) and until a signal comes; `work` gets
/// the observer, and returns what it came to. Throws Failure where a signal stopped it.
template <class Work>
auto watched(bool quiet, const Work& work) {
  remember_signals();
  ProgressBar bar(!quiet);
  bool is_stopped = false;
  auto result = work(Observer([&](const Progress& progress) {
    bar.show(progress);
    is_stopped = is_stopped || interrupted();
    return !is_stopped;
  }));
  if (is_stopped) throw interruption();
  return result;
}

}  // namespace hustings
