#pragma once

#include <string>

#include "text/yaml.hpp"

namespace hustings {

/// What paths call a list item: its id, `district/universe`, or the plain word it is; empty where
/// it has no such thing.
std::string item_name(const YamlNode& item);

}  // namespace hustings
