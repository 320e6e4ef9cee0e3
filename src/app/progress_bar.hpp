#pragma once

#include <chrono>
#include <string>

#include "hustings/engine/simulate.hpp"

namespace hustings {

/// Shows on stderr how far a run is: elections/s, time left, standard error of the headline. Only
/// on a terminal; clears itself.
class ProgressBar {
 public:
  explicit ProgressBar(bool wanted);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(const Progress& progress);

 private:
  using Clock = std::chrono::steady_clock;

  bool shown_ = false;
  bool wanted_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
};

/// One line of progress, without colour: `[#####-----]  50 %  1.2 M elections/s  3 s left  se
/// 0.0005`.
std::string progress_line(const Progress& progress, double seconds);

}  // namespace hustings
