#pragma once

#include <string>
#include <vector>

namespace hustings {

/// A tile of a map: where, in which colour, how sure (0 to 1), and what it says.
struct MapMarkTile {
  int row = 0;
  int column = 0;
  std::string colour;
  double chance = 0;
  std::string words;
};

/// Squares in rows and columns, filled where who is ahead wins four times in five, else tinted;
/// empty of none.
std::string map_mark(const std::vector<MapMarkTile>& tiles);

}  // namespace hustings
