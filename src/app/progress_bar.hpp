#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "hustings/core/progress.hpp"

namespace hustings {

/// Shows on stderr how far work is: part done, rate, time left. Only on a terminal, and only of
/// work that takes a while; clears itself.
class ProgressBar {
 public:
  explicit ProgressBar(bool wanted);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Work that counts something else, or from less again, is taken as the next stage.
  void show(const Progress& progress);
  /// Clears itself until it is shown again, for a line that others have to say.
  void hide();

  /// An observer that shows, and never stops the work. Must not outlive the bar.
  Observer observer();

 private:
  using Clock = std::chrono::steady_clock;

  bool wanted_;
  bool shown_ = false;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point stage_begun_ = begun_;  ///< when the last progress of the stage before was told
  Clock::time_point told_ = begun_;
  Clock::time_point drawn_ = begun_;
  Progress last_;
};

/// One line of progress without colour, of at most `width` columns:
/// `[#####-----]  50 %  1.20 M elections/s  3 s left  standard error 0.00050`.
std::string progress_line(const Progress& progress, double seconds, std::size_t width);

}  // namespace hustings
