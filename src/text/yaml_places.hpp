#pragma once

#include <yaml-cpp/mark.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "hustings/core/problem.hpp"

namespace hustings {

/// Tells line and column, counted in characters, for the offsets of a YAML text: in constant time,
/// or lists of many names on one line would take the square of it.
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
  std::size_t characters_before(std::size_t offset) const;

  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> characters_;  ///< before every 1,024th byte
};

}  // namespace hustings
