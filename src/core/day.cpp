#include "hustings/core/day.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <vector>

namespace hustings {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good = fault == std::errc() && end == text.data() + text.size() && !text.empty();
  return good && text[0] != '-' && text[0] != '+' ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<int> day_of(const std::string& text) {
  const char between = text.find('/') == text.npos ? '-' : '/';
  std::vector<int> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(between, at), text.size());
    const auto value = digits(std::string_view(text).substr(at, end - at));
    if (!value) return std::nullopt;
    parts.push_back(*value);
    at = end + 1;
  }
  if (parts.size() != 3) return std::nullopt;
  if (between == '/') parts = {parts[2], parts[0], parts[1]};
  if (parts[0] < 1900 || parts[0] >= 2200 || parts[1] > 12 || parts[2] > 31) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                        std::chrono::month(static_cast<unsigned>(parts[1])),
                                        std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!day.ok()) return std::nullopt;
  return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

std::string day_text(int day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace hustings
