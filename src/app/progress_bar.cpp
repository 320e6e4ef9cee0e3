#include "app/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace hustings {
namespace {

std::string rate(double per_second) {
  if (per_second >= 1e6) return fmt::format("{:.2f} M", per_second / 1e6);
  if (per_second >= 1e3) return fmt::format("{:.0f} k", per_second / 1e3);
  return fmt::format("{:.0f}", per_second);
}

std::string duration(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  return fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

}  // namespace

std::string progress_line(const Progress& progress, double seconds) {
  constexpr int kWidth = 24;
  const auto done = static_cast<double>(progress.done);
  const double part = progress.of == 0 ? 1.0 : done / static_cast<double>(progress.of);
  const int filled = static_cast<int>(part * kWidth);
  const double per_second = done / std::fmax(seconds, 1e-9);
  const double left = (static_cast<double>(progress.of) - done) / std::fmax(per_second, 1e-9);
  std::string text = fmt::format("[{}{}] {:3.0f} %  {} {}/s  {} left",
                                 std::string(static_cast<std::size_t>(filled), '#'),
                                 std::string(static_cast<std::size_t>(kWidth - filled), '-'),
                                 100 * part, rate(per_second), progress.what, duration(left));
  if (progress.standard_error)
    text += fmt::format("  standard error {:.5f}", *progress.standard_error);
  return text;
}

ProgressBar::ProgressBar(bool wanted) : wanted_(wanted && isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(const Progress& progress) {
  if (!wanted_) return;
  const auto now = Clock::now();
  if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
  shown_ = true;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fputs(("\r\033[K" + progress_line(progress, seconds)).c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace hustings
