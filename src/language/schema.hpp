#pragma once

#include <string>

#include "language/keys.hpp"

namespace hustings {

/// The JSON Schema (draft-07) of scenarios, or of recipes, made from the table of keys, for editors
/// and other programs.
///
/// Says which keys there are and which of them must be there, what type, range, words and number of
/// items each takes, and which exclude each other. Names that must exist, sums of shares and
/// whatever else joins two places is for `hustings validate` to say.
std::string language_schema(Language language = Language::scenario);

}  // namespace hustings
