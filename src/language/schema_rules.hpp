#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "language/keys.hpp"

// What a schema says of several keys of one map.
namespace hustings {

/// Keys that are the user's notes, as a pattern of ECMA 262.
inline constexpr const char* kNotePattern = "^x-";

/// Says of every choice of forms among the keys of a map that one form is taken.
nlohmann::ordered_json rules_of_forms(const std::vector<const Key*>& keys);

/// Says that a contest has support, unless one candidate is alone in it.
nlohmann::ordered_json rule_of_opposition();

/// Says of every kind of change which keys go with it. `is_varied`: of an input of `vary`, which
/// leaves the amount open.
nlohmann::ordered_json rules_of_changes(const std::vector<const Key*>& keys, bool is_varied);

}  // namespace hustings
