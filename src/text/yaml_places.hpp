#pragma once

#include <yaml-cpp/mark.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "hustings/core/problem.hpp"

namespace hustings {

/// Tells line and column, counted in characters, for the offsets of a YAML text.
class YamlPlaces {
 public:
  YamlPlaces(std::string_view text, std::string file);

  Place at(const YAML::Mark& mark) const;
  Place at(std::size_t offset) const;

  /// The byte at a mark; 0 at the end.
  char character(const YAML::Mark& mark) const;

  /// Whether the quoted text at a mark, past its anchor if it has one, ends before the file does.
  /// True for block scalars.
  bool closes_quote(const YAML::Mark& mark) const;

  const std::string& file() const { return file_; }

 private:
  std::string_view text_;
  std::string file_;
};

}  // namespace hustings
