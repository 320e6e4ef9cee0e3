#include "app/progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/terminal.hpp"

namespace hustings {
namespace {

constexpr auto kSilent = std::chrono::milliseconds(500);  // at first
constexpr auto kBetween = std::chrono::milliseconds(100);
constexpr std::size_t kWidestBar = 24;
constexpr std::size_t kNarrowestBar = 8;

std::string amount(double number) {
  if (number >= 1e6) return fmt::format("{:.2f} M", number / 1e6);
  if (number >= 1e3) return fmt::format("{:.0f} k", number / 1e3);
  return number >= 10 ? fmt::format("{:.0f}", number) : fmt::format("{:.1f}", number);
}

std::string duration(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

/// The bar itself in so many columns; none where they are too few.
std::string bar(double part, std::size_t columns) {
  if (columns < kNarrowestBar + 3) return "";
  const std::size_t width = std::min(kWidestBar, columns - 3);
  const auto filled = std::min(width, static_cast<std::size_t>(part * static_cast<double>(width)));
  return "[" + std::string(filled, '#') + std::string(width - filled, '-') + "] ";
}

}  // namespace

std::string progress_line(const Progress& progress, double seconds, std::size_t width) {
  const auto done = static_cast<double>(progress.done);
  const auto of = static_cast<double>(progress.of);
  const double part = std::min(1.0, done / std::fmax(of, 1));
  const double per_second = done / std::fmax(seconds, 1e-9);
  std::string text = progress.of > 0 ? fmt::format("{:3.0f} %", 100 * part)
                                     : fmt::format("{} {}", amount(done), progress.what);
  if (progress.done > 0) text += fmt::format("  {} {}/s", amount(per_second), progress.what);
  if (progress.done > 0 && progress.of > 0) {
    text += fmt::format("  {} left", duration(std::fmax(of - done, 0) / per_second));
  }
  if (progress.standard_error) {
    text += fmt::format("  standard error {:.5f}", *progress.standard_error);
  }
  const std::size_t room = width - std::min(width, text.size());
  if (progress.of > 0) text = bar(part, room) + text;
  return text.substr(0, width);
}

ProgressBar::ProgressBar(bool wanted) : wanted_(wanted && takes_codes(STDERR_FILENO)) {}

ProgressBar::~ProgressBar() {
  hide();
}

void ProgressBar::hide() {
  if (shown_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

void ProgressBar::show(const Progress& progress) {
  if (!wanted_) return;
  const auto now = Clock::now();
  if (progress.what != last_.what || progress.done < last_.done) stage_begun_ = told_;
  last_ = progress;
  told_ = now;
  if (now - begun_ < kSilent || (shown_ && now - drawn_ < kBetween)) return;
  shown_ = true;
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - stage_begun_).count();
  const std::size_t width = terminal_style(STDERR_FILENO).width - 1;
  std::fputs(("\r\033[K" + progress_line(progress, seconds, width)).c_str(), stderr);
  std::fflush(stderr);
}

Observer ProgressBar::observer() {
  return [this](const Progress& progress) {
    show(progress);
    return true;
  };
}

}  // namespace hustings
