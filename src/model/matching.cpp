#include "model/matching.hpp"

namespace hustings {
namespace {

std::optional<std::string_view> tag_value(const scenario::Tags& tags, std::string_view key) {
  const auto found = tags.find(std::string(key));
  if (found == tags.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::string universe_name(const scenario::Universe& universe) {
  return universe.district + "/" + universe.universe;
}

/// Takes a universe's own tag before its district's.
std::optional<std::string_view> universe_value(const PlacedUniverse& placed, std::string_view key) {
  if (key == "faction") return placed.universe->faction;
  if (key == "district") return placed.universe->district;
  if (key == "universe") return placed.universe->universe;
  if (key == "region") {
    if (placed.district->region.empty()) return std::nullopt;
    return placed.district->region;
  }
  if (const auto own = tag_value(placed.universe->tags, key)) return own;
  return tag_value(placed.district->tags, key);
}

bool universe_has(const PlacedUniverse& placed, std::string_view key, std::string_view value) {
  if (key == "universe" && value.find('/') != value.npos) {
    return universe_name(*placed.universe) == value;
  }
  return universe_value(placed, key) == value;
}

}  // namespace hustings
