#include "hustings/model/matching.hpp"

namespace hustings {
namespace {

std::optional<std::string_view> tag_value(const scenario::Tags& tags, std::string_view key) {
  const auto found = tags.find(std::string(key));
  if (found == tags.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::string cell_name(const scenario::Universe& universe) {
  return universe.district + "/" + universe.universe;
}

std::optional<std::string_view> cell_value(const CellView& cell, std::string_view key) {
  if (key == "faction") return cell.universe->faction;
  if (key == "district") return cell.universe->district;
  if (key == "universe") return cell.universe->universe;
  if (key == "region") {
    if (cell.district->region.empty()) return std::nullopt;
    return cell.district->region;
  }
  if (const auto own = tag_value(cell.universe->tags, key)) return own;
  return tag_value(cell.district->tags, key);
}

bool cell_has(const CellView& cell, std::string_view key, std::string_view value) {
  if (key == "universe" && value.find('/') != value.npos) {
    return cell_name(*cell.universe) == value;
  }
  return cell_value(cell, key) == value;
}

}  // namespace hustings
