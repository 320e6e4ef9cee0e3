#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "hustings/scenario/contest.hpp"
#include "hustings/scenario/place.hpp"

namespace hustings {

/// One cell with the district it lies in, as `by`, `where` and support rows see it.
struct CellView {
  const scenario::Universe* universe = nullptr;
  const scenario::District* district = nullptr;
};

/// Names a cell: `district/universe`.
std::string cell_name(const scenario::Universe& universe);

/// Returns what a cell has under a key: `faction`, `district`, `region`, `universe` (its short
/// name), a tag of its own or of its district; nothing where it has none.
std::optional<std::string_view> cell_value(const CellView& cell, std::string_view key);

/// Tells whether a cell has that value under that key; for `universe` its full name counts too.
bool cell_has(const CellView& cell, std::string_view key, std::string_view value);

}  // namespace hustings
