#include "report/style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hustings {
namespace {

/// The blanks that a text lacks to a width.
std::string blanks(std::string_view text, std::size_t width) {
  std::string blanks;
  blanks.resize(width - std::min(width, columns_of(text)), ' ');
  return blanks;
}

std::string coded(const char* code, const std::string& text, const TableStyle& style) {
  return style.colour ? code + text + "\033[0m" : text;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + blanks(text, width);
}

std::string padded_left(std::string_view text, std::size_t width) {
  return blanks(text, width) + std::string(text);
}

std::string bold(const std::string& text, const TableStyle& style) {
  return coded("\033[1m", text, style);
}

std::string dim(const std::string& text, const TableStyle& style) {
  return coded("\033[2m", text, style);
}

std::string titled(const std::string& kind, const std::string& id, const std::string& name) {
  return name == id ? kind + " " + id : name;
}

std::string percent(const Probability& p) {
  if (p.certainty != Certainty::open) return p.certainty == Certainty::never ? "never" : "always";
  if (p.upper_bound) {
    return *p.upper_bound < 0.1 ? fmt::format("<{:.2g}%", 100 * *p.upper_bound)
                                : fmt::format("<{:.0f}%", 100 * *p.upper_bound);
  }
  if (p.probability < 0.001) return fmt::format("{:.2g}%", 100 * p.probability);
  if (p.lower_bound && *p.lower_bound < 0.999) return fmt::format(">{:.3g}%", 100 * *p.lower_bound);
  if (p.probability >= 0.9995) return ">99.9%";
  return fmt::format("{:.1f}%", 100 * p.probability);
}

std::string plus_minus(double standard_error) {
  return standard_error > 0 ? fmt::format(" ±{:.2g}", error_95(standard_error)) : "";
}

}  // namespace hustings
