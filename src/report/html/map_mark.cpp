#include "report/html/map_mark.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/html/html_table.hpp"

namespace hustings {
namespace {

constexpr double kLikely = 0.8;
constexpr int kStep = 20;

}  // namespace

std::string map_mark(const std::vector<MapMarkTile>& tiles) {
  if (tiles.empty()) return "";
  const auto [top, bottom] = std::ranges::minmax(tiles, {}, &MapMarkTile::row);
  const auto [left, right] = std::ranges::minmax(tiles, {}, &MapMarkTile::column);
  std::string body;
  for (const MapMarkTile& tile : tiles) {
    body += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"18\" height=\"18\" rx=\"3\" class=\"{}-{}\"><title>{}"
        "</title></rect>",
        kStep * (tile.column - left.column), kStep * (tile.row - top.row),
        tile.chance >= kLikely ? "fill" : "tint", tile.colour, escaped(tile.words));
  }
  return fmt::format(
      "<figure class=\"tiles\"><svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Who is ahead, "
      "district by district\">{}</svg><figcaption>full: wins four times in five; pale: less sure"
      "</figcaption></figure>",
      kStep * (right.column - left.column + 1), kStep * (bottom.row - top.row + 1), body);
}

}  // namespace hustings
