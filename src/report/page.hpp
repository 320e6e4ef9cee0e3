#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/lines.hpp"
#include "report/text_grid.hpp"

namespace hustings {

/// What is printed by one command, from the top: sections of lines and tables.
class Page {
 public:
  explicit Page(const TableStyle& style) : style_(style) {}

  const TableStyle& style() const { return style_; }
  void line(const std::string& text) { text_ += text + '\n'; }
  void title(const std::string& text) { line(bold(text, style_)); }
  void note(const std::string& text) { line(dim(text, style_)); }
  /// A note after an empty line.
  void remark(const std::string& text) { line("\n" + dim(text, style_)); }
  /// Begins a section, after an empty line, with what is to be said of it at once.
  void section(const std::string& title, const std::string& about = "") {
    line("\n" + bold(title, style_) + dim(about, style_));
  }
  /// Lists what was assumed; what is alone stands in its own line.
  void assumed(const std::vector<std::string>& assumptions) {
    if (assumptions.size() == 1) remark("assumed: " + assumptions.front());
    if (assumptions.size() <= 1) return;
    section("assumed");
    for (const std::string& assumption : assumptions) note("  - " + assumption);
  }
  void add(const TextGrid& grid) { text_ += grid.text(style_); }
  void add(const std::string& lines) { text_ += lines; }

  std::string text() && { return std::move(text_); }

 private:
  const TableStyle& style_;
  std::string text_{};
};

}  // namespace hustings
