#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "text/yaml.hpp"

namespace hustings {

inline constexpr std::size_t kFileColumns = 100;  ///< of the files that we write

/// Writes a text so that YAML reads it as the same text: in quotes where it must be, which is more
/// often inside brackets.
std::string yaml_scalar(std::string_view text, bool in_brackets = true);

/// Writes a node on one line.
std::string yaml_flow(const YamlNode& node);

/// Writes a node to stand behind `key:`, with the line break at its end: on the same line where it
/// is short, else in lines of their own that begin with `indent` blanks.
std::string yaml_block(const YamlNode& node, std::size_t indent);

/// Writes a node to stand behind `key:` with an item or entry a line.
std::string yaml_lines(const YamlNode& node, std::size_t indent);

/// Writes the items of a list, one or more lines each, that begin with `indent` blanks.
std::string yaml_items(const YamlNode& list, std::size_t indent);

}  // namespace hustings
