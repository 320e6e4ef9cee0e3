#pragma once

#include <string>
#include <vector>

#include "hustings/core/problem.hpp"
#include "text/yaml.hpp"

namespace hustings {

/// Puts `path=value` into the tree of a scenario, one after the other.
///
/// A path is keys joined by dots, list items by their `id` or as `[n]` from 0, odd names in double
/// quotes; the value is YAML. Keys that are not there are added, list items are not; tables cannot
/// be set. Values then have places in a file called `--set PATH`.
void apply_overrides(YamlTree& tree, const std::vector<std::string>& overrides, Problems& problems);

/// Says why a text is no `path=value`; empty = it is one.
std::string why_no_override(const std::string& text);

/// Says why a text cannot stand at a key of the language that takes a whole number; empty = it can.
std::string why_no_whole(const std::string& key, const std::string& text);

}  // namespace hustings
